"""Vouchers for one number: the operator makes batches of them, and codes find their way to people."""

import asyncio
import re
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import Final

from bot.domain.vouchers import CODE
from chaos.operator_bot import OperatorBot
from chaos.reading import Pair, amount_in
from chaos.users import Pairs
from sandbox.smsman import SmsMan
from sandbox.smsman.catalogue import countries, services

_MADE: Final = re.compile(r"^🎟 (.+) ≤ (\S+) × \d+ · ")
"""Of a new batch, above its codes: what they are for, and up to which price."""

_REDEEMED: Final = re.compile(
    r"^🎟 (?:This voucher is for one number: (.+?), up to |You have used this voucher: (.+?)\. The number )"
)
_CENT: Final = Decimal("0.01")
_DAYS: Final = 7
_ENOUGH: Final = 5
"""Batches that nobody has taken yet: more are not made."""


@dataclass(eq=False)
class VoucherBatch:
    """Vouchers for one pair, which nobody buys but by these."""

    pair: Pair
    most: Decimal
    """Up to which price each reaches; no two batches of a run have the same."""
    count: int
    ordered_at: float
    label: str = ""
    """What they are for, in the bot's words."""
    codes: list[str] = field(default_factory=list, repr=False)
    sent: set[str] = field(default_factory=set, repr=False)
    """Codes that somebody sent to the bot."""
    holders: set[int] = field(default_factory=set)
    """Users who were told that it is theirs."""
    is_spent: bool = False
    """A holder has been to its offer."""


class Vouchers:
    def __init__(
        self, operator: OperatorBot, pairs: Pairs, provider: SmsMan, random: Random, buyers: Sequence[int]
    ) -> None:
        self.every_s = 4.0
        """Seconds between two batches."""
        self.batches: list[VoucherBatch] = []
        self._operator = operator
        self._pairs = pairs
        self._provider = provider
        self._random = random
        self._buyers = buyers
        self._ordered: dict[Decimal, VoucherBatch] = {}
        """All that the operator has asked for, by the price, which tells whose an answer is."""
        self._free: deque[VoucherBatch] = deque()
        operator.on_text.append(self.made)

    async def run(self) -> None:
        """Until it is cancelled."""
        while True:
            await asyncio.sleep(self.every_s * self._random.uniform(0.5, 1.5))
            if len(self._free) < _ENOUGH:
                self.order()

    def order(self) -> None:
        """Write for a batch as an admin does. Where the words mean several pairs to the bot, none is made."""
        pair = self._pairs.take()
        offer = self._provider.orders.stock.offer(*pair)
        if offer is None:
            raise RuntimeError("a pair is offered")
        most = offer.price * self._random.choice((1, 3))
        while most in self._ordered:
            most += _CENT
        batch = VoucherBatch(pair, most, self._random.choice((1, 1, 2)), time.time())
        self._ordered[most] = batch
        words = f"{services()[pair[1]].title} {countries()[pair[0]].title}"
        self._operator.write(f"/voucher {most} {batch.count} {_DAYS} {words}")

    def made(self, text: str) -> None:
        """The operator was shown this: it may have the codes of a batch."""
        found, codes = _MADE.match(text), list(dict.fromkeys(code.upper() for code in CODE.findall(text)))
        batch = self._ordered.get(amount_in(found[2]) or Decimal()) if found else None
        if found and codes and batch and not batch.codes:
            batch.label, batch.codes = found[1], codes
            self.batches.append(batch)
            self._free.append(batch)

    def end(self) -> None:
        """From now on no code finds anybody."""
        self._free.clear()

    def take(self) -> VoucherBatch | None:
        """It is given to one person."""
        return self._free.popleft() if self._free else None

    def rival(self, user_id: int) -> int:
        """Somebody else, but the first one, who only floods."""
        return self._random.choice([one for one in self._buyers[1:] if one != user_id])

    def told(self, user_id: int, text: str) -> None:
        """A user was shown this: it may say that a voucher is theirs."""
        found = _REDEEMED.match(text)
        label = (found[1] or found[2]) if found else None
        for batch in self.batches if label else ():
            if batch.label == label:
                batch.holders.add(user_id)

    def unspent(self, user_id: int) -> VoucherBatch | None:
        """What they have redeemed, and not been to the offer with."""
        return next((batch for batch in self.batches if user_id in batch.holders and not batch.is_spent), None)
