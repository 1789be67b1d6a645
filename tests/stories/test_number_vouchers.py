"""Vouchers for one number: redeemed, taken by a purchase, and given back or used up by its end."""

import asyncio
import csv
from base64 import b64decode
from decimal import Decimal
from io import StringIO

import pytest
from redis.asyncio import Redis

from bot.domain.errors import VoucherRefused
from bot.domain.models import Activation, Bought, Offer, Reason, State
from bot.domain.pairs import Pair
from bot.domain.users import Forgotten
from bot.domain.vouchers import Batch, Redeemed, digest
from bot.domain.wallet import Balance, Booking, EntryKind, Hold, Markup
from bot.shop.wallet.vouchers import BatchOrder, NewBatch
from bot.storage.audit_log import read_audit
from bot.storage.backup import Backup, from_text, to_lines
from bot.storage.keys import Keys
from bot.telegram.access import Access
from bot.telegram.callbacks import Buy, OpenOffer, OpenServices, SetReminder
from tests.clock import Clock
from tests.stories.chat import ALICE, MINH, STRANGER, Person, World, labels

MILLION = 1_000_000
DAY_S = 86_400.0
MOST = Decimal(1000)
WITH_VOUCHER = "Buy with your voucher"


@pytest.fixture
def markup() -> Markup | None:
    return Markup(percent=Decimal(50), step=Decimal(1))


@pytest.fixture
def access() -> Access:
    return Access(public=False, allowed=frozenset({MINH}), admins=frozenset({ALICE}))


@pytest.fixture
def sam(world: World) -> Person:
    return world.person(STRANGER)


@pytest.fixture
async def minh(world: World) -> Person:
    await world.users.set_language(MINH, "en")
    return world.person(MINH)


@pytest.fixture
async def offer(world: World) -> Offer:
    """The one that vouchers here are for."""
    return await world.shop.some_offer()


async def make(world: World, most: Decimal = MOST, count: int = 1, days: int = 30) -> NewBatch:
    offer = await world.shop.some_offer()
    order = BatchOrder(int(most * MILLION), count, days, "as typed")
    pair = Pair(offer.country_id, offer.service_id)
    new = await world.shop.built.vouchers.make(order, f"{most}:{count}:{days}", admin_id=ALICE, pair=pair)
    assert new is not None
    return new


async def has(world: World, user: int) -> int:
    """Vouchers that the user may use now."""
    return len(await world.shop.built.wallets.number_vouchers(user))


async def batch(world: World) -> Batch:
    return (await world.shop.built.vouchers.batches(0, 1))[0][0]


async def counts(world: World) -> tuple[int, int]:
    """How many were redeemed, and how many used."""
    one = await batch(world)
    return one.redeemed, one.used


async def give(world: World, user: int, amount: Decimal) -> None:
    booking = Booking(f"adj:{user}:{amount}", EntryKind.ADJUSTMENT, user, int(amount * MILLION))
    assert (await world.shop.built.wallet_store.book(booking)).done


async def balance(world: World, user: int) -> Balance:
    return await world.shop.built.wallet_store.balance(user)


async def sound(world: World) -> bool:
    return (await world.shop.built.wallet_store.verify()).sound


async def redeem(person: Person, new: NewBatch) -> None:
    await person.say(new.codes[0])
    assert "This voucher is for one number" in person.text


async def tap_buy(world: World, user: int) -> Activation:
    """As far as the intent; nothing is sent yet."""
    activation = await world.shop.tap_buy(user)
    assert activation.voucher
    return activation


async def the_number(world: World, user: int) -> Activation:
    return (await world.shop.purchases.history(user, 0, 10)).activations[0]


async def test_a_guest_has_the_number_of_the_voucher_and_nothing_else(
    world: World, sam: Person, offer: Offer, alice: Person
) -> None:
    new = await make(world)
    await sam.say(f"/start v_{new.codes[0]}")
    assert "This voucher is for one number" in sam.text
    await sam.tap("See the offer")
    assert "Your voucher pays for it." in sam.text
    assert labels(sam.screen) == [f"🎟 {WITH_VOUCHER}", "☰ Menu"]
    await sam.tap(WITH_VOUCHER)
    assert "Your voucher pays for it." in sam.text
    await world.pass_time(25)
    assert "Code" in sam.text
    assert world.shop.charged() == {"charge": 1}
    assert await counts(world) == (1, 1)
    for written in ("/buy", "telegram", "/topup"):
        await sam.say(written)
        assert "You are here with a voucher" in sam.text
    for tap in (OpenServices(), SetReminder(country_id=offer.country_id, service_id=offer.service_id)):
        screens = len(sam.screens)
        await sam.forge(tap.pack())
        assert len(sam.screens) == screens, "only a toast"
    await sam.forge(OpenOffer(country_id=offer.country_id, service_id=offer.service_id).pack())
    assert "you may buy with a voucher only" in sam.text
    assert labels(sam.screen) == ["☰ Menu"]
    await alice.say(f"/user {STRANGER}")
    assert "May use a voucher, and nothing else" in alice.text


