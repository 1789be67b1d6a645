"""Stands between one bot and the database: sees every script, and may lose, hold up or cut what passes."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from chaos.kill_points import KillPoint, Phase
from chaos.resp import Command, Replies, Requests


@dataclass(slots=True)
class Losses:
    """The share of scripts whose answer is lost after it was carried out, and of those that never arrive."""

    answers: float = 0.0
    requests: float = 0.0


class Proxy:
    def __init__(
        self,
        replica: int,
        socket: Path,
        upstream: Path,
        *,
        random: Random,
        losses: Losses,
        struck: Callable[[int, KillPoint], bool],
        lost: Callable[[int], None],
        seen: Callable[[int, Command, Any], None],
    ) -> None:
        """`struck` is asked at each step, and says whether the process has just been killed there.

        `seen` is told of each command that goes on to the database, with `None`, and once more with its reply.
        """
        self.socket = socket
        self._replica = replica
        self._upstream = upstream
        self._random = random
        self._losses = losses
        self._struck = struck
        self._lost = lost
        self._seen = seen
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()

    async def open(self) -> None:
        self._server = await asyncio.start_unix_server(self._serve, str(self.socket))

    async def close(self) -> None:
        if self._server is not None:
            self._server.close()
        self.cut()

    def cut(self) -> None:
        """Every connection of this bot drops."""
        for writer in list(self._writers):
            writer.transport.abort()

    async def _serve(self, client: asyncio.StreamReader, answers: asyncio.StreamWriter) -> None:
        """One connection. Each batch is answered before the next is read: redis-py does not overlap them."""
        self._writers.add(answers)
        server_writer: asyncio.StreamWriter | None = None
        try:
            server, server_writer = await asyncio.open_unix_connection(str(self._upstream))
            self._writers.add(server_writer)
            requests, replies = Requests(), Replies()
            while data := await client.read(65536):
                commands = requests.feed(data)
                if self._at(commands, "before") or self._drops(commands, self._losses.requests):
                    return
                server_writer.write(data)
                reply = await self._reply(commands, server, replies)
                if self._at(commands, "between"):
                    return
                if self._drops(commands, self._losses.answers):
                    self._lost(self._replica)
                    return
                answers.write(reply)
                await answers.drain()
                if self._at(commands, "after"):
                    return
        except (OSError, asyncio.IncompleteReadError):
            return
        finally:
            for writer in (answers, server_writer):
                if writer is not None:
                    self._writers.discard(writer)
                    with suppress(OSError):
                        writer.transport.abort()

    async def _reply(self, commands: list[Command], server: asyncio.StreamReader, replies: Replies) -> bytes:
        for command in commands:
            self._seen(self._replica, command, None)
        reply, values = await _replies(server, replies, len(commands))
        for command, value in zip(commands, values, strict=True):
            self._seen(self._replica, command, value)
        return reply

    def _at(self, commands: list[Command], phase: Phase) -> bool:
        return any(
            self._struck(self._replica, KillPoint("script", command.transition, phase))
            for command in commands
            if command.transition
        )

    def _drops(self, commands: list[Command], share: float) -> bool:
        return any(command.transition for command in commands) and self._random.random() < share


async def _replies(server: asyncio.StreamReader, replies: Replies, count: int) -> tuple[bytes, list[Any]]:
    """The bytes of the next so many replies, and what they say."""
    data, values = b"", list[Any]()
    while len(values) < count:
        more = await server.read(262_144)
        if not more:
            raise asyncio.IncompleteReadError(data, None)
        data += more
        values += replies.feed(more)
    return data, values
