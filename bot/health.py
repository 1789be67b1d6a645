"""What a monitor asks: whether the process is alive, whether its parts are well, and what it has counted."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from math import nan
from typing import Final, TypeAlias

import structlog
from aiohttp import web

from bot.domain.errors import StorageError
from bot.domain.models import State
from bot.metrics import LOOP_LAG_S, Page
from bot.providers.guard import Guard
from bot.serving import BoundedServer
from bot.settings import SettingsError
from bot.shop.activations.queue_repair import QueueRepair
from bot.storage.activations import ActivationStore

log = structlog.get_logger(__name__)

Problem: TypeAlias = Callable[[], Awaitable[str | None]]
"""Why something is not well, without any secret; `None` if it is. Answers within seconds, and asks no provider."""

CONNECTIONS: Final = 32
"""At once: monitors and the container's own check."""

METRICS: Final = {"Content-Type": "text/plain; version=0.0.4; charset=utf-8"}


class Health:
    def __init__(self, parts: Mapping[str, list[Problem]], metrics: Callable[[], Awaitable[bytes]]) -> None:
        """Of each part, what may be wrong with it."""
        self._parts = parts
        self._metrics = metrics

    async def answer(self, request: web.BaseRequest) -> web.Response:
        """What the address asks for."""
        pages = {"/healthz": self.alive, "/readyz": self.ready, "/metrics": self.measured}
        if request.path not in pages:
            return web.Response(status=404)
        return await pages[request.path](request) if request.method in ("GET", "HEAD") else web.Response(status=405)

    async def alive(self, _: web.BaseRequest) -> web.Response:
        """`/healthz`: 200 for as long as the event loop turns."""
        return web.json_response({"status": "ok"})

    async def ready(self, request: web.BaseRequest) -> web.Response:
        """`/readyz`, or `/readyz?parts=database,worker`: 200 if all of them are well, else 503. 400: no such part."""
        given = request.query.get("parts", ",".join(self._parts))
        names = list(dict.fromkeys(filter(None, given.split(","))))
        if not names or not self._parts.keys() >= set(names):
            return web.json_response({"status": "no such part", "parts": list(self._parts)}, status=400)
        verdicts = dict(zip(names, await asyncio.gather(*map(self._verdict, names)), strict=True))
        well = set(verdicts.values()) == {"ok"}
        return web.json_response(
            {"status": "ok" if well else "not ready", "parts": verdicts}, status=200 if well else 503
        )

    async def measured(self, _: web.BaseRequest) -> web.Response:
        """`/metrics`."""
        return web.Response(body=await self._metrics(), headers=METRICS)

    async def _verdict(self, name: str) -> str:
        problems = await asyncio.gather(*(problem() for problem in self._parts[name]))
        return "; ".join(filter(None, problems)) or "ok"


READINGS_MAX_AGE_S: Final = 10.0
"""Seconds for which what was read from the database stands, however many ask: counting 10,000 numbers takes a while."""

READINGS_TIMEOUT_S: Final = 3.0
"""Seconds for the database; all the rest is given without it."""


class Readings:
    """The page of metrics, with what has to be read for it."""

    def __init__(
        self,
        store: ActivationStore,
        provider: Guard,
        queue_repair: QueueRepair,
        receiving: Callable[[], bool],
        *,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """`receiving`: whether updates come to this replica."""
        self._page = page = Page()
        self._store = store
        self._now = now
        self._read_at: float | None = None
        self._reading = asyncio.Lock()
        page.gauge("receiving_updates", "1: it asks Telegram for updates, or the webhook stands.").set_function(
            lambda: float(receiving())
        )
        page.gauge("provider_up", "1: the provider answers, 0: it does not, NaN: not known yet.").set_function(
            lambda: nan if provider.answers is None else float(provider.answers)
        )
        page.gauge("looks_crowding", "How many times rarer looks are, to keep within PROVIDER_RATE.").set_function(
            lambda: provider.rate_limiter.crowding
        )
        page.gauge(
            "unreadable_entries", "Entries of the database that could not be read since the start."
        ).set_function(lambda: store.broken.count)
        page.gauge("auditor_mended", "What the auditor has put back since the start.").set_function(
            lambda: queue_repair.repaired
        )
        activations = page.common("activations", "What has a next step or an untold message, by state.", "state")
        self._activations = {state: activations.labels(state) for state in State}
        self._untold = page.common("outbox_messages", "Messages that Telegram has not taken yet.")
        self._oldest = page.common("outbox_oldest_seconds", "Since the change that the oldest of them tells of.")
        self._unknown = page.common("unknown_open", "Purchases of which nobody knows whether they were charged.")

    async def text(self) -> bytes:
        """The page, with what stands in the database as NaN where it does not answer."""
        async with self._reading:
            if self._read_at is None or self._now() - self._read_at >= READINGS_MAX_AGE_S:
                await self._read()
        return self._page.text()

    async def _read(self) -> None:
        try:
            async with asyncio.timeout(READINGS_TIMEOUT_S):
                state_counts, backlog = await asyncio.gather(self._store.count_states(), self._store.backlog())
        except (StorageError, TimeoutError) as error:
            log.warning("not counted what stands in the database", error=type(error).__name__)
            for gauge in (*self._activations.values(), self._untold, self._oldest, self._unknown):
                gauge.set(nan)
            return
        self._read_at = self._now()
        for state, gauge in self._activations.items():
            gauge.set(state_counts.get(state, 0))
        self._untold.set(backlog.untold)
        self._oldest.set(backlog.oldest)
        self._unknown.set(backlog.unknown)


LAG_INTERVAL_S: Final = 0.25
"""Seconds between two samples."""


async def measure_lag() -> None:
    """How much later than asked for a sleeper is woken; for ever."""
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + LAG_INTERVAL_S
        await asyncio.sleep(LAG_INTERVAL_S)
        LOOP_LAG_S.observe(max(0.0, loop.time() - due))


@asynccontextmanager
async def serve_health(port: int, health: Health) -> AsyncIterator[None]:
    """Listen on all addresses, so that a container's own check and its host can ask. Raises `SettingsError`."""
    server = BoundedServer(health.answer, most=CONNECTIONS, access_log=None)
    runner = web.ServerRunner(server, shutdown_timeout=1.0)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, port=port).start()
        except OSError as error:
            raise SettingsError(f"HTTP_PORT is wrong: port {port} can't be used ({error.strerror})") from error
        yield
    finally:
        await runner.cleanup()
