"""What may go wrong on demand, and which call it happens to next."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any, Literal, TypeAlias

Option: TypeAlias = "float | str | bool"
When = Literal["before", "instead", "after"]


@dataclass(frozen=True, slots=True)
class Kind:
    when: When
    """Before anything is done (and it is not done), in the provider's answer, or after it is done."""
    wire: str = ""
    """Which trick of the wire it is; empty where the provider itself says no."""
    call: str = "*"
    """The only call it can happen to."""
    status: str = ""
    """The only `status` parameter it can happen to."""
    options: Mapping[str, Option] = field(default_factory=dict)
    """Their names and what they are when not given."""


_WIRE: Mapping[str, Mapping[str, Option]] = {
    "latency": {"seconds": 1.0},
    "http_500": {"status": 500, "as_json": False},
    "html": {},
    "empty": {},
    "rubbish": {},
    "not_a_number": {},
    "hang": {},
    "drop": {},
    "huge": {"megabytes": 50},
    "gzip_bomb": {"megabytes": 300},
    "deep": {"levels": 100_000},
}
"""Each comes before the effect, and with `_after` in its name after it."""

KINDS: Mapping[str, Kind] = {
    **{name: Kind("before", wire=name, options=options) for name, options in _WIRE.items() if name != "drop"},
    **{f"{name}_after": Kind("after", wire=name, options=options) for name, options in _WIRE.items()},
    "drop_before": Kind("before", wire="drop"),
    # A server that throttles or redirects has done nothing, so these two have no other form.
    "throttled_429": Kind("before", wire="throttled_429", options={"retry_after": 5}),
    "redirect": Kind("before", wire="redirect", options={"location": "https://sms-man.invalid/control/"}),
    "cut_body": Kind("after", wire="cut_body"),
    "cut_json": Kind("after", wire="cut_json"),
    "trickle": Kind("after", wire="trickle", options={"seconds": 1.0}),
    "wrong_token": Kind("instead"),
    "out_of_stock": Kind("instead", call="get-number"),
    "throttle_mask": Kind("instead", call="get-number"),
    "account_empty": Kind("instead", call="get-number"),
    "no_channels": Kind("instead", call="get-number"),
    "early_cancel_refused": Kind("instead", call="set-status", status="reject"),
}


@dataclass(slots=True)
class Fault:
    id: int
    kind: str
    call: str
    times: int | None
    """How many more calls it happens to; `None` for all until it is removed."""
    probability: float
    options: dict[str, Option]

    def snapshot(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "kind": self.kind,
            "call": self.call,
            "times": self.times,
            "probability": self.probability,
            **self.options,
        }


class Faults:
    """The faults that are on, in the order they were added. Latencies come on top of others; of those, the first."""

    def __init__(self, *, seed: int, calls: list[str], changed: Callable[[], None]) -> None:
        self._random = Random(f"faults:{seed}")
        self._calls = calls
        self._changed = changed
        self._active: list[Fault] = []
        self._last_id = 0
        self.cleared = 0
        """How often they were all taken away: a call that hangs hangs no longer than that."""

    def add(
        self, kind: str, call: str = "*", times: int | None = 1, *, probability: float = 1.0, **options: Option
    ) -> Fault:
        """Raises `ValueError` for what does not exist; options are those of `KINDS`."""
        if kind not in KINDS:
            raise ValueError(f"no fault {kind!r}; there are {', '.join(KINDS)}")
        if call != "*" and call not in self._calls:
            raise ValueError(f"no call {call!r}; there are {', '.join(self._calls)}")
        if KINDS[kind].call not in ("*", call) and call != "*":
            raise ValueError(f"{kind} happens to {KINDS[kind].call} only")
        known = KINDS[kind].options
        for name, value in options.items():
            if name not in known or isinstance(value, str) != isinstance(known[name], str):
                raise ValueError(f"{kind} has no such option: {name}={value!r}; it has {dict(known)}")
        if not 0 <= probability <= 1 or (times is not None and times < 1):
            raise ValueError("a probability is between 0 and 1, and times is at least 1, or none for always")
        self._last_id += 1
        fault = Fault(self._last_id, kind, call, times, probability, {**known, **options})
        self._active.append(fault)
        self._changed()
        return fault

    def remove(self, fault_id: int) -> None:
        """One that is gone already is fine."""
        self._active = [fault for fault in self._active if fault.id != fault_id]
        self._changed()

    def clear(self) -> None:
        """All of them; calls that hang or wait are let go."""
        self._active.clear()
        self.cleared += 1
        self._changed()

    def active(self) -> list[Fault]:
        return list(self._active)

    def take(self, call: str, params: Mapping[str, str]) -> list[Fault]:
        """What happens to this call: any number of latencies, and at most one other."""
        taken: list[Fault] = []
        other = False
        for fault in self.active():
            latency = KINDS[fault.kind].wire == "latency"
            if (other and not latency) or not _meant(fault, call, params) or self._random.random() >= fault.probability:
                continue
            taken.append(fault)
            other = other or not latency
            if fault.times is not None:
                fault.times -= 1
        if taken:
            self._active = [fault for fault in self._active if fault.times != 0]
            self._changed()
        return taken


def _meant(fault: Fault, call: str, params: Mapping[str, str]) -> bool:
    kind = KINDS[fault.kind]
    return fault.call in ("*", call) and kind.call in ("*", call) and kind.status in ("", params.get("status"))
