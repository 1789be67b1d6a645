"""What the bot counts and measures, as Prometheus reads it: the only module that knows prometheus_client.

Counted where it happens, by what stands here. No user, number, code or activation is ever in a label.
"""

from collections.abc import Mapping
from math import nan
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics, generate_latest
from prometheus_client.process_collector import ProcessCollector

from bot.domain.models import Reason, State
from bot.domain.users import LimitKind

PREFIX: Final = "smsbot"

OURS: Final = "Of this process: sum() over replicas."
EVERYBODYS: Final = "The same from every replica: max() over them."

# The library's one switch for all registries: times of creation would double what is written.
disable_created_metrics()  # type: ignore[no-untyped-call]  # the library's own
REGISTRY: Final = CollectorRegistry()
ProcessCollector(PREFIX, registry=REGISTRY)


def _counter(name: str, words: str, *labels: str) -> Counter:
    return Counter(f"{PREFIX}_{name}", f"{words} {OURS}", labels, registry=REGISTRY)


def _histogram(name: str, words: str, buckets: tuple[float, ...], *labels: str) -> Histogram:
    """Of seconds."""
    return Histogram(f"{PREFIX}_{name}", f"{words} {OURS}", labels, registry=REGISTRY, buckets=buckets)


def _common(name: str, words: str) -> Gauge:
    """Of what all replicas share."""
    return Gauge(f"{PREFIX}_{name}", f"{words} {EVERYBODYS}", registry=REGISTRY)


class Page:
    """All that is counted here, and what one app reads afresh whenever somebody asks."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()  # of its own: in tests one process has several apps, one after the other

    def gauge(self, name: str, words: str) -> Gauge:
        """Of this process."""
        return Gauge(f"{PREFIX}_{name}", f"{words} {OURS}", registry=self._registry)

    def common(self, name: str, words: str, *labels: str) -> Gauge:
        """Of what all replicas share."""
        return Gauge(f"{PREFIX}_{name}", f"{words} {EVERYBODYS}", labels, registry=self._registry)

    def text(self) -> bytes:
        """In Prometheus's text format, UTF-8."""
        return generate_latest(REGISTRY) + generate_latest(self._registry)


SHORT: Final = (0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60)
CALL: Final = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 60)
LONG: Final = (0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 1800)
LAG: Final = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5)

STATES: Final = (
    State.RESERVED,
    State.SENDING,
    State.WAITING,
    State.CANCELLING,
    State.CODE,
    State.READYING,
    State.FURTHER,
    State.DONE,
)
"""The states that have a next step."""

MESSAGES: Final = ("code", "card", "alert", "reminder")
CALLS: Final = ("balance", "countries", "services", "offers", "buy", "look", "reject", "again", "close")

CANCELS: Final = (Reason.USER, Reason.EXPIRED, Reason.PROVIDER)
FAILURES: Final = tuple(reason for reason in Reason if reason not in (Reason.NONE, Reason.NO_FURTHER, *CANCELS))

_purchases = _counter("purchases_total", "Purchases by outcome; one that is cleared up later counts again.", "outcome")
_refunds = _counter("refunds_total", "Cancels that the provider confirmed.", "reason")
_codes = _counter("codes_total", "Codes that came, further ones too.")
_unconfirmed = _counter("cancels_unconfirmed_total", "Cancels that the provider never confirmed.")

BECAME: Final[Mapping[tuple[State, Reason], Counter]] = {
    **{(State.WAITING, reason): _purchases.labels("bought") for reason in Reason},
    (State.UNKNOWN, Reason.NONE): _purchases.labels("unknown"),
    (State.NOT_CHARGED, Reason.NONE): _purchases.labels("not_charged"),
    (State.LOST, Reason.NONE): _purchases.labels("lost"),
    **{(State.FAILED, reason): _purchases.labels(reason) for reason in FAILURES},
    **{(State.CANCELLED, reason): _refunds.labels(reason) for reason in CANCELS},
    **{(State.CANCEL_UNCONFIRMED, reason): _unconfirmed for reason in CANCELS},
    **{(State.CODE, reason): _codes for reason in Reason},
}
"""Activations that came into a state for a reason; others are not counted."""

_limits = _counter("caps_hit_total", "Times that a cap kept somebody from buying.", "cap")
LIMITS: Final = {limit_kind: _limits.labels(limit_kind) for limit_kind in LimitKind}

_told = _histogram(
    "delivery_seconds", "From a change (of kind code: from its being stored) to Telegram's ok.", LONG, "kind"
)
TOLD: Final[Mapping[str, Histogram]] = {kind: _told.labels(kind) for kind in MESSAGES}

_steps = _histogram("step_lateness_seconds", "How late a step is begun, by its state.", SHORT, "state")
_messages = _histogram("message_lateness_seconds", "How late a message is taken up.", SHORT, "kind")
BEGUN: Final[Mapping[tuple[str, str], Histogram]] = {
    **{("due", str(state)): _steps.labels(state) for state in STATES},
    **{("outbox", kind): _messages.labels(kind) for kind in MESSAGES},
}
"""By queue, and the state of a step or the kind of a message; others are not measured."""

DATABASE_ERRORS: Final = _counter("database_errors_total", "Exchanges about activations that failed.")

_reminders = _counter("reminders_total", "Reminders set, and users told by one.", "what")
REMINDERS_SET: Final = _reminders.labels("set")
REMINDERS_TOLD: Final = _reminders.labels("told")

_updates = _counter("updates_total", "Telegram's updates by what became of them.", "result")
UPDATES: Final = {result: _updates.labels(result) for result in ("handled", "failed", "throttled", "unreadable")}
UPDATE_S: Final = _histogram("update_seconds", "From an update to the end of its handler.", SHORT)

TELEGRAM_S: Final = _histogram("telegram_seconds", "Calls of the Bot API; getUpdates waits.", CALL, "method")
TELEGRAM_ERRORS: Final = _counter("telegram_errors_total", "Calls that failed.", "method", "error")
TELEGRAM_SLOW_DOWN: Final = _counter("telegram_slow_down_total", "Times that Telegram said 429.")

_provider = _histogram("provider_seconds", "Calls of the provider, repeats included.", CALL, "call")
PROVIDER_S: Final = {call: _provider.labels(call) for call in CALLS}
PROVIDER_ERRORS: Final = _counter("provider_errors_total", "Calls that failed.", "call", "error")

BALANCE: Final = _common("account_balance", "What the account has, in its currency; NaN: not known.")
CHANNELS: Final = _common("account_channels", "Numbers that the account may have at once; 0: not known.")
RATING: Final = _common("account_rating", "How the provider rates the account; NaN: not known.")
BALANCE.set(nan)
RATING.set(nan)

LOOP_LAG_S: Final = _histogram("loop_lag_seconds", "How much later than asked for a sleeper is woken.", LAG)
