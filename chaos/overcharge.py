"""The last thing of a run: the provider takes more for one number than it was allowed to, and the operator hears of it.

It waits for a quiet moment, since the bot compares its ledger with the balance: while hundreds of numbers are open, one
price more or less says nothing. The processes that are compared were born for it, and look at the account more often.
"""

import asyncio
import time
from typing import Final

from chaos.history import History
from chaos.replica import Replica
from chaos.users import User
from chaos.wrong_answers import WrongAnswers
from sandbox.smsman import SmsMan

_SHORT_OF: Final = "has less than the ledger says"
"""Stands in the alert."""

_READ_WITHIN_S: Final = 40.0
"""For each process to be born anew and to read the account."""
_READINGS: Final = 3
"""Of a process: the one of its start, and what it compares all later ones with."""
_TRIES: Final = 4
_CHECKED_EVERY_S: Final = 0.5
_TOLD_WITHIN_S: Final = 60.0


class OverchargeProbe:
    def __init__(
        self, history: History, replicas: list[Replica], provider: SmsMan, wrong_answers: WrongAnswers, buyer: User
    ) -> None:
        self._history = history
        self._provider = provider
        self._replicas = replicas
        self._wrong_answers = wrong_answers
        self._buyer = buyer
        self.told_after: float | None = None
        """Seconds from the charge to the alert; `None` where there was none."""

    async def run(self, quiet_within_s: float) -> list[str]:
        """A sentence where the operator hears nothing of it."""
        await self._until_quiet(quiet_within_s)
        await self._born_anew()
        for _ in range(_TRIES):
            known = set(self._wrong_answers.overcharged)
            self._wrong_answers.charge_more_next = True
            began = time.monotonic()
            buying = asyncio.create_task(self._buyer.buy_one())
            await asyncio.wait({buying}, timeout=_TOLD_WITHIN_S)
            request_ids = self._wrong_answers.overcharged - known
            if not request_ids:
                continue  # it was refused, as any purchase may be
            while time.monotonic() < began + _TOLD_WITHIN_S and self._missing(request_ids):
                if any(_SHORT_OF in text for text in self._history.alerts):  # one of before keeps the next one quiet
                    self.told_after = time.monotonic() - began
                    return []
                await asyncio.sleep(0.2)
            if self._missing(request_ids):
                return ["a number was charged above its limit, and the operator was not told"]
        return ["no number was bought for good in the end, so that nothing is known of what is charged too much"]

    def _missing(self, request_ids: set[int]) -> bool:
        """Whether the money is gone: a number that got no code was given back, and all that it had cost with it."""
        refunded = {entry.request_id for entry in self._provider.ledger if entry.kind == "refund"}
        return not request_ids <= refunded

    async def _until_quiet(self, seconds: float) -> None:
        """Until no number is open, and the operator has settled what was unclear: nothing is compared across that.

        One that a restore has forgotten may be open whatever its card says, or be given up only minutes later.
        """
        deadline = time.monotonic() + seconds
        while (self._provider.orders.active or self._is_unclear()) and time.monotonic() < deadline:
            await asyncio.sleep(_CHECKED_EVERY_S)
            self._provider.orders.advance()

    def _is_unclear(self) -> bool:
        return any(
            attempt.says in ("unknown", "unconfirmed", "waiting", "cancelling")
            for attempt in self._history.attempts.values()
        )

    async def _born_anew(self) -> None:
        """So that their first reading is of a quiet account: a process compares all later ones with it."""
        lives = {replica: replica.life for replica in self._replicas}
        for replica in self._replicas:
            replica.terminate()
        deadline = time.monotonic() + _READ_WITHIN_S
        while time.monotonic() < deadline and not all(map(self._has_read, lives, lives.values())):
            await asyncio.sleep(0.1)

    def _has_read(self, replica: Replica, before: int) -> bool:
        return replica.life > before and self._history.balance_read[replica.index, replica.life] >= _READINGS
