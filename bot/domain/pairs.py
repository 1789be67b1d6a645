"""Pairs of a country and a service: what a user pinned and bought lately, and which list they chose from last."""

from dataclasses import dataclass
from typing import Final, NamedTuple

MAX_PINNED: Final = 3
"""A further pin takes the place of the oldest one."""

MENU_PAIRS: Final = 3
"""Pairs that stand in the menu."""


class Pair(NamedTuple):
    country_id: int
    service_id: int


@dataclass(frozen=True, slots=True)
class UserPairs:
    pinned: tuple[Pair, ...] = ()
    """The newest pin first."""
    recent: tuple[Pair, ...] = ()
    """What they bought last comes first."""

    def for_menu(self) -> list[Pair]:
        """The pinned ones, then the recent ones, each once."""
        return list(dict.fromkeys((*self.pinned, *self.recent)))[:MENU_PAIRS]


NO_PAIRS: Final = UserPairs()


@dataclass(frozen=True, slots=True)
class Place:
    """The list that a user chose from last: the countries of a service, or the services of a country."""

    service_id: int | None = None
    country_id: int | None = None


NOWHERE: Final = Place()
