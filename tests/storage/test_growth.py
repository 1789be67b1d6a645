"""Nothing is kept without an end: a month of buying, with restarts and restores, leaves a bounded number of keys."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

import pytest
from redis.asyncio import Redis

from bot.domain.errors import QuoteGone
from bot.domain.models import Activation, Country, Names, Quote, Reason, Service
from bot.storage.activations import ActivationStore
from bot.storage.backup import Backup, from_text, to_lines
from bot.storage.keys import Keys
from bot.storage.names import NameStore
from tests.clock import LUA_CLOCK, Clock
from tests.storage.buying import USER, Buyer
from tests.storage.listed import listed

DAY_S = 86_400
BASE = Keys().base


def started(redis: Redis) -> ActivationStore:
    """A bot's, just after its start."""
    return ActivationStore(redis, Keys(), retention=DAY_S, clock=LUA_CLOCK)


async def pass_days(redis: Redis, clock: Clock, days: float) -> None:
    """The server's own clock, by which keys expire, can't be moved: their ends come nearer instead."""
    async for name in redis.scan_iter():
        left = await redis.pttl(name)
        if left >= 0:
            await redis.pexpire(name, max(1, round(left - days * DAY_S * 1000)))
    await clock.advance(days * DAY_S)
    async for name in redis.scan_iter():
        if 0 <= await redis.pttl(name) <= 5:
            await redis.delete(name)


async def a_day(store: ActivationStore, users: Iterable[int]) -> None:
    """Users who never came before quote, buy, cancel, get a code or nothing; two purchases stay open for a while."""
    for user in users:
        buyer = Buyer(store, user=user)
        for _ in range(3):
            await buyer.quote()
        await ended(store, await buyer.use())
        await buyer.leave()
        wish = await buyer.begin()
        await store.fail(wish, Reason.REFUSED, owner="me")
    claims, _ = await store.outbox.claim(limit=1000, lease=30)
    for claim in claims:
        await store.sent(claim.activation, claim.kind, lease=claim.lease, rev=claim.rev)
    cursor = ""
    while cursor != "0":
        cursor, _ = await store.repair_queues(cursor or "0", count=100)


async def ended(store: ActivationStore, activation: Activation) -> None:
    await store.closed(await store.finish(activation.user_id, activation.id))


async def test_a_month_leaves_no_more_keys_than_ten_days(redis: Redis, clock: Clock) -> None:
    counts: list[int] = []
    for day in range(30):
        store = started(redis)
        await a_day(store, range(1000 + 5 * day, 1005 + 5 * day))
        await NameStore(redis, Keys()).write(Names.of([Country(day, "Newland")], [Service(3, "Telegram")]))
        await pass_days(redis, clock, 1)
        if day in (12, 20):
            text = b"".join([line async for line in to_lines(Backup(redis, Keys()).read())])
            await redis.flushall()
            await clock.advance(0)
            await Backup(redis, Keys()).write(from_text(text))
            await Backup(redis, Keys()).mark()
        counts.append(await redis.dbsize() - len([name async for name in redis.scan_iter("{sb}:costs:*")]))
    kinds = Counter([name.split(":")[1] async for name in redis.scan_iter("{sb}:*")])
    assert counts[-1] <= max(counts[9:12]) + 5, kinds
    assert kinds["costs"] == 30, "one a day, for a hundred days"
    assert kinds["a"] <= 2 * 3 * 5
    assert kinds["mine"] <= 3 * 5
    assert kinds["names"] == 1, "the newest, and it ends with the bot"
    await pass_days(redis, clock, 30)
    assert not await redis.exists(Keys().names)


async def test_a_users_list_lives_as_long_as_what_it_lists(redis: Redis, clock: Clock) -> None:
    """One who cancels late, or whose purchase is settled late, still finds it; then list and record go."""
    store = started(redis)
    buyer = Buyer(store, user=USER)
    wish = await buyer.begin()
    await store.sending(wish, owner="me", timeout_s=75)
    await store.unknown(wish, owner="me")
    await pass_days(redis, clock, 10)
    assert await redis.exists(f"{BASE}:mine:{USER}") == 0
    await store.resolve(wish.id, charged=True, admin_id=7)
    found, total = await listed(store, USER, 0, 10)
    assert ([one.id for one in found], total) == ([wish.id], 1)
    await pass_days(redis, clock, 3)
    assert [name async for name in redis.scan_iter(f"{BASE}:mine:*")] == []
    assert [name async for name in redis.scan_iter(f"{BASE}:a:*")] == []


async def test_a_user_who_taps_on_and_on_has_few_open_quotes(redis: Redis, store: ActivationStore) -> None:
    for n in range(300):
        await store.quote(Quote(f"q{n}", USER, 10, 3, Decimal(1)), ttl=900)
    assert len([name async for name in redis.scan_iter(f"{BASE}:quote:*")]) == 20
    for nonce in ("q299", "q280"):
        assert (await store.begin(nonce, user_id=USER, chat_id=USER, card_id=5, language="en")).id == nonce
    with pytest.raises(QuoteGone):
        await store.begin("q279", user_id=USER, chat_id=USER, card_id=5, language="en")
    assert 0 < await redis.pttl(f"{BASE}:quotes:{USER}") <= 900_000


async def test_ones_own_quotes_go_for_nobody_elses(redis: Redis, store: ActivationStore) -> None:
    other = USER + 1
    await store.quote(Quote("theirs", other, 10, 3, Decimal(1)), ttl=900)
    for n in range(30):
        await store.quote(Quote(f"q{n}", USER, 10, 3, Decimal(1)), ttl=900)
    assert (await store.begin("theirs", user_id=other, chat_id=other, card_id=5, language="en")).id == "theirs"
