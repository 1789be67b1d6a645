"""Telegram's updates by webhook: whichever replica gets one writes the tap down before it answers.

Only Telegram knows the path and the secret of its header; both are made from the bot's token, so that all replicas
agree on them and nobody has to set them. An error of a handler is told to its user, and the update is answered: sent
again, it would do later what nobody expects any more.
"""

import asyncio
import hmac
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError
from aiogram.types import WebhookInfo
from aiohttp import web
from pydantic import SecretStr
from pydantic_core import from_json

from bot.serving import BoundedServer
from bot.telegram.updates import Reception, UpdateIntake, reason

log = structlog.get_logger(__name__)

HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"
LARGEST: Final = 1024 * 1024
"""Bytes of one update, and all that aiohttp's low-level server reads; Telegram's own have some tens of thousands at the
most."""

READ_TIMEOUT_S: Final = 10.0
"""Seconds for which a body may be on its way."""

ANSWER_TIMEOUT_S: Final = 3.0
"""Seconds after which an update whose handler still runs (it waits for the provider) is answered, so that the next tap
of the same user is not held up. What a handler has to write down, it writes first, and that takes milliseconds."""

CONNECTIONS: Final = 100
"""Updates that Telegram may have on their way to all replicas at once; it takes no more."""

MOST_CONNECTIONS: Final = 256
"""Open at once: what Telegram and a proxy need, and far from all that the process may open."""

CHECK_INTERVAL_S: Final = 60.0
"""Seconds between two looks whether Telegram still has our address: a replica that polls takes it away at its start."""

RETRY_INTERVAL_S: Final = 5.0
"""Seconds until the next try where Telegram does not take it, and until the next look where it can't deliver."""

RECENT_S: Final = 300.0
"""Seconds for which a failed delivery says that the webhook does not work, while updates wait."""


class Webhook:
    def __init__(self, bot: Bot, intake: UpdateIntake, *, url: str, path: SecretStr, secret: SecretStr) -> None:
        """`url`: where the replicas can be reached from outside; `path` is added to it."""
        self._bot = bot
        self._intake = intake
        self._path = path.get_secret_value()
        self._secret = secret.get_secret_value()
        self._address = f"{url}/{self._path}"
        self._stopping = False
        self._site: web.TCPSite | None = None
        self._failed_at: object = None
        self._is_set = False
        """Telegram has taken our address."""
        self._undelivered = ""
        self.reception = Reception()

    @property
    def receiving(self) -> bool:
        """Telegram has our address, and delivers."""
        return self._is_set and not self.reception.deaf

    @asynccontextmanager
    async def listening(self, port: int) -> AsyncIterator[None]:
        """On all addresses: what is in front of it may be on another machine. Raises `OSError`."""
        server = BoundedServer(self._receive, most=MOST_CONNECTIONS, access_log=None)
        runner = web.ServerRunner(server, shutdown_timeout=1.0)
        await runner.setup()
        try:
            self._site = web.TCPSite(runner, port=port)
            await self._site.start()
            yield
        finally:
            await runner.cleanup()

    async def run(self) -> None:
        """Tell Telegram the address, and see to it that it stays so, for ever."""
        while True:
            try:
                if not self._is_set or not self._is_ours(await self._bot.get_webhook_info()):
                    await self._set()
                self._is_set = True
            except AiogramError as error:
                log.warning("Telegram does not take the webhook", error=reason(error))
                self.reception.failed(reason(error))
                await asyncio.sleep(RETRY_INTERVAL_S)
                continue
            if self._undelivered:
                self.reception.failed(self._undelivered)
            else:
                self.reception.well()
            await asyncio.sleep(RETRY_INTERVAL_S if self._undelivered else CHECK_INTERVAL_S)

    async def stop(self, timeout_s: float) -> None:
        """Refuse what comes now, for another replica to take, and see the rest through for up to `timeout_s`."""
        self._stopping = True
        if self._site is not None:
            await self._site.stop()
        await self._intake.drained(timeout_s)

    async def _set(self) -> None:
        """Every replica says the same, so it does not matter which one says it, and how often. Nothing is dropped."""
        await self._bot.set_webhook(
            self._address,
            secret_token=self._secret,
            max_connections=CONNECTIONS,
            allowed_updates=self._intake.kinds,
            drop_pending_updates=False,
        )
        log.info("Telegram has the webhook")

    def _is_ours(self, info: WebhookInfo) -> bool:
        failed = info.last_error_date.timestamp() if info.last_error_date and info.pending_update_count else 0.0
        self._undelivered = info.last_error_message or "unknown" if time.time() - failed < RECENT_S else ""
        if info.last_error_date is not None and info.last_error_date != self._failed_at:
            self._failed_at = info.last_error_date
            log.warning("Telegram could not deliver", error=info.last_error_message, waiting=info.pending_update_count)
        if info.url != self._address:
            log.warning("the webhook was taken away", by_another=bool(info.url))
        return info.url == self._address

    async def _receive(self, request: web.BaseRequest) -> web.Response:
        if request.method != "POST":
            return web.Response(status=405)
        # Whatever the proxy in front leaves of the path before its last part.
        path, secret = request.path.rpartition("/")[2], request.headers.get(HEADER, "")
        if not (_same(path, self._path) and _same(secret, self._secret)):
            return web.Response(status=404)
        if self._stopping:
            return web.Response(status=503)  # Telegram, or the balancer, brings it to somebody else
        try:
            async with asyncio.timeout(READ_TIMEOUT_S):
                body = await request.read()
        except TimeoutError:
            return web.Response(status=408)
        update = self._intake.read(_json(body))
        if update is not None:  # else from Telegram all the same: refused, it would hold up all that follows
            await asyncio.wait({self._intake.take(update)}, timeout=ANSWER_TIMEOUT_S)
        return web.Response()


def _json(body: bytes) -> object:
    """What the body says; `None` for what is no JSON."""
    try:
        return from_json(body)
    except ValueError:
        return None


def _same(given: str, expected: str) -> bool:
    """In constant time; whatever a header may hold."""
    return hmac.compare_digest(given.encode(errors="replace"), expected.encode())
