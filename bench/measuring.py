"""Runs what is measured in processes of its own, on cores of their own, and counts what each one costs."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

ROOT = Path(__file__).parents[1]
T = TypeVar("T")

CORES = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
SUBJECT = frozenset(CORES[-1:]) if len(CORES) > 1 else frozenset[int]()
"""The core of what is measured; empty (anywhere) where there is one core only, or no way to choose."""
AROUND = frozenset(CORES[:-1])
"""The cores of stand-ins, databases and what drives."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a function gave, and what its process cost from its call to its return (the peak: of all its life)."""

    value: Any
    seconds: float
    cpu: float
    peak_mb: float


class BenchError(Exception):
    """A process of the bench failed. The text ends with what it said last."""


async def run(
    function: Callable[..., object],
    /,
    *,
    core: Collection[int] = SUBJECT,
    environment: Mapping[str, str] | None = None,
    timeout_s: float = 120.0,
    **arguments: object,
) -> Run:
    """Call it in a fresh process. Arguments and answer travel as JSON. Raises `BenchError`."""
    async with _child("run", function, core, environment, arguments) as process:
        async with asyncio.timeout(timeout_s):
            said = await _said(process)
    return Run(said["value"], said["seconds"], said["cpu"], said["peak_mb"])


class Served:
    """A process that serves: `value` is what it said when it was ready; its costs are known once it has ended."""

    def __init__(self, pid: int, value: Any) -> None:
        self.pid = pid
        self.value = value
        self.cpu = self.peak_mb = 0.0


@asynccontextmanager
async def serving(
    function: Callable[..., object],
    /,
    *,
    core: Collection[int] = AROUND,
    environment: Mapping[str, str] | None = None,
    timeout_s: float = 30.0,
    **arguments: object,
) -> AsyncIterator[Served]:
    """Enter an async context manager in a fresh process; what it yields comes back as JSON. It is left with the block.

    The process ends by itself when this one dies.
    """
    async with _child("serve", function, core, environment, arguments) as process:
        async with asyncio.timeout(timeout_s):
            served = Served(process.pid, (await _said(process))["value"])
        yield served
        if process.stdin is not None:
            process.stdin.close()
        async with asyncio.timeout(timeout_s):
            ended = await _said(process)
        served.cpu, served.peak_mb = ended["cpu"], ended["peak_mb"]


async def in_turn(runs: int, *ways: Callable[[], Awaitable[T]]) -> list[list[T]]:
    """A B A B …: each way so many times; the answers by way."""
    answers: list[list[T]] = [[] for _ in ways]
    for _ in range(runs):
        for way, kept in zip(ways, answers, strict=True):
            kept.append(await way())
    return answers


def pinned(core: Collection[int]) -> None:
    """Keep this process, and those it starts from now on, to these cores."""
    if core and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, core)


@asynccontextmanager
async def _child(
    manner: str,
    function: Callable[..., object],
    core: Collection[int],
    environment: Mapping[str, str] | None,
    arguments: Mapping[str, object],
) -> AsyncIterator[asyncio.subprocess.Process]:
    place = f"{function.__module__}:{function.__qualname__}"
    task = json.dumps({"manner": manner, "place": place, "core": sorted(core), "arguments": arguments})
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bench.child",
        task,
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "0", **(environment or {})},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=64 * 1024 * 1024,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            with suppress(TimeoutError):
                if process.stdin is not None:
                    process.stdin.close()  # the sign to end, also for what it has started itself
                async with asyncio.timeout(10):
                    await process.wait()
        if process.returncode is None:
            process.kill()
            await process.wait()


async def _said(process: asyncio.subprocess.Process) -> dict[str, Any]:
    line = await process.stdout.readline() if process.stdout is not None else b""
    if not line:
        raise BenchError(f"a process of the bench ended with {await process.wait()}: see above")
    said: dict[str, Any] = json.loads(line)
    return said
