"""What becomes of a voucher: given back, expired, revoked, forgotten and brought back."""

import asyncio

import pytest
from redis.asyncio import Redis

from bot.domain.errors import VoucherRefused
from bot.domain.models import Bought, Offer, Reason
from bot.domain.vouchers import Redeemed
from bot.domain.wallet import Balance, Hold
from bot.storage.backup import Backup, from_text, to_lines
from bot.storage.keys import Keys
from tests.clock import Clock
from tests.stories.chat import ALICE, MINH, STRANGER, Person, World, labels
from tests.stories.vouchers.steps import (
    DAY_S,
    MILLION,
    WITH_VOUCHER,
    balance,
    counts,
    give,
    has,
    make,
    redeem,
    sound,
    tap_buy,
    the_number,
)


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
