"""The proxy before the database: an answer that is lost was carried out; a process is struck where it should be."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random

import pytest
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError

from chaos.database_proxy import Losses, Proxy
from chaos.kill_points import KillPoint
from chaos.resp import Replies, Requests
from chaos.valkey import Valkey

WRITE = "redis.call('INCR', KEYS[1]); return ARGV[1]"


@asynccontextmanager
async def through(
    valkey: Valkey, folder: Path, losses: Losses, struck: Callable[[int, KillPoint], bool]
) -> AsyncIterator[Redis]:
    """A client behind the proxy, which knows the script by its digest."""
    lost: list[int] = []
    socket = folder / "proxy.sock"
    proxy = Proxy(
        0,
        socket,
        valkey.socket,
        random=Random(1),
        losses=losses,
        struck=struck,
        lost=lost.append,
        seen=lambda *_: None,
    )
    await proxy.open()
    client = Redis(unix_socket_path=str(socket), decode_responses=True, retry=Retry(NoBackoff(), 0))
    try:
        yield client
    finally:
        await client.aclose()
        await proxy.close()


@pytest.fixture
async def valkey(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Valkey]:
    server = Valkey(tmp_path_factory.mktemp("v"))
    await server.start()
    yield server
    server.kill()


async def increments(valkey: Valkey) -> str | None:
    async with valkey.client() as direct:
        found = await direct.get("count")
    return None if found is None else str(found)


async def test_an_answer_that_is_lost_was_carried_out(valkey: Valkey, tmp_path: Path) -> None:
    losses = Losses()
    async with through(valkey, tmp_path, losses, lambda *_: False) as client:
        digest = await client.script_load(WRITE)
        assert await client.evalsha(digest, 1, "count", "begin") == "begin"
        losses.answers = 1.0
        with pytest.raises(ConnectionError):
            await client.evalsha(digest, 1, "count", "begin")
        losses.answers = 0.0
        assert await client.ping()
    assert await increments(valkey) == "2"


@pytest.mark.parametrize(("phase", "written"), [("before", None), ("between", "1")])
async def test_a_step_is_struck_before_its_effect_or_between_that_and_its_answer(
    valkey: Valkey, tmp_path: Path, phase: str, written: str | None
) -> None:
    seen: list[KillPoint] = []

    def struck(_: int, point: KillPoint) -> bool:
        seen.append(point)
        return point.phase == phase

    async with through(valkey, tmp_path, Losses(), struck) as client:
        digest = await client.script_load(WRITE)
        with pytest.raises(ConnectionError):
            await client.evalsha(digest, 1, "count", "claim", "604800000", "due")
    assert seen[-1] == ("script", "claim:due", phase)
    assert await increments(valkey) == written


async def test_what_was_answered_outlives_a_kill_of_the_database(valkey: Valkey) -> None:
    async with valkey.client() as direct:
        await direct.incr("count")
    valkey.kill()
    await valkey.start()
    assert await increments(valkey) == "1"


def test_commands_are_read_however_they_are_cut() -> None:
    requests = Requests()
    sent = b"*2\r\n$4\r\nECHO\r\n$1\r\na\r\n*1\r\n$4\r\nPING\r\n"
    names = [command.name for place in range(len(sent)) for command in requests.feed(sent[place : place + 1])]
    assert names == ["ECHO", "PING"]


def test_a_step_is_a_call_by_its_name() -> None:
    """The script of a rate limit begins with a number, and each would be a step of its own."""

    def step(*arguments: str) -> str:
        parts = ("EVALSHA", "digest", "1", "key", *arguments)
        sent = f"*{len(parts)}\r\n" + "".join(f"${len(part)}\r\n{part}\r\n" for part in parts)
        return Requests().feed(sent.encode())[0].transition

    assert [step("claim", "120", "due"), step("may_send", "", "nonce"), step("8.25", "16", "1")] == [
        "claim:due",
        "may_send",
        "",
    ]


def test_replies_are_read_however_they_are_cut() -> None:
    replies = Replies()
    answered = b"+OK\r\n-ERR no\r\n$-1\r\n_\r\n#f\r\n%1\r\n+a\r\n*2\r\n:1\r\n-ERR in it\r\n"
    assert sum(len(replies.feed(answered[place : place + 1])) for place in range(len(answered))) == 6
