"""`python -m sandbox` as a real process of its own, read line by line."""

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]


class Command:
    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.output = ""
        """All it has said so far, on both streams."""

    async def line(self, pattern: str) -> re.Match[str]:
        """Reads on to the first line that has the pattern."""
        assert self._process.stdout
        async for raw in self._process.stdout:
            line = raw.decode()
            self.output += line
            if match := re.search(pattern, line):
                return match
        raise AssertionError(f"it ended without {pattern!r}:\n{self.output}")

    async def address(self) -> str:
        return (await self.line(r"Chat page: (http://127\.0\.0\.1:\d+)/"))[1]

    def interrupt(self) -> None:
        """Ctrl-C: the terminal tells the whole process group."""
        os.killpg(self._process.pid, signal.SIGINT)

    def send(self, number: signal.Signals) -> None:
        self._process.send_signal(number)

    async def end(self) -> int:
        """Waits for its end; gives the exit status."""
        assert self._process.stdout
        self.output += (await self._process.stdout.read()).decode()
        status = await self._process.wait()
        assert "Traceback" not in self.output, self.output
        return status


@asynccontextmanager
async def running(*arguments: str) -> AsyncIterator[Command]:
    """In a process group of its own, as a terminal starts a command."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "sandbox", *arguments),
        cwd=REPOSITORY,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        process_group=0,
    )
    try:
        yield Command(process)
    finally:
        if process.returncode is None:
            os.killpg(process.pid, signal.SIGKILL)
            await process.wait()


def child(script: str) -> tuple[str, ...]:
    """What follows `--`: a Python program that can `say`, `call` the test, and ask whether the sandbox `serves`."""
    return "--", sys.executable, "-c", PRELUDE + script


@asynccontextmanager
async def line_from_child() -> AsyncIterator[tuple[str, "asyncio.Future[Line]"]]:
    """A port for the child's `call`, and the line that it opens. It ends when all who hold it have ended."""
    line: asyncio.Future[Line] = asyncio.get_running_loop().create_future()
    server = await asyncio.start_server(lambda *ends: line.set_result(ends), "127.0.0.1", 0)
    yield str(server.sockets[0].getsockname()[1]), line
    server.close()
    if line.done():
        line.result()[1].close()


Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]

PRELUDE = """
import signal, socket, subprocess, sys, urllib.request

def call(port):
    return socket.create_connection(("127.0.0.1", int(port)))

def say(line):
    print(line, flush=True)

def serves(address):
    with urllib.request.urlopen(address + "/sandbox/people") as answer:
        return answer.status == 200
"""
