"""Stars in a run: the updates of payments and refunds go astray, and the bot's Stars move without its doing."""

import asyncio
from collections.abc import Iterator
from random import Random
from typing import Final, get_args

from bot.domain.stars import top_up_id
from chaos.operator_bot import OperatorBot
from sandbox.telegram.core import Core
from sandbox.telegram.payments import Payers
from sandbox.telegram.stars import PaymentUpdates, Stars, Transaction

PLENTY: Final = 1_000_000
"""Stars that each person has."""

_ASTRAY: Final = {"lost": 0.15, "twice": 0.12, "late": 0.12}
"""Shares of the updates that tell of a payment or a refund."""

_ANSWERS_LOST: Final = 0.25
"""The share of refunds that are made and not answered."""

_OWN: Final = "topup:"
"""What the payload of the bot's invoices begins with."""


class StrayStars(Stars):
    """The sandbox's own; what becomes of an update or an answer is drawn for each from the seed."""

    def __init__(self, random: Random) -> None:
        self.astray = False
        self._random = random
        super().__init__()
        self.newest_first = random.random() < 0.5

    @property
    def updates(self) -> PaymentUpdates:
        draw = self._random.random() if self.astray else 1.0
        for what in get_args(PaymentUpdates):
            draw -= _ASTRAY.get(what, 0.0)
            if draw < 0:
                chosen: PaymentUpdates = what
                return chosen
        return "delivered"

    @updates.setter
    def updates(self, what: PaymentUpdates) -> None:
        pass

    @property
    def lose_refund_answers(self) -> bool:
        return self.astray and self._random.random() < _ANSWERS_LOST

    @lose_refund_answers.setter
    def lose_refund_answers(self, lost: bool) -> None:
        pass

    def paid(self) -> Iterator[Transaction]:
        """Payments by the bot's own invoices."""
        return (one for one in self.transactions if one.is_incoming and one.payload.startswith(_OWN))


class StarTroubles:
    """What Telegram, the bot's owner and its operator do with its Stars."""

    def __init__(self, core: Core, operator: OperatorBot, random: Random, *, every_s: float) -> None:
        self.count = dict.fromkeys(("refunded elsewhere", "refunds by the operator", "withdrawn", "paid otherwise"), 0)
        self.taken_from: set[int] = set()
        """Users whose payments went back whatever they had spent: their wallets may be below zero."""
        self._core = core
        self._payers = Payers(core)
        self._operator = operator
        self._random = random
        self._every_s = every_s
        self.stars = core.stars = StrayStars(random)

    async def run(self) -> None:
        """Until it is cancelled."""
        self.stars.astray = True
        while True:
            await asyncio.sleep(self._every_s * self._random.uniform(0.5, 1.5))
            self.bring_late_ones()
            back = {one.id for one in self.stars.transactions if not one.is_incoming}
            payments = [one for one in self.stars.paid() if one.id not in back]
            draw = self._random.random()
            if payments and draw < 0.75:
                await self._trouble(draw, self._random.choice(payments))

    async def _trouble(self, draw: float, payment: Transaction) -> None:
        if draw < 0.12:
            self.count["refunded elsewhere"] += 1
            self.taken_from.add(payment.user_id)
            self._payers.refund_elsewhere(payment.id)
        elif draw < 0.2:
            self.count["withdrawn"] += 1
            self._payers.withdraw(self.stars.balance // 2)
        elif draw < 0.4:
            self.count["paid otherwise"] += 1
            self._payers.receive_elsewhere(payment.user_id, payment.stars // 2 + 1, payment.payload)
        else:
            self.count["refunds by the operator"] += 1
            self.taken_from.add(payment.user_id)
            await self._operator.give_back(payment.user_id, top_up_id(payment.id))

    def end(self) -> None:
        """From now on each update comes, and each answer."""
        self.stars.astray = False
        self.bring_late_ones()

    def bring_late_ones(self) -> None:
        late, self.stars.late = self.stars.late, []
        for body, queue in late:
            self._core.updates.push("message", body, queue)
