"""Brings a backup back while the world has gone on: all that the bot did since then is forgotten."""

import asyncio
import sys
import time
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Final

from chaos.history import History, Rollback
from chaos.replica import ROOT, Replica
from chaos.valkey import Valkey

_GAP_S: Final = (2.0, 12.0)
"""What is forgotten, drawn between the two."""


class Backups:
    def __init__(
        self, folder: Path, valkey: Valkey, replicas: list[Replica], *, history: History, random: Random
    ) -> None:
        self.may_start = asyncio.Event()
        """Set while processes may start."""
        self.may_start.set()
        self._folder = folder
        self._valkey = valkey
        self._replicas = replicas
        self._history = history
        self._random = random

    async def roll_back(self, environment: Mapping[str, str]) -> None:
        """Save, let the world go on, stop all bots, empty the database, bring back, let the bots start."""
        file = self._folder / f"backup-{len(self._history.rollbacks)}"
        began = time.time()
        await self._command(environment, "backup", file)
        await asyncio.sleep(self._random.uniform(*_GAP_S))
        self.may_start.clear()
        try:
            await self._all_gone()
            if self._random.random() < 0.5:
                async with self._valkey.client() as client:
                    await client.flushall()
            else:
                self._valkey.kill()
                self._valkey.empty()
                await self._valkey.start()
            await self._command(environment, "restore", file)
        finally:
            ended = time.time()
            self._valkey.troubles.append((began, ended))
            self._history.rollbacks.append(Rollback(began, ended))
            self.may_start.set()

    async def _all_gone(self) -> None:
        """As an operator does it: asked to stop, and after a while not asked any more."""
        for replica in self._replicas:
            replica.terminate()
        deadline = time.monotonic() + 10.0
        while any(replica.pid is not None for replica in self._replicas):
            if time.monotonic() > deadline:
                for replica in self._replicas:
                    replica.kill()
            await asyncio.sleep(0.05)

    async def _command(self, environment: Mapping[str, str], name: str, file: Path) -> None:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "bot", name, str(file)),
            cwd=ROOT,
            env={**environment, "REDIS_URL": f"unix://{self._valkey.socket}"},
            stdout=DEVNULL,
            stderr=PIPE,
        )
        _, said = await process.communicate()
        if process.returncode:
            raise RuntimeError(f"python -m bot {name} failed: {said.decode(errors='replace')[-500:]}")
