"""Holds what users were told of offers against what the provider's answers had, and what they were not told as well."""

import time
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from chaos.history import Evidence, Sending
from chaos.market import ENOUGH, Market, Moment
from chaos.reminders import Asked

READ_BEFORE_S: Final = 6.0
SLEPT_BEFORE_S: Final = 60.0
"""A reading counts for a reminder that is set while it is taken in: soon after its answer, or after a sleep."""

ALLOWED_S: Final = 150.0
"""For all that may go wrong on the way: an outage of the provider's, and a process that waits for longer after it."""


class ReminderCheck:
    """Nobody is told twice, by one reading, of what they did not ask for, or never."""

    def __init__(self, evidence: Evidence, market: Market) -> None:
        self._evidence = evidence
        self._market = market
        self._history = evidence.history
        self.excused = 0
        """Messages that came twice for a reason."""

    def told_wrongly(self) -> Iterator[str]:
        yield from self._history.reminders.strays
        for asked in self._history.reminders.asked.values():
            yield from self._of_one(asked)

    def waiting(self) -> Iterator[tuple[str, bool]]:
        """Who wait for what is there by now; and whether that was so for too long, at any time."""
        enough_s = 4 * self._market.two_readings_s + ALLOWED_S
        for asked in self._history.reminders.asked.values():
            if not self._must_be_told(asked):
                continue
            now = time.time()
            for began, ended in self._there(asked, now):
                if ended - began > enough_s or ended == now:
                    name = f"user {asked.user_id} waits for {asked.pair}"
                    yield f"{name}, which was there for {ended - began:.0f} s", ended - began > enough_s
                    break

    def _of_one(self, asked: Asked) -> Iterator[str]:
        name, used = f"user {asked.user_id} was told of {asked.pair}", 0
        for count, told in enumerate(asked.told):
            if count and self._is_excused(asked, asked.told[count - 1].at, told.at):
                self.excused += 1
                continue
            if used == len(asked.limits(told.at)):
                yield f"{name} once more, and had asked {used} times"
            else:
                used += 1
            there = self._answers(asked, told.at)
            if len(there) < 2:
                yield f"{name} after {len(there)} readings of the prices that had it"
            elif told.price not in {moment.price for moment in there}:
                yield f"{name} at {told.price}, which was no price of it"

    def _answers(self, asked: Asked, until: float) -> list[Moment]:
        """All answers that had it as it was wanted, of those that may count."""
        limits = asked.limits(until)
        since = asked.calls[0].at if asked.calls else until
        before = SLEPT_BEFORE_S if self._slept(since) else READ_BEFORE_S
        return [
            moment
            for moment in self._market.answers[asked.pair]
            if since - before <= moment.at <= until and any(moment.suits(limit) for limit in limits)
        ]

    def _slept(self, until: float) -> bool:
        """Whether an answer may have lain in a process for longer than usual."""
        since = until - SLEPT_BEFORE_S
        frozen = (
            start <= until and since <= end for replica in self._evidence.replicas for _, start, end in replica.frozen
        )
        stopped = any(replica.stopped for replica in self._evidence.replicas)
        return stopped or any(frozen) or self._evidence.valkey.was_away(since, until)

    def _is_excused(self, asked: Asked, first: float, second: float) -> bool:
        return self._evidence.excuses(self._sent(asked, first), first, second)

    def _sent(self, asked: Asked, shown_at: float) -> Sending | None:
        country, service = asked.pair
        return next(
            (
                sending
                for sending in reversed(self._history.reminder_messages)
                if sending.pair[0] == asked.user_id
                and f"o:0:{country}:{service}:" in sending.text
                and sending.began <= shown_at
            ),
            None,
        )

    def _must_be_told(self, asked: Asked) -> bool:
        """Who had left for a while, or is of before a restore, may have been told where nobody saw it."""
        return bool(
            asked.confirmed
            and asked.calls
            and asked.calls[-1].armed
            and not asked.removed
            and not asked.told
            and asked.user_id not in self._history.blocked
            and not any(asked.calls[0].at <= rollback.ended for rollback in self._history.rollbacks)
        )

    def _there(self, asked: Asked, now: float) -> Iterator[tuple[float, float]]:
        """From when to when it was there for everybody, at the least price that was asked for."""
        limits, began = asked.limits(now), None
        priced = [limit for limit in limits if limit is not None]
        least: Decimal | None = min(priced) if priced else None
        for moment in self._market.moments[asked.pair]:
            if moment.suits(least) and moment.stock >= ENOUGH:
                began = began or moment.at
            elif began is not None:
                yield max(began, asked.calls[-1].at), moment.at
                began = None
        if began is not None:
            yield max(began, asked.calls[-1].at), now
