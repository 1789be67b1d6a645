"""Every key of the bot comes back from a backup as it was; what is no whole backup, or would land on data, does not."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from redis.asyncio import Redis

from bot.domain.models import Reason, State
from bot.storage.activations import ActivationStore
from bot.storage.backup import Backup, NotABackup, NotEmpty, Record, from_text, to_lines
from bot.storage.connection import Database, open_redis
from bot.storage.keys import Keys
from bot.storage.users import UserStore
from tests.clock import Clock
from tests.storage.buying import Buyer
from tests.storage.servers import cluster


async def saved(redis: Database, keys: Keys | None = None) -> bytes:
    return b"".join([line async for line in to_lines(Backup(redis, keys or Keys()).read())])


async def fill(redis: Redis) -> None:
    await redis.hset("{sb}:a:one", mapping={"state": "waiting", "title": 'naïve / "quoted" \\ 🇻🇳', "empty": ""})
    await redis.zadd("{sb}:due", {f"id{n}": 1_780_000_000_123 + n for n in range(2500)})
    await redis.zadd("{sb}:popular", {"10:3": 0.1 + 0.2, "10:4": 2.0**900})
    await redis.sadd("{sb}:live", "one", "two")
    await redis.rpush("{sb}:list", "c", "a", "b", "a")
    await redis.xadd("{sb}:audit", {"event": "charge", "price": "12.50"})
    await redis.xadd("{sb}:audit", {"event": "refund"})
    await redis.set("{sb}:switch", "off")
    await redis.set("{sb}:soon", "1", px=600_000)


async def everything(redis: Redis) -> dict[str, object]:
    read: dict[str, Callable[[str], Awaitable[object]]] = {
        "hash": redis.hgetall,
        "zset": lambda key: redis.zrange(key, 0, -1, withscores=True),
        "set": redis.smembers,
        "list": lambda key: redis.lrange(key, 0, -1),
        "stream": redis.xrange,
        "string": redis.get,
    }
    names = [name async for name in redis.scan_iter()]
    return {name: await read[str(await redis.type(name))](name) for name in names}


async def test_every_kind_of_key_comes_back_as_it_was(redis: Redis) -> None:
    await fill(redis)
    before, text = await everything(redis), await saved(redis)
    await redis.flushall()
    await Backup(redis, Keys()).write(from_text(text))
    assert await everything(redis) == before


async def test_what_has_a_time_to_live_ends_when_it_would_have(redis: Redis) -> None:
    await redis.hset("{sb}:a:ended", "state", "done")
    await redis.hset("{sb}:a:over", "state", "done")
    at = (await redis.time())[0] + 600
    await redis.expireat("{sb}:a:ended", at)
    await redis.expireat("{sb}:a:over", at)
    text = await saved(redis)
    await redis.flushall()
    records = from_text(text)
    early = [
        record if record.name.endswith("ended") else type(record)(record.name, "hash", "1", []) for record in records
    ]
    await Backup(redis, Keys()).write(early)
    assert await redis.keys() == ["{sb}:a:ended"]
    assert await redis.expiretime("{sb}:a:ended") == at


async def test_only_the_bots_own_keys_are_saved_and_nothing_that_passes(redis: Redis) -> None:
    await redis.mset({"other:x": "1", "{sbx}:y": "1", "{sb}:switch": "off", Keys().lease("reconcile"): "1"})
    await redis.hset(Keys().rate_limit, "left", "20")
    assert [record.name for record in from_text(await saved(redis))] == [":switch"]


async def test_a_prefix_stands_for_itself_and_may_be_another_when_it_comes_back(redis: Redis) -> None:
    await redis.hset("{s*[b]?}:a:x", "state", "code")
    await redis.hset("{stranger [b]x}:a:x", "state", "code")
    text = await saved(redis, Keys("s*[b]?"))
    await redis.flushall()
    await Backup(redis, Keys("second")).write(from_text(text))
    assert await redis.keys() == ["{second}:a:x"]


async def test_nothing_is_written_over(redis: Redis) -> None:
    await fill(redis)
    text = await saved(redis)
    await redis.flushall()
    await redis.hset("{sb}:a:one", "state", "done")
    with pytest.raises(NotEmpty):
        await Backup(redis, Keys()).write(from_text(text))
    assert await redis.hgetall("{sb}:a:one") == {"state": "done"}


async def test_a_database_is_empty_with_foreign_keys_and_passing_ones_in_it(redis: Redis) -> None:
    store = Backup(redis, Keys())
    await redis.mset({"other": "1", Keys().lease("alarm"): "1"})
    await redis.hset(Keys().rate_limit, "left", "20")
    assert await store.is_empty()
    await redis.hset(Keys().user(7), "language", "vi")
    assert not await store.is_empty()


@pytest.mark.parametrize("cut", [0, 1, 40, -1, -2, -90])
async def test_a_piece_of_a_backup_is_refused(redis: Redis, cut: int) -> None:
    await fill(redis)
    text = await saved(redis)
    with pytest.raises(NotABackup):
        from_text(text[:cut])


async def test_a_changed_backup_is_refused(redis: Redis) -> None:
    await fill(redis)
    text = await saved(redis)
    assert b"waiting" in text
    with pytest.raises(NotABackup):
        from_text(text.replace(b"waiting", b"expired"))


async def test_a_backup_of_another_time_is_refused(redis: Redis) -> None:
    await redis.set("{sb}:switch", "off")
    with pytest.raises(NotABackup):
        from_text((await saved(redis)).replace(b"backup 1", b"backup 2"))


async def test_a_backup_moves_from_one_server_to_a_cluster_and_back(redis: Redis, tmp_path: Path) -> None:
    for user in range(16):
        await UserStore(redis, Keys()).set_language(user, "vi")
    await fill(redis)
    before, text = await everything(redis), await saved(redis)
    async with cluster(tmp_path) as servers:
        many = open_redis(servers.url)
        assert await Backup(many, Keys()).is_empty()
        await Backup(many, Keys()).write(from_text(text))
        assert not await Backup(many, Keys()).is_empty()
        back = await saved(many)
        await many.aclose()
    await redis.flushall()
    await Backup(redis, Keys()).write(from_text(back))
    assert await everything(redis) == before


async def test_what_was_compared_with_the_balance_and_the_clocks_steps_do_not_come_back(redis: Redis) -> None:
    """They belong to the server they were on; an older backup has them all the same."""
    await redis.zadd("{sb}:checkpoints", {"[1, 2, null, [0, 0, 0, 0], false]": 1})
    await redis.hset("{sb}:clock", mapping={"last": 1, "offset": 600_000})
    await redis.set("{sb}:switch", "off")
    await Backup(redis, Keys()).mark()
    records = from_text(await saved(redis))
    assert [record.name for record in records] == [":switch"]
    older = [*records, Record(":{all}:checkpoints", "zset", "0", ["1", "x"]), Record(":{u3}:clock", "hash", "0", [])]
    await redis.flushall()
    await Backup(redis, Keys()).write(older)
    await Backup(redis, Keys()).mark()
    assert sorted(await redis.keys()) == ["{sb}:restored", "{sb}:switch"]
    assert abs(int(await redis.get(Keys().restored) or 0) / 1000 - (await redis.time())[0]) < 5


@pytest.mark.parametrize("backup", ["of today", "of an earlier version"])
async def test_a_second_tap_after_a_restore_does_not_buy_again_what_was_bought_since_the_backup(
    redis: Redis, store: ActivationStore, clock: Clock, backup: str
) -> None:
    buyer = Buyer(store)
    intent = await buyer.begin()
    quote: list[str] = ["user", str(intent.user_id), "country", "1", "service", "1", "price", "5"]
    records = from_text(await saved(redis))
    if backup == "of today":
        await redis.hset("{sb}:quote:" + f"{intent.id}", mapping=dict(zip(quote[::2], quote[1::2], strict=True)))
        records = from_text(await saved(redis))
    else:
        records = [*records, Record(f":quote:{intent.id}", "hash", "0", quote)]
    await redis.flushall()
    await Backup(redis, Keys()).write(records)
    await clock.set(clock())
    assert not await redis.exists("{sb}:quote:" + f"{intent.id}")
    assert (await store.find(intent.user_id, intent.id)).state is State.RESERVED, "what there was came back"


@pytest.mark.parametrize("taken_up", ["to be sent", "to be failed", "while sales are stopped"])
async def test_nobody_claims_that_an_intent_from_before_a_restore_was_not_charged(
    redis: Redis, store: ActivationStore, clock: Clock, taken_up: str
) -> None:
    buyer = Buyer(store)
    intent, sent = await buyer.begin(), await buyer.begin()
    assert await store.sending(sent, owner="me", timeout_s=75)
    text = await saved(redis)
    assert await store.sending(intent, owner="me", timeout_s=75), "it was bought after the backup"
    await redis.flushall()
    await Backup(redis, Keys()).write(from_text(text))
    await clock.set(clock())
    if taken_up == "to be failed":
        await store.fail(intent, Reason.PRICE_CHANGED, owner="somebody")
    else:
        if taken_up == "while sales are stopped":
            await redis.set("{sb}:switch", "off")
        assert not await store.sending(intent, owner="somebody", timeout_s=75)
    assert (await store.find(intent.user_id, intent.id)).state is State.UNKNOWN
    assert set(await redis.zrange("{sb}:outbox", 0, -1)) >= {f"{intent.id}|alert", f"{intent.id}|card"}
    assert (await store.find(sent.user_id, sent.id)).state is State.SENDING
