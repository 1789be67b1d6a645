"""What became of purchases over some hours, counted when it happened: of one service, or of all."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Tally:
    bought: int = 0
    codes: int = 0
    """Numbers that got their first code."""
    refunded: int = 0
    unconfirmed: int = 0
    """Numbers whose cancel the provider never confirmed."""
    failed: int = 0
    """Wishes of which no number came, and nothing was charged."""
    unknown: int = 0
    lost: int = 0
    spent: Decimal = Decimal(0)
    back: Decimal = Decimal(0)
    """What refunds brought back, of purchases before these hours, too."""

    @property
    def ended(self) -> int:
        """Numbers of which it is known whether a code came."""
        return self.codes + self.refunded + self.unconfirmed

    @property
    def share(self) -> float:
        """Of the ended ones, those with a code; 0 where none has ended."""
        return self.codes / self.ended if self.ended else 0.0
