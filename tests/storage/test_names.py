"""What things are called outlives a process by a month, and what a hand has spoilt is as if it were not there."""

import json

import pytest
from redis.asyncio import Redis

from bot.domain.errors import StorageError
from bot.domain.models import Country, Names, Service
from bot.storage.backup import Backup, from_text, to_lines
from bot.storage.connection import open_redis
from bot.storage.keys import Keys
from bot.storage.names import MAX_TEXT, NAMES_KEPT_S, NameStore

KEY = "{sb}:names"
NAMES = Names.of(
    [Country(0, "Russia"), Country(67, "Puerto Rico", "PR", "2"), Country(10**17, 'naïve "quoted" \\ 🇻🇳 \ud800')],
    [Service(231, "WeChat", "wc"), Service(3, "Any other")],
)


@pytest.fixture
def names(redis: Redis) -> NameStore:
    return NameStore(redis, Keys())


async def test_all_comes_back_as_it_was_written(names: NameStore) -> None:
    assert await names.read() == Names()
    await names.write(NAMES)
    assert await names.read() == NAMES


async def test_each_write_stands_for_a_month_in_place_of_the_one_before(names: NameStore, redis: Redis) -> None:
    await names.write(NAMES)
    await redis.pexpire(KEY, 5000)
    fewer = Names.of([Country(0, "Russia")], [Service(3, "Telegram", "tg")])
    await names.write(fewer)
    assert await names.read() == fewer
    assert NAMES_KEPT_S * 1000 - 60_000 < await redis.pttl(KEY) <= NAMES_KEPT_S * 1000
    assert await redis.keys() == [KEY]


@pytest.mark.parametrize(
    "text",
    [
        "no json",
        b"\xff\xfe",
        '[[[0,"Russia","",""]',
        "{}",
        "null",
        "7",
        "[[],[],[]]",
        "[[7],[]]",
        '[[["0","Russia","",""]],[]]',
        '[[[true,"Russia","",""]],[]]',
        '[[[0.0,"Russia","",""]],[]]',
        '[[[NaN,"Russia","",""]],[]]',
        '[[[0,"Russia",""]],[]]',
        '[[[0,"Russia","","",""]],[]]',
        '[[[0,7,"",""]],[]]',
        '[[],[[3,"Telegram",null]]]',
        '[[],[[{},"Telegram","tg"]]]',
        "[" * 100_000,
        f'[[[0,"{"x" * MAX_TEXT}","",""]],[]]',
        f'[[[{"7" * 5000},"Russia","",""]],[]]',
    ],
)
async def test_what_can_not_be_read_is_none_and_is_written_over(
    names: NameStore, redis: Redis, text: str | bytes
) -> None:
    await redis.set(KEY, text)
    assert await names.read() == Names()
    await names.write(NAMES)
    assert await names.read() == NAMES


async def test_a_key_of_another_kind_is_none_and_is_written_over(names: NameStore, redis: Redis) -> None:
    await redis.hset(KEY, "0", "Russia")
    assert await names.read() == Names()
    await names.write(NAMES)
    assert await names.read() == NAMES


async def test_a_blank_title_is_no_name(names: NameStore, redis: Redis) -> None:
    await redis.set(KEY, '[[[0," ","",""]],[[3,"Telegram","tg"]]]')
    assert await names.read() == Names.of([], [Service(3, "Telegram", "tg")])


async def test_a_list_without_measure_is_not_kept(names: NameStore) -> None:
    await names.write(NAMES)
    await names.write(Names.of([Country(one, "x" * 80) for one in range(MAX_TEXT // 80)], NAMES.services.values()))
    assert await names.read() == NAMES


async def test_a_database_that_is_away_is_an_error_that_the_caller_knows() -> None:
    away = open_redis("redis://127.0.0.1:1")
    with pytest.raises(StorageError):
        await NameStore(away, Keys()).read()
    with pytest.raises(StorageError):
        await NameStore(away, Keys()).write(NAMES)


async def test_a_backup_has_them_until_they_end(names: NameStore, redis: Redis) -> None:
    await names.write(NAMES)
    ends = await redis.expiretime(KEY)
    text = b"".join([line async for line in to_lines(Backup(redis, Keys()).read())])
    await redis.flushall()
    await Backup(redis, Keys("second")).write(from_text(text))
    assert await NameStore(redis, Keys("second")).read() == NAMES
    assert abs(await redis.expiretime("{second}:names") - ends) <= 1


async def test_a_bot_that_was_only_started_has_no_data_and_a_restore_leaves_what_it_has_read(
    names: NameStore, redis: Redis
) -> None:
    await names.write(NAMES)
    await redis.set("{sb}:switch", "off")
    text = b"".join([line async for line in to_lines(Backup(redis, Keys()).read())])
    await redis.flushall()
    newer = Names.of([Country(0, "Russia")], [Service(3, "Telegram", "tg")])
    await names.write(newer)
    assert await Backup(redis, Keys()).is_empty()
    await Backup(redis, Keys()).write(from_text(text))
    assert await redis.get("{sb}:switch") == "off"
    assert await names.read() == newer


async def test_only_names_are_kept(names: NameStore, redis: Redis) -> None:
    await names.write(NAMES)
    countries, services = json.loads(str(await redis.get(KEY)))
    assert countries[1] == [67, "Puerto Rico", "PR", "2"]
    assert services[0] == [231, "WeChat", "wc"]
