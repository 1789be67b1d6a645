"""What is known of a user: by the bot itself, and by what admins decided."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from bot.domain.limits import LimitKind, Limits

OWN_LIMITS = (LimitKind.ACTIVE, LimitKind.HOUR, LimitKind.DAY, LimitKind.SPENDING, LimitKind.UNUSED)
"""The limits that an admin may set for one user alone."""


@dataclass(frozen=True, slots=True)
class KnownUser:
    """What the bot remembers of a user from one visit to the next."""

    language: str | None = None
    """What they chose; `None` if they never did."""
    admitted: bool | None = None
    """An admin let them in or shut them out; `None`: the settings decide."""
    since: int | None = None
    """Days since 1970, of their first visit that was written down."""
    seen: int = 0
    """Days since 1970, of their last one."""
    name: str = ""
    """Their @username as it was last seen, without the @."""
    gone: bool = False
    """A message did not reach them, since they have blocked the bot or left."""
    limits: Mapping[LimitKind, Decimal] = field(default_factory=dict)
    """What an admin set for them alone; 0 is no limit."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What counts against one user's limits just now."""

    active: int = 0
    hour: int = 0
    day: int = 0
    spending: Decimal = Decimal(0)
    unused: int = 0


@dataclass(frozen=True, slots=True)
class UserDetails:
    """A user as an admin looks at them."""

    id: int
    known: KnownUser
    usage: Usage
    limits: Limits
    """Their limits: the settings', less what was set for them alone."""
