"""What a balance says of purchases with an unknown outcome: arithmetic over checkpoints, and nothing else.

It is not known whether the provider lowers the balance when a number is sold, or sets the money aside in `hold` and
lowers it later. So each way to read the account must first have explained the bot's own purchases, exactly and lately.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final

from bot.storage.ledger import Checkpoint, Doubt

PROOFS: Final = 3
"""So many times a way to read the account has to have been right in a row."""

MOST_DOUBTS: Final = 16
"""With more of them too many sums are alike."""

Explanation = frozenset[str]
"""The ids of those doubts that have changed since the last checkpoint: charged, or their money is back."""


def _balance(checkpoint: Checkpoint) -> int | None:
    return checkpoint.balance


def _balance_less_hold(checkpoint: Checkpoint) -> int | None:
    return None if checkpoint.hold is None else checkpoint.balance - checkpoint.hold


Reading = Callable[[Checkpoint], int | None]
READINGS: Final[Mapping[str, Reading]] = {"balance": _balance, "balance less hold": _balance_less_hold}
"""What each purchase lowers by its price, and each refund raises."""


def proved(history: Sequence[Checkpoint]) -> list[str]:
    """The readings that have explained the last few intervals in which something moved."""
    return [name for name, reading in READINGS.items() if _is_proved(reading, history)]


def _is_proved(reading: Reading, history: Sequence[Checkpoint]) -> bool:
    proofs = 0
    for newer, older in pairwise(reversed(history)):
        if newer.judged or newer.sums.unsure != older.sums.unsure:
            continue
        spent = newer.sums.spent - older.sums.spent
        if (newer.sums.charged, newer.sums.refunded) == (older.sums.charged, older.sums.refunded):
            continue  # only a payment, or something bought by hand
        if _drop(reading, older, newer) != spent:
            return False
        # Who takes the money with the code would be right by accident where as much was coded as was spent.
        proofs += spent != newer.sums.coded - older.sums.coded
        if proofs == PROOFS:
            return True
    return False


def explanations(history: Sequence[Checkpoint], seen: Checkpoint, doubts: Sequence[Doubt]) -> set[Explanation] | None:
    """Every way in which the doubts explain the balance, two at the most; `None` where it can't tell.

    Empty: something else has moved as well, such as a payment, and can't be told apart any more.
    """
    readings = proved(history)
    if not readings or len(doubts) > MOST_DOUBTS or history[-1].sums.unsure != seen.sums.unsure:
        return None
    spent = seen.sums.spent - history[-1].sums.spent
    found: set[Explanation] = set()
    for name in readings:
        drop = _drop(READINGS[name], history[-1], seen)
        if drop is None:
            return None
        found.update(_adding_up_to(drop - spent, doubts))
    return found


def _drop(reading: Reading, older: Checkpoint, newer: Checkpoint) -> int | None:
    before, after = reading(older), reading(newer)
    return None if before is None or after is None else before - after


def _adding_up_to(amount: int, doubts: Iterable[Doubt]) -> Sequence[Explanation]:
    """Of all ways, two at the most."""
    ways: dict[int, list[Explanation]] = {0: [frozenset()]}
    for doubt in doubts:
        change = -doubt.price if doubt.paid else doubt.price
        with_it = {total + change: [way | {doubt.id} for way in those] for total, those in ways.items()}
        ways = {total: [*ways.get(total, ()), *with_it.get(total, ())][:2] for total in ways.keys() | with_it.keys()}
    return ways.get(amount, [])
