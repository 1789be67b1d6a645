"""One loop over a queue: what is done at once, and when there is room again."""

from bot.shop.scheduler import Scheduler
from bot.storage.keys import shard_of
from bot.storage.queue import Claim
from tests.world import Shop


async def test_work_that_ends_all_at_once_makes_room_at_once(shop: Shop) -> None:
    """Looks at a provider that is known to be away end without waiting for anything, in one round of the event loop."""
    neighbours = [user for user in range(1001, 1101) if shard_of(user) == shard_of(1001)][:4]
    for user in neighbours:
        await shop.tap_buy(user)
    done = []

    async def end(claim: Claim) -> float | None:
        done.append(claim.activation.user_id)
        return 3600.0

    loop = Scheduler(shop.machine.due, end, concurrency=2)
    await loop.turn()
    await shop.machine.due.wait(60.0)
    await loop.turn()
    await loop.tasks.drain()
    assert sorted(done) == neighbours
