"""The job queue: a sorted set of due times, claimed oldest first under a lease. The outbox is another one."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import structlog

from bot.domain.clock import SENT_WITHIN, boot_time
from bot.domain.models import Activation
from bot.storage.broken import Broken
from bot.storage.records import BrokenRecord, NewerRecord, from_values

log = structlog.get_logger(__name__)


ASIDE_S: Final = 60.0
"""Seconds until an unreadable piece is tried again: another version, or the operator, may have put it right by then."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One piece of work, ours until the lease runs out."""

    member: str
    lease: int
    """The score it was given, in ms: a worker that still finds it there still holds the claim."""
    activation: Activation
    now: float
    """Redis's clock when it was claimed."""
    rev: str
    """The revision of what the user must be told; empty in the due queue."""
    late: float
    """Seconds since it was due, or since a dead worker's lease ran out."""
    send_before: float
    """Until when, by `boot_time`, a call on its account may begin: what the lease leaves after that is the call's."""

    @property
    def kind(self) -> str:
        """What the outbox must tell: `card`, `code`, `alert` and the like; empty in the due queue."""
        return self.member.partition("|")[2]

    @property
    def left(self) -> float:
        """Seconds until the number's time is over."""
        return max(0.0, self.activation.expires_at - self.now)


@dataclass(frozen=True, slots=True)
class Return:
    """A piece of work to be put back, due again in `delay` seconds."""

    claim: Claim
    delay: float


class JobQueue:
    """One of the two queues. `wake` tells a waiting worker that something may be due."""

    def __init__(self, name: str, call: Callable[..., Awaitable[Sequence[Any]]], broken: Broken | None = None) -> None:
        self.name = name
        self._step_ms = 0
        self._call = call
        self._broken = broken or Broken()
        self._aside: list[tuple[str, int, int]] = []
        """The unreadable pieces, which the next claim puts back for later: member, lease, delay in ms."""
        self._wake_up = asyncio.Event()
        self._wake_up.set()

    def wake(self) -> None:
        self._wake_up.set()

    async def wait(self, seconds: float) -> bool:
        """Until it is rung, or so many seconds; gives whether it was rung."""
        try:
            async with asyncio.timeout(seconds):
                await self._wake_up.wait()
        except TimeoutError:
            return False
        self._wake_up.clear()
        return True

    def clock_step(self) -> float:
        """Seconds by which the database's clock has stepped since the last call; 0 if it has not."""
        step, self._step_ms = self._step_ms, 0
        return step / 1000

    async def claim(
        self, *, limit: int, lease: float, returns: Iterable[Return] = ()
    ) -> tuple[list[Claim], float | None]:
        """Put work back, then claim up to `limit` due pieces for `lease` seconds.

        Gives the claims, and the seconds until the next piece is due (`None`: there is none).
        """
        back = [item for r in returns for item in (r.claim.member, r.claim.lease, round(r.delay * 1000))]
        aside, self._aside = self._aside, []
        back += [item for piece in aside for item in piece]
        send_before = boot_time() + lease * SENT_WITHIN
        now, first, found, step = await self._call("claim", self.name, limit, round(lease * 1000), *back)
        if step:
            self._step_ms = int(step)
            log.error("database's clock has stepped", seconds=int(step) / 1000)
        claims = []
        for member, score, due, rev, values in found:
            try:
                activation = from_values(values)
                # What is urgent is due before its time: it can't be late for longer than there is something to do.
                began = max(int(due) / 1000, activation.changed_at, activation.asked_at)
                late = max(0.0, int(now) / 1000 - began)
                claims.append(Claim(member, int(score), activation, int(now) / 1000, rev, late, send_before))
            except NewerRecord:  # due again when the lease runs out, and so on until a newer replica claims it
                log.warning("left to a newer version", queue=self.name, activation=member.partition("|")[0])
            except BrokenRecord:
                self._broken.note(self.name, member)
                self._aside.append((member, int(score), round(ASIDE_S * 1000)))
        return claims, None if int(first) < 0 else max(0, int(first) - int(now)) / 1000
