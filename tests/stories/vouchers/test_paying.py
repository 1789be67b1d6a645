"""What a voucher pays for, and what it does not."""

import csv
from base64 import b64decode
from decimal import Decimal
from io import StringIO

import pytest

from bot.domain.models import Offer, State
from bot.domain.wallet import Balance, Hold
from bot.storage.audit_log import read_audit
from bot.storage.keys import Keys
from tests.stories.chat import ALICE, MINH, STRANGER, Person, World, labels
from tests.stories.vouchers.steps import (
    MILLION,
    MOST,
    WITH_VOUCHER,
    balance,
    batch,
    counts,
    give,
    has,
    make,
    redeem,
    sound,
    tap_buy,
    the_number,
)


async def test_the_wallet_of_a_user_is_not_touched_and_the_books_tell_it(
    world: World, minh: Person, offer: Offer
) -> None:
    assert offer.cost is not None
    await give(world, MINH, offer.price)
    await redeem(minh, await make(world))
    await minh.say("/start")
    await minh.tap("🎟")
    assert "In your wallet" not in minh.text
    await minh.tap(WITH_VOUCHER)
    price, cost = int(offer.price * MILLION), int(offer.cost * MILLION)
    assert await balance(world, MINH) == Balance(price)
    assert (await world.shop.built.wallet_store.totals()).get("vouchers", 0) == 0, "earned with the code alone"
    await world.pass_time(25)
    totals = await world.shop.built.wallet_store.totals()
    assert totals == {
        "users": price, "held": 0, "adjustments": -price,
        "vouchers": -price, "revenue": price, "provider": cost, "cost": -cost,
    }  # fmt: skip
    assert await sound(world)
    await minh.say("/wallet")
    assert f"🎟 ₽{offer.price} · paid by your voucher:" in minh.text
    earned = await world.shop.built.earnings.of(1)
    assert (earned.sold, earned.captured, earned.cost, earned.granted) == (1, price, cost, 2 * price)


async def test_above_its_price_it_buys_nothing_and_stays(world: World, minh: Person, offer: Offer) -> None:
    await give(world, MINH, offer.price)
    most = offer.price - 1
    await redeem(minh, await make(world, most=most))
    await minh.tap("See the offer")
    assert f"Your voucher reaches up to ₽{most}, so it does not pay for this. It stays yours." in minh.text
    assert f"✅ Buy for ₽{offer.price}" in labels(minh.screen)
    await minh.tap("Buy for")
    assert (await the_number(world, MINH)).voucher == ""
    assert await balance(world, MINH) == Balance(0, int(offer.price * MILLION)), "who taps the price pays it"
    assert await has(world, MINH) == 1


async def test_at_its_price_it_pays(world: World, minh: Person, offer: Offer) -> None:
    await redeem(minh, await make(world, most=offer.price))
    assert (await tap_buy(world, MINH)).voucher


async def test_it_pays_for_no_other_pair(world: World, minh: Person, offer: Offer) -> None:
    await redeem(minh, await make(world))
    others = [one for one in world.shop.catalogue.countries(offer.service_id) if one.country.id != offer.country_id]
    quote, _ = await world.shop.purchases.quote(MINH, others[0].country.id, offer.service_id)
    assert (quote.has_voucher, quote.voucher_reach) == (False, None)


class TestReplace:
    @pytest.fixture(autouse=True)
    def silence(self, world: World) -> None:
        """No SMS comes by itself."""
        world.shop.provider.switch(sms_delay=(3600.0, 3600.0))

    async def bought(self, world: World, minh: Person, most: Decimal) -> None:
        await redeem(minh, await make(world, most=most))
        await minh.tap("See the offer")
        await minh.tap(WITH_VOUCHER)
        assert "Waiting for the SMS" in minh.text

    async def test_the_next_number_has_the_same_voucher(self, world: World, minh: Person) -> None:
        await self.bought(world, minh, MOST)
        await minh.tap("Replace")
        assert world.shop.charged() == {"charge": 2, "refund": 1}
        first, second = sorted((await world.shop.purchases.history(MINH, 0, 10)).activations, key=lambda one: one.state)
        assert first.voucher == second.voucher
        assert {first.hold, second.hold} == {Hold.RELEASED, Hold.HELD}
        assert await has(world, MINH) == 0
        *_, request = world.shop.provider.orders.requests
        world.shop.provider.deliver(request, "4321")
        await world.pass_time(30)
        assert await counts(world) == (1, 1)
        assert await sound(world)

    @pytest.mark.parametrize("reaches", [True, False])
    async def test_a_higher_price_is_the_vouchers_or_nothing_happens(
        self, world: World, minh: Person, offer: Offer, reaches: bool
    ) -> None:
        assert offer.cost is not None
        await self.bought(world, minh, MOST if reaches else offer.price)
        world.shop.provider.orders.stock.reprice(offer.country_id, offer.service_id, offer.cost + 10)
        await world.pass_time(10)
        await minh.tap("Replace")
        if reaches:
            assert world.shop.charged() == {"charge": 2, "refund": 1}
            return
        assert "Your voucher does not reach today's price. Nothing was cancelled or bought." in minh.text
        assert world.shop.charged() == {"charge": 1}
        assert (await the_number(world, MINH)).state is State.WAITING

    async def test_a_revoked_one_buys_no_other_number(self, world: World, minh: Person) -> None:
        world.shop.provider.switch(early_cancel=30.0)
        await self.bought(world, minh, MOST)
        await minh.tap("Replace")
        await world.shop.built.vouchers.revoke((await batch(world)).id, admin_id=ALICE)
        await world.pass_time(60)
        assert "No other number was bought: your voucher does not pay for it any more." in minh.text
        assert world.shop.charged() == {"charge": 1, "refund": 1}