@pytest.mark.parametrize("money", [True, False])
async def test_a_guest_who_forges_the_tap_buys_nothing_even_with_money(
    world: World, sam: Person, offer: Offer, money: bool
) -> None:
    await redeem(sam, await make(world, most=offer.price - 1))
    if money:
        await give(world, STRANGER, offer.price)
    quote, _ = await world.shop.purchases.quote(STRANGER, offer.country_id, offer.service_id)
    assert not quote.may_pay
    await sam.forge(Buy(nonce=quote.nonce, country_id=quote.country_id, service_id=quote.service_id).pack())
    assert "Your voucher does not pay for this any more. Nothing was bought." in sam.text
    assert not (await world.shop.purchases.history(STRANGER, 0, 10)).activations
    assert world.shop.charged() == {}
    await world.users.admit(STRANGER, True, admin_id=ALICE)
    if money:
        await sam.say("/start")
        await sam.forge(Buy(nonce=quote.nonce, country_id=quote.country_id, service_id=quote.service_id).pack())
        assert world.shop.charged() == {"charge": 1}, "an admin has let them in"


async def test_a_guests_menu_leads_to_the_number_and_to_what_is_theirs(world: World, sam: Person) -> None:
    await redeem(sam, await make(world))
    await sam.say("/start")
    first, *others = labels(sam.screen)
    assert first.startswith("🎟")
    assert others == ["🗂 My numbers", "🌐 Language", "❓ Help"]
    await sam.tap(first)
    await sam.tap(WITH_VOUCHER)
    await sam.tap("My numbers")
    assert "One so far" in sam.text
    await sam.say("/start")
    assert labels(sam.screen) == others, "it is taken"


async def test_whom_an_admin_shuts_out_uses_nothing(world: World, sam: Person) -> None:
    await redeem(sam, await make(world))
    await world.users.admit(STRANGER, False, admin_id=ALICE)
    await sam.say("/start")
    assert "You can't use this bot any more" in sam.text


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


async def test_a_cancel_gives_it_back_once_and_it_buys_again(world: World, minh: Person) -> None:
    await redeem(minh, await make(world))
    await minh.say("/start")
    await minh.tap("🎟")
    await minh.tap(WITH_VOUCHER)
    assert await has(world, MINH) == 0
    await minh.tap("Cancel")
    assert "your voucher is not used up" in minh.text
    await minh.tap("Yes")
    assert "Cancelled. Your voucher is not used up." in minh.text
    activation = await the_number(world, MINH)
    await world.shop.store.cancelled(activation)
    assert (await has(world, MINH), await counts(world)) == (1, (1, 0))
    await world.shop.clock.advance(1)  # so that the next one is the newest
    await minh.tap("Buy the same again")
    await minh.tap(WITH_VOUCHER)
    await world.pass_time(25)
    assert (await has(world, MINH), await counts(world)) == (0, (1, 1))
    await world.shop.store.code(activation, "4321")
    assert (await the_number(world, MINH)).hold is Hold.CAPTURED
    first = await world.shop.purchases.find(MINH, activation.id)
    assert (first.code, first.hold) == ("4321", Hold.RELEASED), "a later code is free"
    assert await counts(world) == (1, 1)
    assert await sound(world)


async def test_one_that_is_not_bought_after_all_is_given_back(world: World, minh: Person, offer: Offer) -> None:
    await redeem(minh, await make(world))
    await minh.tap("See the offer")
    assert offer.cost is not None
    world.shop.provider.orders.stock.reprice(offer.country_id, offer.service_id, offer.cost + 10)
    await world.shop.clock.advance(10)
    await minh.tap(WITH_VOUCHER)
    assert "The price has changed" in minh.text
    assert "Your voucher is not used up." in minh.text
    assert (await has(world, MINH), world.shop.charged()) == (1, {})


