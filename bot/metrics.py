"""What the bot counts and measures, as Prometheus reads it: the only module that knows prometheus_client."""

import asyncio
import time
from collections.abc import Callable
from math import nan
from typing import Final

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics, generate_latest
from prometheus_client.process_collector import ProcessCollector

from bot.domain.errors import StorageError
from bot.domain.models import Account, Reason, State
from bot.domain.users import LimitKind
from bot.providers.guard import Guard
from bot.shop.activations.queue_repair import QueueRepair
from bot.storage.activations import ActivationStore

log = structlog.get_logger(__name__)


PREFIX: Final = "smsbot"

OURS: Final = "Of this process: sum() over replicas."
EVERYBODYS: Final = "The same from every replica: max() over them."


class Page:
    """A registry of its own. No user, number, code or activation is ever in a label."""

    def __init__(self) -> None:
        # The library's one switch for all registries: times of creation would double what is written.
        disable_created_metrics()  # type: ignore[no-untyped-call]  # the library's own
        self._registry = CollectorRegistry()
        ProcessCollector(PREFIX, registry=self._registry)

    def text(self) -> bytes:
        """In Prometheus's text format, UTF-8."""
        return generate_latest(self._registry)

    def counter(self, name: str, words: str, *labels: str) -> Counter:
        return Counter(f"{PREFIX}_{name}", f"{words} {OURS}", labels, registry=self._registry)

    def histogram(self, name: str, words: str, buckets: tuple[float, ...], *labels: str) -> Histogram:
        """Of seconds."""
        return Histogram(f"{PREFIX}_{name}", f"{words} {OURS}", labels, registry=self._registry, buckets=buckets)

    def gauge(self, name: str, words: str, *labels: str) -> Gauge:
        """Of this process."""
        return Gauge(f"{PREFIX}_{name}", f"{words} {OURS}", labels, registry=self._registry)

    def common(self, name: str, words: str, *labels: str) -> Gauge:
        """Of what all replicas share."""
        return Gauge(f"{PREFIX}_{name}", f"{words} {EVERYBODYS}", labels, registry=self._registry)


SHORT: Final = (0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60)
CALL: Final = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 60)
LONG: Final = (0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 1800)

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

        limit_kinds = page.counter("caps_hit_total", "Times that a cap kept somebody from buying.", "cap")
        self._limits = {limit_kind: limit_kinds.labels(limit_kind) for limit_kind in LimitKind}
        told = page.histogram(
            "delivery_seconds", "From a change (of kind code: from its being stored) to Telegram's ok.", LONG, "kind"
        )
        self._told = {kind: told.labels(kind) for kind in MESSAGES}
        started = page.histogram("step_lateness_seconds", "How late a step is begun, by its state.", SHORT, "state")
        messages = page.histogram("message_lateness_seconds", "How late a message is taken up.", SHORT, "kind")
        self._begun = {("due", str(state)): started.labels(state) for state in STATES}
        self._begun |= {("outbox", kind): messages.labels(kind) for kind in MESSAGES}
        self._database_errors = page.counter("database_errors_total", "Exchanges about activations that failed.")

        reminders = page.counter("reminders_total", "Reminders set, and users told by one.", "what")
        self._reminded = {what: reminders.labels(what) for what in ("set", "told")}

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
        self._rating = page.common("account_rating", "How the provider rates the account; NaN: not known.")
        self._balance.set(nan)
        self._rating.set(nan)

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

    def refused(self, limit_kind: LimitKind) -> None:
        self._limits[limit_kind].inc()

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
        self._rating.set(nan if account.rating is None else float(account.rating))

    def reminded(self, what: str, count: int = 1) -> None:
        self._reminded[what].inc(count)

    def database_failed(self) -> None:
        self._database_errors.inc()


LAG_INTERVAL_S: Final = 0.25
"""Seconds between two samples."""

LAG_BUCKETS: Final = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5)


class Lag:
    def __init__(self, page: Page) -> None:
        self._seconds = page.histogram(
            "loop_lag_seconds", "How much later than asked for a sleeper is woken.", LAG_BUCKETS
        )

    async def measure(self) -> None:
        """For ever."""
        loop = asyncio.get_running_loop()
        while True:
            due = loop.time() + LAG_INTERVAL_S
            await asyncio.sleep(LAG_INTERVAL_S)
            self._seconds.observe(max(0.0, loop.time() - due))


READINGS_MAX_AGE_S: Final = 10.0
"""Seconds for which what was read from the database stands, however many ask: counting 10,000 numbers takes a while."""

READINGS_TIMEOUT_S: Final = 3.0
"""Seconds for the database; all the rest is given without it."""


class Readings:
    def __init__(
        self,
        page: Page,
        store: ActivationStore,
        provider: Guard,
        queue_repair: QueueRepair,
        receiving: Callable[[], bool],
        *,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """`receiving`: whether updates come to this replica."""
        self._page = page
        self._store = store
        self._now = now
        self._read_at: float | None = None
        self._reading = asyncio.Lock()
        page.gauge("receiving_updates", "1: it asks Telegram for updates, or the webhook stands.").set_function(
            lambda: float(receiving())
        )
        page.gauge("provider_up", "1: the provider answers, 0: it does not, NaN: not known yet.").set_function(
            lambda: nan if provider.answers is None else float(provider.answers)
        )
        page.gauge("looks_crowding", "How many times rarer looks are, to keep within PROVIDER_RATE.").set_function(
            lambda: provider.rate_limiter.crowding
        )
        page.gauge(
            "unreadable_entries", "Entries of the database that could not be read since the start."
        ).set_function(lambda: store.broken.count)
        page.gauge("auditor_mended", "What the auditor has put back since the start.").set_function(
            lambda: queue_repair.repaired
        )
        activations = page.common("activations", "What has a next step or an untold message, by state.", "state")
        self._activations = {state: activations.labels(state) for state in State}
        self._untold = page.common("outbox_messages", "Messages that Telegram has not taken yet.")
        self._oldest = page.common("outbox_oldest_seconds", "Since the change that the oldest of them tells of.")
        self._unknown = page.common("unknown_open", "Purchases of which nobody knows whether they were charged.")

    async def text(self) -> bytes:
        """The page, with what stands in the database as NaN where it does not answer."""
        async with self._reading:
            if self._read_at is None or self._now() - self._read_at >= READINGS_MAX_AGE_S:
                await self._read()
        return self._page.text()

    async def _read(self) -> None:
        try:
            async with asyncio.timeout(READINGS_TIMEOUT_S):
                state_counts, backlog = await asyncio.gather(self._store.count_states(), self._store.backlog())
        except (StorageError, TimeoutError) as error:
            log.warning("not counted what stands in the database", error=type(error).__name__)
            for gauge in (*self._activations.values(), self._untold, self._oldest, self._unknown):
                gauge.set(nan)
            return
        self._read_at = self._now()
        for state, gauge in self._activations.items():
            gauge.set(state_counts.get(state, 0))
        self._untold.set(backlog.untold)
        self._oldest.set(backlog.oldest)
        self._unknown.set(backlog.unknown)
