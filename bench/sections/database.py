"""What the looks cost Valkey: commands, bytes on the wire, and memory for each number that waits."""

from contextlib import AsyncExitStack

from bench import watching
from bench.measuring import in_turn, run, serving
from bench.outside import outside, plan
from bench.section import Goal, Row, Section, Spread
from bench.stand_ins import valkey
from bench.waiting import buy, fill
from bench.window import FIRST_REQUEST, USERS_FROM
from bot.storage.activations import ActivationStore
from bot.storage.connection import open_redis
from bot.storage.keys import Keys

NAME = "database"
INTERVAL = 5.0
SIZES = (1_000, 10_000)
FULL = 10_000

WHAT = f"""\
One process watches so many numbers, each due {INTERVAL:g} s after its last look. Valkey itself says how many
commands it was sent meanwhile and how many bytes went over the wire; a command is one that a client sends (each is a
script here, which may do several things inside). Memory is that of numbers bought one by one through the bot's own
transitions, each by another user, everything that is kept of them included, by Valkey's `used_memory`."""


async def measure(quick: bool) -> Section:
    runs, seconds, bought = (1, 3.0, 500) if quick else (2, 5.0, 3_000)
    async with AsyncExitStack() as stack:
        port: int = (await stack.enter_async_context(serving(outside))).value
        url: str = (await stack.enter_async_context(serving(valkey))).value

        async def take(waiting: int) -> dict[str, float]:
            await fill(url, waiting, INTERVAL)
            await plan(port, {})
            warm = INTERVAL + 1
            taken = await run(watching.ours, url=url, port=port, interval=INTERVAL, warm=warm, seconds=seconds)
            return {name: taken.value[name] / taken.value["looks"] for name in ("scripts", "to", "from")}

        found = dict(zip(SIZES, await in_turn(runs, *(lambda size=size: take(size) for size in SIZES)), strict=True))
        memory = await run(memory_each, url=url, count=bought)
    rows = []
    for size, taken in found.items():
        goal = Goal(0.2, most=True) if size == FULL else None
        rows += [
            Row(f"commands a look, {size:,} waiting", Spread.of(one["scripts"] for one in taken), goal=goal),
            Row(f"bytes to Valkey a look, {size:,} waiting", Spread.of(one["to"] for one in taken), "B"),
            Row(f"bytes from Valkey a look, {size:,} waiting", Spread.of(one["from"] for one in taken), "B"),
        ]
    rows.append(Row("memory a waiting number", Spread.of([memory.value / 1024]), "KB", goal=Goal(1.5, most=True)))
    return Section(NAME, "What it costs Valkey", WHAT, "", rows=tuple(rows))


async def memory_each(url: str, count: int) -> float:
    """Bytes a number, of so many that wait."""
    redis = open_redis(url)
    store = ActivationStore(redis, Keys())
    try:
        await redis.flushall()
        await buy(store, USERS_FROM - 1, "first", str(FIRST_REQUEST - 1))  # the scripts are loaded from here on
        before = int((await redis.info("memory"))["used_memory"])
        for index in range(count):  # one by one: connections of a crowd would count as well
            await buy(store, USERS_FROM + index, f"waits-{index:012}", str(FIRST_REQUEST + index))
        after = int((await redis.info("memory"))["used_memory"])
    finally:
        await redis.aclose()
    return (after - before) / count