@pytest.mark.parametrize("charged", [True, False])
async def test_while_nobody_knows_it_stays_taken_and_then_it_is_back(world: World, minh: Person, charged: bool) -> None:
    await redeem(minh, await make(world))
    activation = await tap_buy(world, MINH)
    assert await world.shop.store.sending(activation, owner="me", timeout_s=75)
    await world.shop.store.unknown(activation, owner="me")
    await world.shop.settle()
    assert "your voucher stays taken" in minh.text
    assert await has(world, MINH) == 0
    for _ in range(2):
        await world.shop.purchases.resolve(activation.id, charged=charged, admin_id=ALICE)
    await world.shop.settle()
    assert "Your voucher is not used up." in minh.text
    assert await has(world, MINH) == 1
    assert await sound(world)


async def test_a_cancel_that_nobody_confirms_gives_it_back_in_the_end(world: World, minh: Person, clock: Clock) -> None:
    await redeem(minh, await make(world))
    activation = await tap_buy(world, MINH)
    await world.shop.settle()
    await world.shop.store.cancel(MINH, activation.id, Reason.USER)
    await world.shop.store.unconfirmed(activation, pause=10)
    await world.shop.store.ask(activation)
    await clock.advance(72 * 3600 - 60)
    await world.shop.built.ledger_check.release_overdue()
    assert await has(world, MINH) == 0
    await clock.advance(120)
    for _ in range(2):
        await world.shop.built.ledger_check.release_overdue()
    assert await has(world, MINH) == 1
    await world.shop.store.code(activation, "4321")
    await world.shop.settle()
    assert "so this code is free" in minh.screens[-2]["text"] + minh.text
    assert await counts(world) == (1, 0)
    assert await sound(world)


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


async def test_of_two_purchases_at_once_one_has_it_and_the_other_takes_no_money(
    world: World, minh: Person, offer: Offer
) -> None:
    await give(world, MINH, offer.price)
    await redeem(minh, await make(world))
    both = [(await world.shop.purchases.quote(MINH, offer.country_id, offer.service_id))[0] for _ in range(2)]
    assert [one.has_voucher for one in both] == [True, True]
    begun = await asyncio.gather(
        *[
            world.shop.purchases.begin(one.nonce, user_id=MINH, chat_id=MINH, card_id=5, language="en")
            for one in (*both, *both)
        ],
        return_exceptions=True,
    )
    assert [type(one) for one in begun if isinstance(one, Exception)] == [VoucherRefused, VoucherRefused]
    await world.shop.settle()
    assert world.shop.charged() == {"charge": 1}
    assert await balance(world, MINH) == Balance(int(offer.price * MILLION))


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


async def test_it_expires_with_its_days(world: World, minh: Person, clock: Clock) -> None:
    new = await make(world, count=2, days=3)
    await redeem(minh, new)
    await minh.tap("See the offer")
    await clock.advance(3 * DAY_S)
    assert await has(world, MINH) == 0
    await minh.say(new.codes[0])
    assert "This voucher has expired" in minh.text
    await minh.say(new.codes[1])
    assert "This voucher has expired" in minh.text


async def test_one_that_comes_back_after_its_days_has_a_day_more(world: World, minh: Person, clock: Clock) -> None:
    world.shop.provider.switch(sms_delay=(3600.0, 3600.0))
    await redeem(minh, await make(world, days=1))
    await clock.advance(DAY_S - 10)
    activation = await tap_buy(world, MINH)
    await world.shop.settle()
    await clock.advance(20)
    await world.shop.store.cancel(MINH, activation.id, Reason.USER)
    await world.shop.settle()
    assert await has(world, MINH) == 1
    await clock.advance(DAY_S - 30)
    assert await has(world, MINH) == 1
    await clock.advance(31)
    assert await has(world, MINH) == 0


async def test_a_button_from_before_it_ended_buys_nothing(world: World, minh: Person, offer: Offer) -> None:
    await give(world, MINH, offer.price)
    new = await make(world)
    await redeem(minh, new)
    await minh.tap("See the offer")
    await world.shop.built.vouchers.revoke(new.batch.id, admin_id=ALICE)
    await minh.tap(WITH_VOUCHER)
    assert "Your voucher does not pay for this any more. Nothing was bought." in minh.text
    assert f"✅ Buy for ₽{offer.price}" in labels(minh.screen)
    assert world.shop.charged() == {}
    assert await balance(world, MINH) == Balance(int(offer.price * MILLION))


