"""Charts, drawn by a child process."""

import asyncio
import json
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import structlog

log = structlog.get_logger(__name__)

DRAW_TIMEOUT_S: Final = 30.0
"""Seconds: two are enough for a core that has nothing else to do."""
ROOT: Final = Path(__file__).parents[2]
ENOUGH: Final = 100
"""Bytes that every picture has more than."""


class ChartPainter:
    """One picture at a time: ten taps do not start ten processes at once."""

    def __init__(self, timeout_s: float = DRAW_TIMEOUT_S) -> None:
        self._timeout_s = timeout_s
        self._lock = asyncio.Lock()
        self._folder: TemporaryDirectory[str] | None = None
        """Where the library keeps its list of fonts from one picture to the next: the rest may be read-only."""

    async def paint(self, chart: Mapping[str, Any]) -> bytes | None:
        """As a PNG; `None` where it could not be drawn, and then the same has to be said in words."""
        try:
            async with self._lock, asyncio.timeout(self._timeout_s):
                picture = await self._draw(json.dumps(chart).encode())
        except (OSError, TimeoutError) as error:  # no memory for a process, no room in the folder for temporary files
            log.warning("no picture drawn", error=type(error).__name__)
            return None
        if len(picture) < ENOUGH:
            log.warning("no picture drawn", error="the process failed")
            return None
        return picture

    async def _draw(self, chart: bytes) -> bytes:
        self._folder = self._folder or TemporaryDirectory(prefix="picture-")
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot.cli.chart", stdin=PIPE, stdout=PIPE, stderr=DEVNULL, cwd=ROOT, env=self._env(),
            start_new_session=True,
        )  # fmt: skip
        try:
            picture, _ = await process.communicate(chart)
            return picture if process.returncode == 0 else b""
        finally:
            if process.returncode is None:
                with suppress(ProcessLookupError):
                    process.kill()
                await process.wait()

    def _env(self) -> Mapping[str, str]:
        """No token goes along."""
        folder = self._folder.name if self._folder else ""
        kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
        return {**kept, "MPLCONFIGDIR": folder, "HOME": folder, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
