"""What users asked to be told of, and what they were told, as the wires and the chats had it."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from chaos.reading import Pair, Shown
from chaos.resp import Command

_MILLION = 1_000_000


class SetCall(NamedTuple):
    """The script that writes a reminder down, on its way to the database."""

    at: float
    limit: Decimal | None
    """The price at the most; `None` for any."""
    armed: bool
    """The offer was otherwise than wanted just then."""


class Told(NamedTuple):
    at: float
    price: Decimal | None
    """As the message named it."""


@dataclass(eq=False)
class Asked:
    """What one user wants to be told of one offer. A tap that comes late, or twice, may ask for it anew."""

    user_id: int
    pair: Pair
    calls: list[SetCall] = field(default_factory=list)
    confirmed: bool = False
    """The chat said that they will be told."""
    removed: bool = False
    told: list[Told] = field(default_factory=list)

    def limits(self, until: float) -> list[Decimal | None]:
        return [call.limit for call in self.calls if call.at <= until]


class ReminderHistory:
    def __init__(self) -> None:
        self.asked: dict[tuple[int, Pair], Asked] = {}
        self.strays: list[str] = []
        """Messages about offers that their users had not asked for."""

    def of(self, user_id: int, pair: Pair) -> Asked:
        """Made at the first tap that asks for it."""
        return self.asked.setdefault((user_id, pair), Asked(user_id, pair))

    def saw(self, user_id: int, shown: Shown, at: float) -> None:
        if shown.reminds != "told" or not shown.new or shown.opens is None:
            return
        asked = self.asked.get((user_id, shown.opens))
        if asked is None:
            self.strays.append(f"user {user_id} was told of {shown.opens}, for which they had not asked")
        else:
            asked.told.append(Told(at, shown.price))

    def passed(self, command: Command, at: float) -> None:
        """A script on its way to the database."""
        if command.transition != "set" or len(command.arguments) != 5:
            return
        user, pair, limit, armed, _ = command.arguments
        country, _, service = pair.partition(":")
        if (asked := self.asked.get((int(user), (int(country), int(service))))) is not None:
            asked.calls.append(SetCall(at, Decimal(limit) / _MILLION if limit else None, armed == "1"))
