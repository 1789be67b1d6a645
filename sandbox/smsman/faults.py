"""What may go wrong on demand, and which call it happens to next."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any, Literal, TypeAlias

from sandbox.smsman.shapes import SHAPES, Json, Unfit

Option: TypeAlias = "float | str | bool"
When = Literal["before", "instead", "during", "shape", "after"]


@dataclass(frozen=True, slots=True)
class Kind:
    when: When
    """Before anything is done (and it is not done), as a refusal, in what is done, in the answer, or after it."""
    wire: str = ""
    """Which trick of the wire it is; empty where the provider itself is at fault."""
    calls: tuple[str, ...] = ()
    """The only calls it can happen to; empty for any."""
    status: str = ""
    """The only `status` parameter it can happen to."""
    options: Mapping[str, Option] = field(default_factory=dict)
    """Their names and what they are when not given."""

    def fits(self, call: str) -> bool:
        return not self.calls or call in self.calls


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
    "out_of_stock": Kind("instead", calls=("get-number",)),
    "throttle_mask": Kind("instead", calls=("get-number",)),
    "account_empty": Kind("instead", calls=("get-number",)),
    "no_channels": Kind("instead", calls=("get-number",)),
    "early_cancel_refused": Kind("instead", calls=("set-status",), status="reject"),
}
"""The provider or the way to it fails, and it shows."""

_LISTS = ("countries", "applications", "get-prices", "limits")
_OF_A_REQUEST = ("get-sms", "set-status")


def _shape_calls(name: str) -> tuple[str, ...]:
    """The calls whose answers have what the shape is about."""
    match name.split("_")[0]:
        case "code" | "whole":
            return ("get-sms",)
        case "number":
            return ("get-number",)
        case "request":
            return ("get-number", "get-sms")
        case "balance":
            return ("get-balance",)
        case "count" | "cost":
            return ("get-prices",)
        case "empty":
            return _LISTS
        case "wrong":
            return ("get-number", "get-sms")
        case _:
            return ()


WRONG_ANSWERS: Mapping[str, Kind] = {
    "request_gone": Kind("instead", calls=_OF_A_REQUEST),
    "wrong_status": Kind("instead", calls=_OF_A_REQUEST),
    "account_frozen": Kind("instead", calls=("get-number",)),
    "price_moved": Kind("during", calls=("get-number",), options={"factor": 2.0}),
    "charged_otherwise": Kind("during", calls=("get-number",), options={"factor": 2.0}),
    "request_repeated": Kind("during", calls=("get-number",), options={"charged": False}),
    **{name: Kind("shape", calls=_shape_calls(name)) for name in SHAPES},
    "http_400_around": Kind("after", wire="http_400_around"),
    "wrong_length": Kind("after", wire="wrong_length"),
}
"""Answers in good order that are not true, or true in an odd shape: nothing on the way shows that they are wrong."""

EVERY_KIND: Mapping[str, Kind] = {**KINDS, **WRONG_ANSWERS}
UNTRUE = ("cost_zero", "empty_list", "wrong_country", "wrong_service")
"""Shapes in which the answer is wrong and not only odd."""


def groups() -> dict[str, list[str]]:
    """All kinds by how they appear to the bot, for a list to choose from."""
    named: dict[str, list[str]] = {"No or broken answer": [], "Refusals": [], "Wrong answers": [], "Odd shapes": []}
    for name, kind in EVERY_KIND.items():
        if kind.when == "instead":
            named["Refusals"].append(name)
        elif name in KINDS:
            named["No or broken answer"].append(name)
        elif kind.when == "during" or name in UNTRUE:
            named["Wrong answers"].append(name)
        else:
            named["Odd shapes"].append(name)
    return named


@dataclass(slots=True)
class Fault:
    id: int
    kind: str
    call: str
    times: int | None
    """How many more calls it happens to; `None` for all until it is removed."""
    probability: float
    options: dict[str, Option]
    request_id: int | None = None
    """The only request whose calls it happens to."""
    until: float | None = None
    """Unix seconds at which it ends by itself."""

    def snapshot(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "kind": self.kind,
            "call": self.call,
            "times": self.times,
            "probability": self.probability,
            "request_id": self.request_id,
            "until": self.until,
            **self.options,
        }


class Faults:
    """The faults that are on, in the order they were added. Latencies come on top of others; of those, the first."""

    def __init__(
        self, *, seed: int, calls: list[str], changed: Callable[[], None], now: Callable[[], float] = time.time
    ) -> None:
        self._random = Random(f"faults:{seed}")
        self._now = now
        self._calls = calls
        self._changed = changed
        self._active: list[Fault] = []
        self._last_id = 0
        self.cleared = 0
        """How often they were all taken away: a call that hangs hangs no longer than that."""

    def add(
        self,
        kind: str,
        call: str = "*",
        times: int | None = 1,
        *,
        probability: float = 1.0,
        lasting: float | None = None,
        request_id: int | None = None,
        **options: Option,
    ) -> Fault:
        """Make `kind` happen to the next `times` calls, or to all; after `lasting` seconds it is over in any case.

        `request_id` limits it to the calls about one request. Options are those of the kind. Raises `ValueError` for
        what does not exist.
        """
        _check(kind, call, options)
        if call != "*" and call not in self._calls:
            raise ValueError(f"no call {call!r}; there are {', '.join(self._calls)}")
        if not 0 <= probability <= 1 or (times is not None and times < 1) or (lasting is not None and lasting <= 0):
            raise ValueError(
                "a probability is between 0 and 1; times is at least 1, or none for always; seconds are > 0"
            )
        self._last_id += 1
        options = {**EVERY_KIND[kind].options, **options}
        until = None if lasting is None else self._now() + lasting
        fault = Fault(self._last_id, kind, call, times, probability, options, request_id, until)
        self._active.append(fault)
        self._changed()
        return fault

    def outage(self, seconds: float, kind: str = "http_500") -> Fault:
        """Let every call fail for so long: with `http_500`, with `hang` or with `drop_before`."""
        return self.add(kind, "*", None, lasting=seconds)

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
        now = self._now()
        self._active = [fault for fault in self._active if fault.until is None or now < fault.until]
        return list(self._active)

    def take(self, call: str, params: Mapping[str, str]) -> list[Fault]:
        """What happens to this call but for the answer's shape: any number of latencies, and at most one other."""
        taken: list[Fault] = []
        other = False
        for fault in self.active():
            latency = EVERY_KIND[fault.kind].wire == "latency"
            if (other and not latency) or EVERY_KIND[fault.kind].when == "shape":
                continue
            if not self._strikes(fault, call, params):
                continue
            taken.append(fault)
            other = other or not latency
            self._use(fault)
        if taken:
            self._changed()
        return taken

    def reshape(self, call: str, params: Mapping[str, str], answer: Json) -> Json | bytes:
        """The answer in the first shape that is on and fits it; a shape that does not fit is not used up."""
        for fault in self.active():
            if EVERY_KIND[fault.kind].when != "shape" or not self._strikes(fault, call, params):
                continue
            try:
                answer = SHAPES[fault.kind](answer)
            except Unfit:
                continue
            self._use(fault)
            self._changed()
            break
        return answer

    def _strikes(self, fault: Fault, call: str, params: Mapping[str, str]) -> bool:
        kind = EVERY_KIND[fault.kind]
        return (
            fault.call in ("*", call)
            and kind.fits(call)
            and kind.status in ("", params.get("status"))
            and (fault.request_id is None or params.get("request_id") == str(fault.request_id))
            and self._random.random() < fault.probability
        )

    def _use(self, fault: Fault) -> None:
        if fault.times is not None:
            fault.times -= 1
            self._active = [other for other in self._active if other.times != 0]


def _check(kind: str, call: str, options: Mapping[str, Option]) -> None:
    if kind not in EVERY_KIND:
        raise ValueError(f"no fault {kind!r}; there are {', '.join(EVERY_KIND)}")
    if call != "*" and not EVERY_KIND[kind].fits(call):
        raise ValueError(f"{kind} happens to {', '.join(EVERY_KIND[kind].calls)} only")
    known = EVERY_KIND[kind].options
    for name, value in options.items():
        if name not in known or isinstance(value, str) != isinstance(known[name], str):
            raise ValueError(f"{kind} has no such option: {name}={value!r}; it has {dict(known)}")
