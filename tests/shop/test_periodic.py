"""A loop whose round fails goes on: later each time, said once for each kind, and it can still be cancelled."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

import pytest

from bot.domain.errors import StorageError
from bot.shop import background
from bot.shop.background import keep_running, run_periodically


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "BACKOFF_S", 0.01)
    monkeypatch.setattr(background, "BACKOFF_MAX_S", 0.04)


class Work:
    """Fails as it is told, round by round, then succeeds."""

    def __init__(self, *failures: Exception) -> None:
        self.failures = list(failures)
        self.rounds: list[float] = []
        self.through = asyncio.Event()

    async def __call__(self) -> None:
        self.rounds.append(asyncio.get_running_loop().time())
        if self.failures:
            raise self.failures.pop(0)
        self.through.set()


async def until_through(loop: Callable[[str, Work], Awaitable[None]], work: Work) -> None:
    running = asyncio.ensure_future(loop("looks", work))
    async with asyncio.timeout(5):
        await work.through.wait()
        await asyncio.sleep(0.02)
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running


async def often(name: str, work: Work) -> None:
    await run_periodically(name, 0.001, work)


async def test_a_round_that_fails_is_tried_again_later_each_time() -> None:
    work = Work(*(ValueError("x") for _ in range(5)))
    await until_through(often, work)
    pauses = [after - before for before, after in zip(work.rounds, work.rounds[1:6], strict=False)]
    for pause, least in zip(pauses, (0.01, 0.02, 0.04, 0.04, 0.04), strict=True):
        assert pause >= least
    assert len(work.rounds) > 6, "and once it is well, as often as before"


@pytest.mark.parametrize("loop", [often, keep_running])
async def test_each_kind_is_said_once_and_without_what_could_not_be_read(
    loop: Callable[[str, Work], Awaitable[None]], capsys: pytest.CaptureFixture[str]
) -> None:
    secret = "84912345678"
    await until_through(loop, Work(ValueError(secret), KeyError(secret), ValueError(secret), StorageError("away")))
    said = capsys.readouterr().out
    assert secret not in said
    assert said.count("is tried again") == 3
    for word in ("ValueError", "KeyError", "away", "test_periodic.py:"):
        assert word in said


async def test_one_that_was_well_again_is_said_anew(capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        await until_through(often, Work(ValueError("x"), ValueError("x")))
    said = capsys.readouterr().out
    assert said.count("is tried again") == said.count("rounds succeed again") == 2


async def test_a_loop_that_ends_by_itself_is_not_begun_again() -> None:
    work = Work(ValueError("x"))
    await keep_running("looks", work)
    assert len(work.rounds) == 2


@pytest.mark.parametrize("loop", [often, keep_running])
async def test_a_cancelled_loop_ends_within_its_round(loop: Callable[[str, Work], Awaitable[None]]) -> None:
    class Slow(Work):
        async def __call__(self) -> None:
            self.through.set()
            await asyncio.sleep(60)

    async with asyncio.timeout(5):
        await until_through(loop, Slow())
