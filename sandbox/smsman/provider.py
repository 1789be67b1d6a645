"""The provider as a whole, without HTTP: its orders, its faults, its settings, and the log of its calls."""

import time
from collections import deque
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from sandbox.smsman.account import Entry
from sandbox.smsman.calls import Calls
from sandbox.smsman.faults import Faults
from sandbox.smsman.orders import Orders
from sandbox.smsman.settings import Settings

_CALLS_KEPT = 10_000


class Call(NamedTuple):
    """One request as it came in, without its token."""

    time: float
    call: str
    params: dict[str, str]
    method: str


class Provider(Settings):
    """The provider without HTTP. Its switches are its attributes: see `Settings`."""

    def __init__(
        self,
        *,
        seed: int = 1,
        now: Callable[[], float] = time.time,
        state: Mapping[str, Any] | None = None,
    ) -> None:
        """`state` is what `dump()` gave, read back from JSON; its seed comes before `seed`."""
        state = state or {}
        settings = dict(state.get("settings", {}))
        if "sms_delay" in settings:
            settings["sms_delay"] = tuple(settings["sms_delay"])
        super().__init__(**settings)
        self.on_change: list[Callable[[], None]] = []
        """Called after anything has changed."""
        self.calls: deque[Call] = deque(maxlen=_CALLS_KEPT)
        orders = state.get("orders") or state.get("desk")  # as older states call them
        self.orders = Orders(self, seed=seed, now=now, changed=self._changed, state=orders)
        self.answers = Calls(self.orders, self)
        self.faults = Faults(seed=seed, calls=self.answers.names(), changed=self._changed, now=now)
        self._now = now

    @property
    def ledger(self) -> list[Entry]:
        """Every charge and refund in the order they happened, up to now."""
        self.orders.advance()
        return list(self.orders.account.ledger)

    def dump(self) -> dict[str, Any]:
        names = Settings.__dataclass_fields__
        return {"settings": {name: getattr(self, name) for name in names}, "orders": self.orders.dump()}

    def deliver(self, request_id: int, code: str | None = None) -> None:
        """The SMS arrives now, with a drawn code unless one is given. `LookupError` where none is waited for."""
        self.orders.deliver(request_id, code)

    def delay(self, request_id: int, seconds: float) -> None:
        """The SMS of this number comes so many seconds from now. `LookupError` where none is waited for."""
        self.orders.delay(request_id, seconds)

    def never(self, request_id: int) -> None:
        """No SMS comes to this number any more. `LookupError` where none is waited for."""
        self.orders.never(request_id)

    def end(self, request_id: int) -> None:
        """The provider ends this number by itself, now. `LookupError` for one that has ended."""
        self.orders.end(request_id)

    def set_balance(self, balance: Decimal) -> None:
        self.orders.account.set_balance(balance)
        self._changed()

    def set_rating(self, rating: Decimal) -> None:
        self.orders.account.rating = rating
        self._changed()

    def switch(self, **settings: Any) -> None:
        """Change several settings and tell all listeners."""
        for name, value in settings.items():
            if name not in Settings.__dataclass_fields__:
                raise ValueError(f"no setting {name!r}")
            setattr(self, name, value)
        self._changed()

    def _changed(self) -> None:
        for tell in self.on_change:
            tell()
