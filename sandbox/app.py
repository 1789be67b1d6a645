"""Puts the sandbox together: Telegram, SMS-Man and the chat page in one application on one port."""

import asyncio
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from aiohttp import web

from sandbox.page import Page
from sandbox.smsman import SmsMan
from sandbox.statefile import StateFile
from sandbox.telegram import Telegram

SAVE_AFTER_SECONDS = 1.0
"""Changes within this time are saved together."""

PEOPLE = ((1001, "Alice", "en"), (1002, "Minh", "vi"), (1003, "Olga", "ru"))
"""Who is there at the first start."""


class Sandbox:
    def __init__(
        self, *, bot_token: str, smsman_token: str, data: Path | None = None, admins: Sequence[int] = ()
    ) -> None:
        """Remembers everything in the folder `data`, or nothing. Raises `OSError` where that cannot be read.

        `admins` are the ids that the bot has as its admins: the page says so, and the bot may write to them at once.
        """
        self._admins = frozenset(admins)
        self._file = StateFile(data) if data else None
        self._tokens = bot_token, smsman_token
        self._save_due: asyncio.TimerHandle | None = None
        if self._file is None:
            self._build({})
            return
        try:
            self._build(self._file.read())
        except OSError:
            raise
        except Exception as damage:  # a state that was tampered with can fail in any way
            aside = self._file.set_aside()
            say(f"The saved state is damaged ({type(damage).__name__}); kept it as {aside}, and start afresh.")
            self._build({})

    def _build(self, state: Mapping[str, Any]) -> None:
        bot_token, smsman_token = self._tokens
        self.telegram = Telegram(token=bot_token, state=state.get("telegram"))
        self.smsman = SmsMan(token=smsman_token, state=state.get("smsman"))
        if not self.telegram.users():
            for person_id, first_name, language in PEOPLE:
                self.telegram.add_user(person_id, first_name, language)
        for person in self.telegram.users():
            if person["id"] in self._admins:
                self.telegram.let_write(person["id"])

    def admins(self) -> list[str]:
        """The first names of the admins among the people."""
        return [person["first_name"] for person in self.telegram.users() if person["id"] in self._admins]

    def application(self, host: str = "127.0.0.1") -> web.Application:
        """Everything behind one guard that knows `host` as its own name."""
        app = web.Application()
        app.add_routes([*self.telegram.routes(), *self.smsman.routes()])
        Page(self.telegram, self.smsman, admins=self._admins).attach(app, host=host)
        app.on_shutdown.append(self.telegram.close)
        app.on_shutdown.append(self.smsman.stop)
        app.cleanup_ctx.append(self._remember)
        return app

    @asynccontextmanager
    async def serve(self, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[str]:
        """Listens on `port` (0: any) and gives the address. Raises `OSError` where that is not possible."""
        runner = web.AppRunner(self.application(host), access_log=None, shutdown_timeout=2.0)
        await runner.setup()
        try:
            await web.TCPSite(runner, host, port).start()
            taken = runner.addresses[0][1]
            name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
            yield f"http://{name}:{taken}"
        finally:
            await runner.cleanup()

    async def _remember(self, app: web.Application) -> AsyncIterator[None]:
        if self._file is None:
            yield
            return
        changes = self.telegram.on_change, self.smsman.on_change
        for listeners in changes:
            listeners.append(self._save_soon)
        yield
        for listeners in changes:
            listeners.remove(self._save_soon)
        if self._save_due:
            self._save_due.cancel()
        self._save()

    def _save_soon(self) -> None:
        if self._save_due is None:
            self._save_due = asyncio.get_running_loop().call_later(SAVE_AFTER_SECONDS, self._save)

    def _save(self) -> None:
        self._save_due = None
        if self._file is None:
            return
        try:
            self._file.write({"telegram": self.telegram.dump(), "smsman": self.smsman.dump()})
        except OSError as error:
            say(f"Cannot save the state to {self._file.path}: {error.strerror}.")


def say(line: str) -> None:
    """To the terminal at once, also through a pipe."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
