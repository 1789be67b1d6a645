"""The broadcaster: sends an admin's message to all users, slowly enough for codes and cards to pass."""

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable
from typing import Final, Literal

import structlog

from bot.domain.broadcast import Broadcast, Progress
from bot.domain.errors import ChatGone, DeliveryError, Malformed, SlowDown, StorageError, Undelivered
from bot.domain.protocols import BroadcastMessenger
from bot.domain.users import Listed
from bot.shop.background import retry_until_stored
from bot.shop.timings import REAL
from bot.storage.broadcasts import BroadcastStore
from bot.storage.users import UserStore

log = structlog.get_logger(__name__)

YIELD_TIMEOUT_S: Final = 1.0
"""Seconds for which a message waits at the most, while codes and cards are on their way from this process."""

LEASE_S: Final = 15.0
"""Seconds after which another replica goes on, where one has died."""

IDLE_INTERVAL_S: Final = 2.0
"""Seconds between two looks whether there is something to carry."""

PROGRESS_INTERVAL_S: Final = 3.0
"""Seconds between two drawings of how far it has come."""

USER_TIMEOUT_S: Final = 600.0
"""Seconds for which one user is tried while Telegram does not answer."""

Outcome = Literal["sent", "gone", "failed"]


class Broadcaster:
    """One user at a time, and each written down before the next: after a kill, at most one is told twice."""

    def __init__(
        self,
        broadcasts: BroadcastStore,
        users: UserStore,
        sender: BroadcastMessenger,
        *,
        lets_in: Callable[[int, bool | None], bool],
        make_way: Callable[[float], Awaitable[object]],
        pace: float = REAL.broadcast_interval_s,
    ) -> None:
        """`lets_in`: whether a user may use the bot, by their id and what admins decided on them.

        `make_way` waits until no code and no card is on its way from this process, for so many seconds at the most.
        """
        self._broadcasts = broadcasts
        self._users = users
        self._messenger = sender
        self._lets_in = lets_in
        self._make_way = make_way
        self._pace = pace
        self._owner = secrets.token_urlsafe(8)
        self._told_at = self._shown_at = -PROGRESS_INTERVAL_S
        self._stop = asyncio.Event()
        self._ended = asyncio.Event()
        self._wake_up = asyncio.Event()

    # -- what admins do

    async def draft(self, html: str) -> tuple[str, int]:
        """Keep it until it is sent or dropped; gives its id, and how many users it is for."""
        broadcast_id, total = secrets.token_urlsafe(12), 0
        async for one in self._users.everybody():
            total += self._is_told(one)
        await self._broadcasts.draft(broadcast_id, html, total=total)
        return broadcast_id, total

    async def drop(self, broadcast_id: str) -> None:
        await self._broadcasts.drop(broadcast_id)

    async def begin(
        self, broadcast_id: str, *, admin_id: int, chat_id: int, card_id: int
    ) -> tuple[Literal["ok", "again", "busy", "gone"], Broadcast | None]:
        """Once, however often it is tapped. `busy`: with the one that is under way; `gone`: the draft is too old."""
        begun = await self._broadcasts.begin(broadcast_id, admin_id=admin_id, chat_id=chat_id, card_id=card_id)
        self._wake_up.set()
        return begun

    async def set_running(self, broadcast_id: str, *, on: bool, admin_id: int) -> Broadcast | None:
        """Stop it, or let it go on from where it was."""
        change = self._broadcasts.resume if on else self._broadcasts.stop
        found = await change(broadcast_id, admin_id=admin_id)
        self._wake_up.set()
        return found

    async def last(self) -> Broadcast | None:
        """The last one that was begun."""
        return await self._broadcasts.last()

    # -- what one replica does for all

    async def run(self) -> None:
        """Until `stop`; a database that is away is waited for."""
        away = False
        self._ended.clear()
        try:
            while not self._stop.is_set():
                try:
                    await self.carry()
                    away = False
                except StorageError as error:
                    if not away:
                        log.warning("broadcasts not looked at", error=str(error))
                    away = True
                self._wake_up.clear()
                await self._rest(IDLE_INTERVAL_S)
        finally:
            self._ended.set()

    async def stop(self, timeout_s: float) -> None:
        """Finish with the user who is being told, and leave the rest to others."""
        self._stop.set()
        self._wake_up.set()
        try:
            async with asyncio.timeout(timeout_s):
                await self._ended.wait()
        except TimeoutError:
            log.warning("a broadcast was still being sent at the end")

    async def carry(self) -> None:
        """As far as it goes, if there is one and nobody else has it."""
        found = await self._broadcasts.claim(self._owner, LEASE_S)
        if found is None:
            return
        if found.progress is Progress.STOPPED:
            log.warning("broadcast not carried on after so long", broadcast=found.id)
            await self._show()
            return
        log.info("broadcast under way", broadcast=found.id, sent=found.sent)
        if await self._tell_all(found):
            await retry_until_stored(self._broadcasts.finish, found.id, self._owner)
            log.info("broadcast sent", broadcast=found.id)
        else:
            await self._broadcasts.keep(found.id, self._owner, 0.0)
        await self._show()

    async def _tell_all(self, broadcast: Broadcast) -> bool:
        """Whether all were told."""
        after = broadcast.after
        while after >= 0:
            after, listed = await self._users.page(after)
            for one in filter(self._is_told, listed):
                if self._stop.is_set():
                    return False
                await self._wait_for_room()
                outcome = await self._tell(broadcast, one)
                if outcome is None:
                    return False
                advanced = self._broadcasts.advance
                if not await retry_until_stored(
                    advanced, broadcast.id, self._owner, LEASE_S, after=one.id, outcome=outcome
                ):
                    return False
                if self._now() - self._shown_at >= PROGRESS_INTERVAL_S:
                    await self._show()
            if not await self._broadcasts.keep(broadcast.id, self._owner, LEASE_S):
                return False
        return True

    def _is_told(self, one: Listed) -> bool:
        return not one.gone and self._lets_in(one.id, one.admitted)

    async def _wait_for_room(self) -> None:
        """Until the pace allows it and no code is on its way; but codes that never end don't hold it up for ever."""
        await asyncio.sleep(max(0.0, self._told_at + self._pace - self._now()))
        await self._make_way(YIELD_TIMEOUT_S)
        self._told_at = self._now()

    async def _tell(self, broadcast: Broadcast, one: Listed) -> Outcome | None:
        """`None` where it was stopped, or is somebody else's by now."""
        interval, until = 1.0, self._now() + USER_TIMEOUT_S
        while True:
            try:
                await self._messenger.send_broadcast(one.id, broadcast.html, one.language)
            except ChatGone:
                await retry_until_stored(self._users.mark_gone, one.id)
                return "gone"
            except SlowDown as error:
                wait = error.seconds
            except Malformed:
                return "failed"
            except Undelivered as error:
                if self._now() >= until:
                    log.warning("a user is not told", error=str(error))
                    return "failed"
                wait, interval = interval, min(60.0, interval * 2)
            else:
                return "sent"
            if not await self._wait(broadcast, wait):
                return None

    async def _wait(self, broadcast: Broadcast, seconds: float) -> bool:
        """As long as Telegram asks, holding the lease. Whether to go on."""
        until = self._now() + seconds
        while not self._stop.is_set():
            if not await retry_until_stored(self._broadcasts.keep, broadcast.id, self._owner, LEASE_S):
                return False
            if self._now() >= until:
                return True
            await asyncio.sleep(min(1.0, max(0.0, until - self._now())))
        return False

    async def _show(self) -> None:
        """How far it has come. That it can't be shown is no reason to stop."""
        self._shown_at = self._now()
        try:
            found = await self._broadcasts.last()
            if found is None:
                return
            card_id = await self._messenger.show_progress(found)
            if card_id != found.card_id:
                await self._broadcasts.card(found.id, card_id)
        except (DeliveryError, StorageError) as error:
            log.info("progress not shown", error=str(error))

    async def _rest(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._wake_up.wait()
        except TimeoutError:
            return

    @staticmethod
    def _now() -> float:
        return time.monotonic()