async def test_an_admin_makes_them_by_words(world: World, alice: Person, minh: Person) -> None:
    await alice.say("/voucher 1000.5 12 7 telegram vietnam")
    shown, file = alice.screens[-2:]
    assert "Telegram · 🇻🇳 Vietnam ≤ ₽1,000.50 × 12" in shown["text"]
    assert "Redeemed: 0 · used: 0" in shown["text"]
    rows = list(csv.reader(StringIO(b64decode(file["document"]["url"].partition(",")[2]).decode("utf-8-sig"))))
    assert rows[0] == ["Voucher", "Link", "Price", "Currency", "Service", "Country"]
    assert len({row[0] for row in rows[1:]}) == 12
    assert rows[1][2:] == ["1000.5", "RUB", "Telegram", "Vietnam"]
    await minh.say(rows[12][0])
    assert "Telegram · 🇻🇳 Vietnam, up to ₽1,000.50." in minh.text
    [made] = [
        one for one in await read_audit(world.shop.built.wallet_store._redis, Keys()) if one["event"] == "vouchers_made"
    ]
    assert made["country"]
    assert made["service"]


@pytest.mark.parametrize("written", ["15 nothing of the kind", "15 telegram", "15 vietnam", "0 telegram vietnam"])
async def test_words_that_name_no_pair_make_nothing(world: World, alice: Person, written: str) -> None:
    await alice.say(f"/voucher {written}")
    assert "No vouchers were made" in alice.text
    assert await world.shop.built.vouchers.batches(0, 1) == ([], 0)


class TestWithoutWallets:
    @pytest.fixture
    def markup(self) -> None:
        return None

    async def test_it_is_a_gift_of_the_operators(self, world: World, sam: Person, offer: Offer) -> None:
        new = await make(world, most=offer.price)
        await sam.say(f"/start v_{new.codes[0]}")
        await sam.tap("See the offer")
        await sam.tap(WITH_VOUCHER)
        await sam.tap("Cancel")
        await sam.tap("Yes")
        assert (await has(world, STRANGER), await counts(world)) == (1, (1, 0))
        await sam.tap("Buy the same again")
        await sam.tap(WITH_VOUCHER)
        await world.pass_time(25)
        assert (await has(world, STRANGER), await counts(world)) == (0, (1, 1))
        assert world.shop.charged() == {"charge": 2, "refund": 1}
        assert not [one async for one in world.shop.built.wallet_store.entries()]
        await sam.tap("Buy the same again")
        assert labels(sam.screen) == ["☰ Menu"]

    async def test_above_its_price_a_guest_buys_nothing(self, world: World, sam: Person, offer: Offer) -> None:
        await redeem(sam, await make(world, most=offer.price - 1))
        await sam.tap("See the offer")
        assert f"Your voucher reaches up to ₽{offer.price - 1}" in sam.text
        assert labels(sam.screen) == ["☰ Menu"]

    async def test_an_admin_makes_them_and_none_for_money(self, world: World, alice: Person) -> None:
        await alice.say("/voucher 15")
        assert "No vouchers were made" in alice.text
        assert "Who redeems one may use this bot, also" not in alice.text
        await alice.say("/voucher 15 telegram vietnam")
        assert "≤ ₽15 × 1" in alice.screens[-2]["text"]
        await alice.say("/vouchers")
        assert "≤ ₽15 × 1" in alice.text
