"""Who came in with a voucher may buy its number, and nothing else."""

import pytest
from redis.asyncio import Redis

from bot.domain.models import Offer
from bot.domain.users import Forgotten
from bot.domain.vouchers import digest
from bot.telegram.callbacks import Buy, OpenOffer, OpenServices, SetReminder
from tests.stories.chat import ALICE, STRANGER, Person, World, labels
from tests.stories.vouchers.steps import WITH_VOUCHER, counts, give, make, redeem, tap_buy


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
