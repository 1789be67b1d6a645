"""One user taps five hundred times; another hardly notices."""

from redis.asyncio import Redis

from bot.telegram.middlewares import BURST
from tests.stories.chat import MINH, Person, World, labels


async def test_a_flood_of_taps_buys_once_and_another_user_buys_beside_it(
    world: World, alice: Person, redis: Redis
) -> None:
    await alice.start_buying()
    minh = world.person(MINH)
    await minh.say("/start")
    await minh.tap("Mua")
    await minh.tap(labels(minh.screen)[0])
    await world.shop.clock.advance(60)

    offers = alice.screen["id"], minh.screen["id"]
    seen = len(world.telegram.answers)
    for _ in range(500):
        world.telegram.tap(alice.id, offers[0], label="Buy")
    world.telegram.tap(MINH, offers[1], label=labels(minh.screen)[0])
    await world.pump()
    assert len(world.telegram.answers) - seen == BURST + 1 + 1, "those that came through, one toast, and Minh's"
    await minh.tap("Mua")

    assert world.shop.charged() == {"charge": 2}
    await world.pass_time(25)
    for person in (alice, minh):
        (activation,) = (await world.shop.purchases.history(person.id, 0, 5)).activations
        assert activation.code
        assert activation.code in person.text


async def test_what_is_dropped_costs_neither_provider_nor_database(world: World, alice: Person, redis: Redis) -> None:
    await alice.start_buying()
    offer = alice.screen["id"]
    for _ in range(BURST):
        world.telegram.tap(alice.id, offer, data="m:")
    await world.pump()

    world.telegram.tap(alice.id, offer, data="s:0::0")
    updates = await world.bot.get_updates(offset=world.telegram.updates()[0]["update_id"], timeout=0)
    asked, calls = await commands(redis), len(world.shop.provider.calls)
    for update in updates * 200:
        await world.dispatcher.feed_update(world.bot, update)
    assert await commands(redis) - asked == 1, "INFO itself"
    assert len(world.shop.provider.calls) == calls


async def commands(redis: Redis) -> int:
    return int((await redis.info("stats"))["total_commands_processed"])
