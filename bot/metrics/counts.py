"""Counts what happens, as it happens. All that is counted often is looked up beforehand."""

from math import nan
from typing import Final

from bot.domain.limits import Cap
from bot.domain.models import Account, Reason, State
from bot.metrics.page import Page

SHORT: Final = (0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60)
CALL: Final = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 60)
LONG: Final = (0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 1800)

STEPS: Final = (
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

MESSAGES: Final = ("code", "card", "alert")
CALLS: Final = ("balance", "countries", "services", "offers", "buy", "look", "reject", "again", "close")

RESULTS: Final = ("handled", "failed", "throttled", "unreadable")

CANCELS: Final = (Reason.USER, Reason.EXPIRED, Reason.PROVIDER)
FAILURES: Final = tuple(reason for reason in Reason if reason not in (Reason.NONE, Reason.NO_FURTHER, *CANCELS))
OUTCOMES: Final = {
    State.WAITING: "bought",
    State.UNKNOWN: "unknown",
    State.NOT_CHARGED: "not_charged",
    State.LOST: "lost",
}
EXPECTED: Final = ("", "StillWaiting")
"""What is no failure of a call to the provider."""


class Counts:
    """A `Meter`."""

    def __init__(self, page: Page) -> None:
        purchases = page.counter(
            "purchases_total", "Purchases by outcome; one that is cleared up later counts again.", "outcome"
        )
        refunds = page.counter("refunds_total", "Cancels that the provider confirmed.", "reason")
        codes = page.counter("codes_total", "Codes that came, further ones too.")
        unconfirmed = page.counter("cancels_unconfirmed_total", "Cancels that the provider never confirmed.")
        self._became = {(state, Reason.NONE): purchases.labels(name) for state, name in OUTCOMES.items()}
        self._became |= {(State.FAILED, reason): purchases.labels(reason) for reason in FAILURES}
        self._became |= {(State.CANCELLED, reason): refunds.labels(reason) for reason in CANCELS}
        self._became |= {(State.CANCEL_UNCONFIRMED, reason): unconfirmed for reason in CANCELS}
        self._became |= {(State.CODE, reason): codes for reason in Reason}

        caps = page.counter("caps_hit_total", "Times that a cap kept somebody from buying.", "cap")
        self._caps = {cap: caps.labels(cap) for cap in Cap}
        told = page.histogram(
            "delivery_seconds", "From a change (of kind code: from its being stored) to Telegram's ok.", LONG, "kind"
        )
        self._told = {kind: told.labels(kind) for kind in MESSAGES}
        steps = page.histogram("step_lateness_seconds", "How late a step is begun, by its state.", SHORT, "state")
        messages = page.histogram("message_lateness_seconds", "How late a message is taken up.", SHORT, "kind")
        self._begun = {("due", str(state)): steps.labels(state) for state in STEPS}
        self._begun |= {("outbox", kind): messages.labels(kind) for kind in MESSAGES}
        self._database_errors = page.counter("database_errors_total", "Exchanges about activations that failed.")

        updates = page.counter("updates_total", "Telegram's updates by what became of them.", "result")
        self._updates = {result: updates.labels(result) for result in RESULTS}
        self._handling = page.histogram("update_seconds", "From an update to the end of its handler.", SHORT)
        self._telegram = page.histogram("telegram_seconds", "Calls of the Bot API; getUpdates waits.", CALL, "method")
        self._telegram_errors = page.counter("telegram_errors_total", "Calls that failed.", "method", "error")
        self._slow_down = page.counter("telegram_slow_down_total", "Times that Telegram said 429.")

        provider = page.histogram("provider_seconds", "Calls of the provider, repeats included.", CALL, "call")
        self._provider = {call: provider.labels(call) for call in CALLS}
        self._provider_errors = page.counter("provider_errors_total", "Calls that failed.", "call", "error")
        self._balance = page.common("account_balance", "What the account has, in its currency; NaN: not known.")
        self._channels = page.common("account_channels", "Numbers that the account may have at once; 0: not known.")
        self._balance.set(nan)

    def begun(self, queue: str, what: str, late: float) -> None:
        if counted := self._begun.get((queue, what)):
            counted.observe(late)

    def became(self, state: State, reason: Reason) -> None:
        if state is State.WAITING:
            reason = Reason.NONE
        if counted := self._became.get((state, reason)):
            counted.inc()

    def told(self, kind: str, age: float) -> None:
        if counted := self._told.get(kind):
            counted.observe(age)

    def refused(self, cap: Cap) -> None:
        self._caps[cap].inc()

    def asked(self, call: str, seconds: float, error: str) -> None:
        self._provider[call].observe(seconds)
        if error not in EXPECTED:
            self._provider_errors.labels(call, error).inc()

    def called(self, method: str, seconds: float, error: str) -> None:
        self._telegram.labels(method).observe(seconds)
        if error:
            self._telegram_errors.labels(method, error).inc()
        if error == "TelegramRetryAfter":
            self._slow_down.inc()

    def handled(self, seconds: float, *, well: bool) -> None:
        self._updates["handled" if well else "failed"].inc()
        self._handling.observe(seconds)

    def unreadable(self) -> None:
        self._updates["unreadable"].inc()

    def throttled(self) -> None:
        self._updates["throttled"].inc()

    def learned(self, account: Account) -> None:
        self._balance.set(float(account.balance))
        self._channels.set(account.channels or 0)

    def database_failed(self) -> None:
        self._database_errors.inc()
