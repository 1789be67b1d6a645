"""The account's rating is low: who uses up numbers is refused at the tap on Buy, and nobody else."""

from decimal import Decimal

import pytest
from redis.asyncio import Redis

from bot.shop.admin.account import AccountMonitor
from bot.shop.admin.alerts import Alerts
from bot.storage.keys import Keys
from bot.storage.leases import Leases
from tests.stories.chat import ALICE, MINH, OLGA, Person, World, labels


@pytest.fixture
def account(world: World, redis: Redis) -> AccountMonitor:
    world.shop.provider.switch(dialect="newer", never_share=1.0)
    alerts, learn = Alerts(world.messenger, Leases(redis, Keys())), world.shop.purchase_limits.learn
    return AccountMonitor(world.shop.adapter, alerts, learn, low=Decimal(0))


async def tap_buy(person: Person) -> None:
    """From the menu to the tap on Buy, in any language."""
    await person.say("/start")
    for _ in range(4):
        await person.tap(labels(person.screen)[0])


async def use_up(world: World, user: int) -> None:
    """Six numbers that are waited for and given back."""
    for _ in range(6):
        activation = await world.shop.buy(user)
        await world.shop.pass_time(90, step=45)
        await world.shop.purchases.cancel(user, activation.id)
        await world.pass_time(10)


async def rated(account: AccountMonitor, world: World, rating: int) -> None:
    world.shop.provider.set_rating(Decimal(rating))
    await account.check()


async def test_who_uses_up_numbers_is_refused_while_the_rating_is_low_and_nothing_begins(
    world: World, alice: Person, account: AccountMonitor
) -> None:
    began = int(world.shop.clock())
    await use_up(world, ALICE)
    await rated(account, world, 19)
    charges = world.shop.calls("get-number")
    await tap_buy(alice)
    assert "Too few of your numbers got a code: fewer than 17 %" in alice.text
    assert "Nothing was bought" in alice.text
    [opens] = [entity for entity in alice.screen["entities"] if entity["type"] == "date_time"]
    assert opens["unix_time"] == began + 7 * 86_400
    assert world.shop.calls("get-number") == charges
    assert (await world.shop.purchases.history(ALICE, 0, 10)).total == 6
    await rated(account, world, 20)
    await alice.tap("Try again")
    await alice.tap("Buy")
    assert world.shop.calls("get-number") == charges + 1


async def test_a_user_with_few_numbers_buys_though_the_rating_is_low(world: World, account: AccountMonitor) -> None:
    await use_up(world, ALICE)
    await rated(account, world, 1)
    await tap_buy(world.person(MINH))
    assert (await world.shop.purchases.history(MINH, 0, 10)).total == 1


async def test_where_the_provider_tells_no_rating_nobody_is_refused(
    world: World, alice: Person, account: AccountMonitor
) -> None:
    await use_up(world, ALICE)
    world.shop.provider.switch(dialect="documented")
    await rated(account, world, 1)
    await tap_buy(alice)
    assert (await world.shop.purchases.history(ALICE, 0, 10)).total == 7


@pytest.mark.parametrize(("user", "words"), [(MINH, "Quá ít số của bạn nhận được mã: dưới 17%"), (OLGA, "меньше 17 %")])
async def test_each_reads_it_in_their_language(world: World, account: AccountMonitor, user: int, words: str) -> None:
    await use_up(world, user)
    await rated(account, world, 10)
    await tap_buy(world.person(user))
    assert words in world.person(user).text


async def test_what_fails_for_everybody_is_held_against_nobody(
    world: World, alice: Person, account: AccountMonitor
) -> None:
    await use_up(world, MINH)
    await use_up(world, ALICE)
    await rated(account, world, 10)
    await tap_buy(alice)
    assert (await world.shop.purchases.history(ALICE, 0, 10)).total == 7
