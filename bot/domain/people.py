"""What is known of a user: by the bot itself, and by what admins decided on him."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from bot.domain.limits import Cap, Limits

OWN_CAPS = (Cap.ACTIVE, Cap.HOUR, Cap.DAY, Cap.SPENDING, Cap.UNUSED)
"""The caps that an admin may set for one user alone."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the bot remembers of a user from one visit to the next."""

    language: str | None = None
    """What he chose; `None` if he never did."""
    admitted: bool | None = None
    """An admin let him in or shut him out; `None`: the settings decide."""
    since: int | None = None
    """Days since 1970, of his first visit that was written down."""
    seen: int = 0
    """Days since 1970, of his last one."""
    name: str = ""
    """His @username as it was last seen, without the @."""
    gone: bool = False
    """A message did not reach him, since he has blocked the bot or left."""
    caps: Mapping[Cap, Decimal] = field(default_factory=dict)
    """What an admin set for him alone; 0 is no limit."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What counts against one user's caps just now."""

    active: int = 0
    hour: int = 0
    day: int = 0
    spending: Decimal = Decimal(0)
    unused: int = 0


@dataclass(frozen=True, slots=True)
class Person:
    """A user as an admin looks at him."""

    id: int
    known: Known
    usage: Usage
    limits: Limits
    """His caps: the settings', less what was set for him alone."""
