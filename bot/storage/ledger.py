"""What the account should have paid, as ledger.lua adds it up."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Books:
    """What the ledger says, and what may move at the provider without standing in it yet."""

    charged: Decimal
    refunded: Decimal
    settled: int
    """How often the operator has settled one: when that money moved, nobody knows."""
    coming: Decimal
    """Prices of purchases that may have been charged, and are not in `charged`."""
    open: Decimal
    """Prices of numbers without a code: each may be given back, or be charged for only when its code comes."""
    epoch: str
    """Changes where the ledger may have lost its last entries: at a restart of the database, or a restore."""
    restored_at: float
    """Unix seconds of the last restore; 0 for none."""

    @property
    def spent(self) -> Decimal:
        return self.charged - self.refunded


def to_books(found: Sequence[object]) -> Books:
    """From what the script gives: amounts in millionths, times in milliseconds."""
    charged, refunded, settled, coming, open_, epoch, restored = map(str, found)
    return Books(
        charged=Decimal(charged) / 1_000_000,
        refunded=Decimal(refunded) / 1_000_000,
        settled=int(settled),
        coming=Decimal(coming) / 1_000_000,
        open=Decimal(open_) / 1_000_000,
        epoch=f"{epoch} {restored}",
        restored_at=int(restored) / 1000,
    )
