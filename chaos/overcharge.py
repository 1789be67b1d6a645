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

_SHORT_OF: Final = "has less than the ledger says"
"""Stands in the alert."""

_READ_WITHIN_S: Final = 40.0
"""For each process to be born anew and to read the account."""
_READINGS: Final = 3
"""Of a process: the one of its start, and what it compares all later ones with."""
_TOLD_WITHIN_S: Final = 60.0


class OverchargeProbe:
    def __init__(self, history: History, replicas: list[Replica], wrong_answers: WrongAnswers, buyer: User) -> None:
        self._history = history
        self._replicas = replicas
        self._wrong_answers = wrong_answers
        self._buyer = buyer
        self.told_after: float | None = None
        """Seconds from the charge to the alert; `None` where there was none."""

    async def run(self) -> list[str]:
        """A sentence where the operator hears nothing of it."""
        await self._born_anew()
        self._wrong_answers.charge_more_next = True
        known = set(self._wrong_answers.overcharged)
        for _ in range(3):  # a purchase may be refused once, and the next one is charged
            await self._buyer.buy_one()
            if self._wrong_answers.overcharged != known:
                break
        else:
            return ["no number could be bought in the end, so that nothing is known of what is charged too much"]
        began = time.monotonic()
        while time.monotonic() < began + _TOLD_WITHIN_S:
            if any(_SHORT_OF in text for text in self._history.alerts):  # one of before keeps the next one quiet
                self.told_after = time.monotonic() - began
                return []
            await asyncio.sleep(0.2)
        return ["a number was charged above its limit, and the operator was not told"]

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