async def test_revoking_ends_what_is_not_used_and_no_number_that_was_bought(
    world: World, minh: Person, sam: Person, alice: Person
) -> None:
    new = await make(world, count=3)
    await redeem(minh, new)
    await tap_buy(world, MINH)
    await world.shop.settle()
    await sam.say(new.codes[1])
    await alice.say("/vouchers")
    assert "Redeemed: 2 · used: 0" in alice.text
    await alice.tap("× 3")
    assert "No number can be bought with one then, redeemed or not." in alice.text
    await alice.tap("Revoke")
    assert await has(world, STRANGER) == 0
    await sam.say(new.codes[1])
    assert "This voucher was revoked" in sam.text
    await world.pass_time(25)
    await alice.say("/vouchers")
    assert "Redeemed: 2 · used: 1" in alice.text
    assert await sound(world)


async def test_its_user_may_send_the_code_again_and_is_told_how_it_stands(world: World, minh: Person) -> None:
    new = await make(world)
    for _ in range(7):
        await redeem(minh, new)
    await tap_buy(world, MINH)
    await minh.say(new.codes[0])
    assert any("You have used this voucher" in one["text"] for one in minh.screens)
    assert await counts(world) == (1, 0)


async def test_of_two_who_redeem_at_once_one_has_it(world: World) -> None:
    new = await make(world)
    vouchers = world.shop.built.vouchers
    came = await asyncio.gather(
        *[vouchers.redeem(new.codes[0], user, admit=False) for user in (MINH, ALICE) for _ in range(5)]
    )
    assert sorted({one.outcome for one in came}) == [Redeemed.OK, Redeemed.USED]
    assert sorted([await has(world, MINH), await has(world, ALICE)]) == [0, 1]
    assert await counts(world) == (1, 0)


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


async def test_one_who_is_forgotten_leaves_the_code_as_it_was(
    world: World, sam: Person, minh: Person, redis: Redis
) -> None:
    new = await make(world)
    await redeem(sam, new)
    assert await world.users.forget(STRANGER) is Forgotten.OK
    assert await counts(world) == (0, 0)
    kept = [name async for name in redis.scan_iter("{sb}:*") if str(STRANGER) in name]
    assert kept == []
    assert str(STRANGER) not in str(await redis.get(f"{{sb}}:voucher:{digest(new.codes[0])}"))
    await redeem(minh, new)


async def test_while_its_number_lives_its_user_is_not_forgotten(world: World, sam: Person) -> None:
    await redeem(sam, await make(world))
    await tap_buy(world, STRANGER)
    assert await world.users.forget(STRANGER) is Forgotten.LIVE


async def test_a_backup_brings_it_back_as_it_was(world: World, minh: Person, redis: Redis, clock: Clock) -> None:
    new = await make(world, count=2)
    await redeem(minh, new)
    text = b"".join([line async for line in to_lines(Backup(redis, Keys()).read())])
    await redis.flushall()
    await clock.advance(0)
    await Backup(redis, Keys()).write(from_text(text))
    await Backup(redis, Keys()).mark()
    assert (await has(world, MINH), await counts(world)) == (1, (1, 0))
    await minh.say(new.codes[0])
    await minh.tap("See the offer")
    await minh.tap(WITH_VOUCHER)
    await world.pass_time(25)
    assert await counts(world) == (1, 1)


async def test_everything_of_it_has_an_end(world: World, sam: Person, redis: Redis) -> None:
    new = await make(world, count=3)
    await redeem(sam, new)
    await sam.tap("See the offer")
    await sam.tap(WITH_VOUCHER)
    await world.pass_time(25)
    await world.shop.built.vouchers.redeem(new.codes[1], STRANGER, admit=True)
    await world.shop.built.vouchers.redeem(new.codes[2], 5555, admit=True)
    names = [name async for name in redis.scan_iter("{sb}:*") if ":voucher" in name or ":user:" in name]
    lasting = [name for name in names if await redis.pttl(name) < 0]
    assert lasting == ["{sb}:vouchers"], "the list of batches is ended by vouchers.lua"


async def test_a_database_that_forgot_the_purchase_takes_the_voucher_anew(
    world: World, minh: Person, redis: Redis
) -> None:
    """The number was bought, and the database came back as it was before the tap."""
    await redeem(minh, await make(world))
    text = b"".join([line async for line in to_lines(Backup(redis, Keys()).read())])
    activation = await tap_buy(world, MINH)
    assert await world.shop.store.sending(activation, owner="me", timeout_s=75)
    await redis.flushall()
    await world.shop.clock.advance(0)
    await Backup(redis, Keys()).write(from_text(text))
    assert await has(world, MINH) == 1
    bought = Bought("777", "84912345678")
    await world.shop.store.bought(activation, bought, owner="me", lifetime=1180, first_poll=3)
    assert await has(world, MINH) == 0
    await world.shop.store.code(activation, "1234")
    assert await counts(world) == (1, 1)
    assert await sound(world)


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
