"""Vouchers: money on a code, or one number. A code is a secret that only its holder has; the bot keeps its digest."""

import re
import secrets
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Final

from bot.domain.pairs import Pair

SIGNS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Thirty-two that nobody mistakes for another: five bits each."""

GROUPS: Final = 4
GROUP: Final = 5
"""Signs of a group: twenty of them are 100 bits."""

CODE: Final = re.compile(rf"[{SIGNS}]{{{GROUP}}}(?:-?[{SIGNS}]{{{GROUP}}}){{{GROUPS - 1}}}", re.IGNORECASE | re.ASCII)

MAX_CODES: Final = 500
"""Of one batch."""

MAX_DAYS: Final = 366


def new_code() -> str:
    """As it is written: `ABCDE-FGHJK-LMNPQ-RSTUV`."""
    return "-".join("".join(secrets.choice(SIGNS) for _ in range(GROUP)) for _ in range(GROUPS))


def read_code(text: str) -> str | None:
    """What a user typed or a link carried, as it is written; `None` for what is no code."""
    if not CODE.fullmatch(text):
        return None
    signs = text.upper().replace("-", "")
    return "-".join(signs[start : start + GROUP] for start in range(0, len(signs), GROUP))


def digest(code: str) -> str:
    """What is kept of a code; so many bits need no salt."""
    return sha256(code.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Batch:
    """Vouchers that were made together."""

    id: str
    amount: int
    """Of each, in millionths; of those for a number, up to which price each reaches."""
    count: int
    until: float
    """Unix seconds, up to which they are redeemed."""
    by: int
    """The admin who made them."""
    at: float
    used: int = 0
    """Of those for a number, whose code came; of the others, that were redeemed."""
    revoked: bool = False
    pair: Pair | None = None
    """What they are for; `None` for money."""
    redeemed: int = 0


class Redeemed(StrEnum):
    """What came of a code."""

    OK = "ok"
    """The money is in the wallet, or the number theirs, by this call or by one of the same user before it."""
    UNKNOWN = "unknown"
    USED = "used"
    """Somebody else has redeemed it."""
    EXPIRED = "expired"
    REVOKED = "revoked"
    TRIES = "tries"
    """Too many codes of theirs were wrong within the hour."""
    NO_WALLET = "no_wallet"
    """It is for money, and users have no wallets here."""
    SHUT_OUT = "shut_out"
    """An admin has shut them out, so nothing is redeemed."""


@dataclass(frozen=True, slots=True)
class NumberVoucher:
    """What a user may use for one number, without paying."""

    pair: Pair
    most: int
    """Up to which price it reaches, as users see prices, in millionths."""
    until: float
    """Unix seconds; 0: a purchase has it, or has used it up."""


@dataclass(frozen=True, slots=True)
class Redemption:
    outcome: Redeemed
    amount: int = 0
    balance: int = 0
    """What the user has now."""
    number: NumberVoucher | None = None
    """Instead of money."""
