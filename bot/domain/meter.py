"""What is counted: how often and how long, and never of whom, of which number or of which activation."""

from typing import Final, Protocol

from bot.domain.models import Account, Reason, State
from bot.domain.users import LimitKind


class Meter(Protocol):
    """Each method returns at once and never fails. Times are seconds."""

    def begun(self, queue: str, what: str, late: float) -> None:
        """A step of this state, or a message of this kind, was taken up so long after it was due."""

    def became(self, state: State, reason: Reason) -> None:
        """An activation came into this state."""

    def told(self, kind: str, age: float) -> None:
        """Telegram has taken a message of this kind, so long after what it tells of."""

    def refused(self, limit_kind: LimitKind) -> None:
        """A limit kept somebody from buying."""

    def asked(self, call: str, seconds: float, error: str) -> None:
        """The provider answered; `error` is the name of one of the `ProviderError` family, or empty."""

    def called(self, method: str, seconds: float, error: str) -> None:
        """The same of the Bot API; `error` is the name of an exception of the library's."""

    def handled(self, seconds: float, *, well: bool) -> None:
        """An update of Telegram's is through."""

    def unreadable(self) -> None:
        """An update was skipped, since it can't be read."""

    def throttled(self) -> None:
        """An update was dropped, since its user sends too many."""

    def learned(self, account: Account) -> None:
        """The provider said what the account has."""

    def reminded(self, what: str, count: int = 1) -> None:
        """So many reminders were set, or users told by one (`set`, `told`)."""

    def database_failed(self) -> None:
        """The database did not answer as it should."""


class Silent:
    """Counts nothing."""

    def begun(self, queue: str, what: str, late: float) -> None: ...

    def became(self, state: State, reason: Reason) -> None: ...

    def told(self, kind: str, age: float) -> None: ...

    def refused(self, limit_kind: LimitKind) -> None: ...

    def asked(self, call: str, seconds: float, error: str) -> None: ...

    def called(self, method: str, seconds: float, error: str) -> None: ...

    def handled(self, seconds: float, *, well: bool) -> None: ...

    def unreadable(self) -> None: ...

    def throttled(self) -> None: ...

    def learned(self, account: Account) -> None: ...

    def reminded(self, what: str, count: int = 1) -> None: ...

    def database_failed(self) -> None: ...


SILENT: Final = Silent()
