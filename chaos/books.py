"""The ledger of a run in which users pay: looked at all the time, and in the end held against Telegram's Stars."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from bot.domain.errors import StorageError
from bot.domain.wallet import Entry, EntryKind
from bot.storage.keys import Keys
from bot.storage.wallet import WalletStore
from chaos.valkey import Valkey
from sandbox.telegram.stars import Stars, Transaction

RATE: Final = 5
"""What a Star is worth, in the account's currency."""

_MILLION: Final = 1_000_000
_OWN: Final = "topup:"
_LOOK_EVERY_S: Final = 1.0
_SHARE: Final = 0.1
"""Of the time, at most, that looks may take."""

_REFUNDS: Final = (EntryKind.REFUND, EntryKind.REFUND_REFUSED)


@dataclass
class StarFindings:
    payments: int = 0
    refunds: int = 0
    lost: list[str] = field(default_factory=list)
    """Paid, and not credited."""
    double: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    """Credited with another amount, to somebody else, or without a payment."""
    wrong_refunds: list[str] = field(default_factory=list)

    def __iter__(self) -> Iterator[str]:
        yield from (*self.lost, *self.double, *self.wrong, *self.wrong_refunds)


def compare(entries: Iterable[Entry], stars: Stars) -> StarFindings:
    """Each payment and each refund, entry by entry."""
    found = StarFindings()
    credits, refunds = defaultdict[str, list[Entry]](list), defaultdict[str, list[Entry]](list)
    for entry in entries:
        if entry.kind is EntryKind.TOP_UP:
            credits[_charge(entry)].append(entry)
        elif entry.kind in _REFUNDS:
            refunds[_charge(entry)].append(entry)
    paid = {one.id: one for one in stars.transactions if one.is_incoming and one.payload.startswith(_OWN)}
    back = {one.id for one in stars.transactions if not one.is_incoming} & paid.keys()
    found.payments, found.refunds = len(paid), len(back)
    for charge, payment in paid.items():
        _compare_one(found, payment, credits[charge])
        _compare_refund(found, payment, -sum(entry.amount for entry in refunds[charge]), is_back=charge in back)
    for charge in (credits.keys() | refunds.keys()) - paid.keys():
        found.wrong.append(f"{charge[:12]}… stands in the ledger, and nobody paid it")
    return found


def _charge(entry: Entry) -> str:
    return entry.operation_id.split(":")[1]


def _compare_one(found: StarFindings, payment: Transaction, booked: list[Entry]) -> None:
    name = f"user {payment.user_id}'s payment {payment.id[:12]}… of {payment.stars} Stars"
    amount = payment.stars * RATE * _MILLION
    if not booked:
        found.lost.append(f"{name} was never credited")
    elif len(booked) > 1:
        found.double.append(f"{name} was credited {len(booked)} times")
    elif (booked[0].user_id, booked[0].amount) != (payment.user_id, amount):
        found.wrong.append(f"{name} was credited as {booked[0].amount} of user {booked[0].user_id}")


def _compare_refund(found: StarFindings, payment: Transaction, debited: int, *, is_back: bool) -> None:
    name = f"user {payment.user_id}'s payment {payment.id[:12]}… of {payment.stars} Stars"
    amount = payment.stars * RATE * _MILLION
    if debited != amount * is_back:
        gone = "went back" if is_back else "did not go back"
        found.wrong_refunds.append(f"{name} {gone}, and {debited} of {amount} were debited")


class Books:
    def __init__(self, valkey: Valkey, stars: Stars, *, may_look: Callable[[], bool]) -> None:
        """`may_look`: not while a backup is brought back, key after key."""
        self.looks = 0
        self.wrong: list[str] = []
        """Looks that found the ledger wrong."""
        self.found = StarFindings()
        self._valkey = valkey
        self._stars = stars
        self._may_look = may_look

    async def watch(self) -> None:
        """For ever, as the bot's own audit does it."""
        while True:
            began = time.monotonic()
            if self._may_look():
                await self._look()
            await asyncio.sleep(max(_LOOK_EVERY_S, (time.monotonic() - began) / _SHARE))

    async def _look(self) -> None:
        try:
            async with self._valkey.client() as client:
                verdict = await WalletStore(client, Keys()).verify()
        except StorageError:
            return
        if not self._may_look():
            return
        self.looks += 1
        if not verdict.sound:
            self.wrong.append(f"a look found the sum {verdict.total}, and wrong accounts: {verdict.wrong[:5]}")

    async def settle(self, seconds: float) -> list[str]:
        """What is wrong with the Stars, once they had so long to be made up."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                async with self._valkey.client() as client:
                    entries = [entry async for entry in WalletStore(client, Keys()).entries()]
                self.found = compare(entries, self._stars)
            except StorageError:
                pass
            if not [*self.found] or time.monotonic() > deadline:
                return [*self.wrong, *self.found]
            await asyncio.sleep(1.0)
