"""Vouchers as admins make them and users redeem them."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from bot.domain.pairs import Pair
from bot.domain.vouchers import MAX_CODES, MAX_DAYS, Batch, Redemption, digest, new_code
from bot.shop.wallet.grants import read_amount
from bot.storage.vouchers import VoucherStore

DAY_S: Final = 86_400.0
DEFAULT_DAYS: Final = 30


@dataclass(frozen=True, slots=True)
class BatchOrder:
    """What an admin asks for."""

    amount: int
    """Of each, in millionths; of one for a number, up to which price it reaches."""
    count: int = 1
    days: int = DEFAULT_DAYS
    words: str = ""
    """The service and the country of the number that each is for, as they were written; empty for money."""


def read_batch(text: str) -> BatchOrder | None:
    """`<amount> [count] [days] [service and country]`; `None` where it can't be read, so that nothing is made."""
    first, *words = text.split() or [""]
    amount, numbers = read_amount(first), list[int]()
    while words and len(numbers) < 2 and _is_count(words[0]):
        numbers.append(int(words.pop(0)))
    pair = " ".join(words)
    if not amount or (words and not any(sign.isalpha() for sign in pair)):
        return None
    count, days = [*numbers, *(1, DEFAULT_DAYS)[len(numbers) :]]
    return BatchOrder(amount, count, days, pair) if 0 < count <= MAX_CODES and 0 < days <= MAX_DAYS else None


def _is_count(word: str) -> bool:
    return word.isascii() and word.isdecimal() and len(word) <= 4


@dataclass(frozen=True, slots=True)
class NewBatch:
    """A batch with its codes, which are known this once and kept nowhere."""

    batch: Batch
    codes: tuple[str, ...]

    def __repr__(self) -> str:
        return f"NewBatch({self.batch!r})"


class Vouchers:
    """Every method may raise `StorageError`."""

    def __init__(self, store: VoucherStore, *, is_on: bool) -> None:
        """`is_on`: users have wallets; else there are vouchers for numbers only."""
        self._store = store
        self.is_on = is_on

    async def make(
        self, order: BatchOrder, operation: str, *, admin_id: int, pair: Pair | None = None
    ) -> NewBatch | None:
        """Once for each operation; `None` for a later repeat, since nobody knows the codes any more.

        `pair`: what its words mean; each is for one number of that, and not for money.
        """
        id_ = sha256(operation.encode()).hexdigest()[:16]
        batch = Batch(id_, order.amount, order.count, 0.0, admin_id, 0.0, pair=pair)
        codes = tuple(new_code() for _ in range(order.count))
        made = await self._store.make(batch, order.days * DAY_S, [digest(code) for code in codes])
        return NewBatch(made, codes) if made else None

    async def revoke(self, batch_id: str, *, admin_id: int) -> Batch | None:
        return await self._store.revoke(batch_id, admin_id=admin_id)

    async def batch(self, batch_id: str) -> Batch | None:
        return await self._store.batch(batch_id)

    async def batches(self, offset: int, limit: int) -> tuple[list[Batch], int]:
        """The newest first, and how many there are."""
        return await self._store.batches(offset, limit)

    async def redeem(self, code: str, user_id: int, *, admit: bool) -> Redemption:
        """`code` as `read_code` gives it. `admit`: no setting lets the user in, but a good voucher does."""
        return await self._store.redeem(digest(code), user_id, admit=admit, pays=self.is_on)
