"""The activation store: the transitions of activations.lua, one method each. Each may be repeated."""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

from bot.domain.clock import boot_time
from bot.domain.code_times import EDGES
from bot.domain.errors import NotFound, StorageError
from bot.domain.models import Activation, Bought, Quote, Reason, State
from bot.domain.users import NO_LIMITS, Limits, Usage
from bot.metrics import BECAME, DATABASE_ERRORS
from bot.storage.broken import Broken
from bot.storage.connection import Database
from bot.storage.history import HistoryStore
from bot.storage.job_queue import JobQueue
from bot.storage.keys import Keys
from bot.storage.records import (
    FIELDS,
    STATES,
    Backlog,
    Books,
    Pause,
    millionths,
    pairs,
    refusal,
    to_activation,
    to_books,
    to_limits,
    to_pause,
    to_quote,
    to_record,
)
from bot.storage.scripts import REDIS_TIME, SteadyScript

POPULARITY_HALVES_S: Final = 7 * 24 * 3600.0
"""Seconds after which a purchase counts half as much for what is popular."""

POPULAR_SINCE: Final = 1_767_225_600.0
"""2026-01-01: weights grow as 2^(weeks since then) instead of old ones shrinking; a double lasts for 1,000 weeks."""

PARTS: Final = (
    "limits", "statistics", "code_times", "rating", "number_vouchers", "wallet", "ledger", "record", "waiting",
    "reports", "activations",
)  # fmt: skip
"""The Lua files of the script, in this order."""

Denial: TypeAlias = Literal["gone", "refused"]
"""What the provider says against a number: that it is over, or that it takes no reject."""

OLDEST_PURCHASE_MS: Final = 2 * 3600 * 1000
"""The age to which a purchase that the database has forgotten is written down anew: no number lives so long."""

CHANGES: Final = frozenset({"bought", "fail", "unknown", "code", "cancelled", "unconfirmed", "resolve"})
"""The steps that are counted, each once; what was too old to be sent is, too."""


@dataclass(frozen=True, slots=True)
class Transition:
    """What a transition answered: whether it took place, and the activation as it stands now."""

    outcome: str
    activation: Activation | None

    @property
    def done(self) -> bool:
        """It took place, now or when it was sent before."""
        return self.outcome in ("ok", "again")


class ActivationStore:
    """All of an activation's life, over the two queues that it feeds."""

    def __init__(
        self,
        redis: Database,
        keys: Keys,
        *,
        retention: float = 7 * 24 * 3600.0,
        clock: str = REDIS_TIME,
        steady: Callable[[], float] | None = None,
    ) -> None:
        """`retention`: seconds after which an ended activation is forgotten, with its number and its code.

        `steady`: seconds by a clock that never steps, which tells a step of the database's from a bot that was off.
        """
        steady = steady or (boot_time if clock == REDIS_TIME else None)
        folder = Path(__file__).parent
        sources = [(folder / f"{name}.lua").read_text(encoding="utf-8") for name in PARTS]
        fields, edges = ", ".join(f"'{name}'" for name in FIELDS), ", ".join(map(str, EDGES))
        constants = f"local EDGES, FIELDS, RETENTION = {{ {edges} }}, {{ {fields} }}, {round(retention * 1000)}"
        self._script = SteadyScript(redis, "\n".join([constants, *sources]), clock, steady)
        self._keys = keys
        self.broken = Broken()
        self.history = HistoryStore(redis, keys, self.broken)
        self.due = JobQueue("due", self.call, self.broken)
        self.outbox = JobQueue("outbox", self.call, self.broken)

    def clock_step(self) -> float:
        """Seconds by which the database's clock has stepped, forward or back, since the last call; 0 if it has not."""
        steps = [queue.clock_step() for queue in (self.due, self.outbox)]
        return max(steps, key=abs)

    async def quote(self, quote: Quote, *, ttl: float) -> Quote:
        """Freeze it for `ttl` seconds; gives it with what its user has to pay for it: money, or a voucher."""
        paid = () if quote.user_price is None else ("user_price", millionths(quote.user_price))
        _, found = await self.call(
            "quote", quote.nonce, round(ttl * 1000), quote.user_id,
            "country", quote.country_id, "service", quote.service_id, "price", quote.price, *paid,
        )  # fmt: skip
        return to_quote(quote, *found)

    async def begin(
        self, nonce: str, *, user_id: int, chat_id: int, card_id: int, language: str, limits: Limits = NO_LIMITS
    ) -> Activation:
        """Write down the intent to buy; a second call gives the same activation as it stands.

        Raises `QuoteGone`, `LimitReached`, `TooLittleMoney`, `VoucherRefused` and `SalesStopped`.
        """
        script_limits = json.dumps(to_limits(limits))
        outcome, found = await self.call("begin", nonce, user_id, chat_id, card_id, language, script_limits)
        if refused := refusal(outcome, found):
            raise refused
        self.due.wake()
        self.outbox.wake()
        return to_activation(pairs(found))

    async def sending(self, activation: Activation, *, owner: str, timeout_s: float, evidence: str = "") -> bool:
        """Mark it as sent before it is; `False` when it must not be. `timeout_s`: seconds until it counts as unknown.

        `evidence`: the last reading of the account, as `Reconciliation.evidence` gives it.
        """
        transition = await self.transition("sending", activation.id, owner, round(timeout_s * 1000), evidence)
        return transition.outcome == "ok"

    async def bought(
        self, activation: Activation, bought: Bought, *, owner: str, lifetime: float, first_poll: float
    ) -> Transition:
        """The number is ours for `lifetime` seconds, the first poll is due in `first_poll`.

        Outcome `other`: the activation has another number already, so this one is too many. `taken`: the request is
        another activation's, and this one is unknown. `late`: nothing stands there, and it is too old to be made anew.
        """
        record = to_record(activation, owner=owner)
        memory = json.dumps([item for pair in record.items() for item in pair])
        weight = 2 ** ((activation.created_at - POPULAR_SINCE) / POPULARITY_HALVES_S)
        return await self.transition("bought", activation.id, bought.request_id, bought.number,
            round(lifetime * 1000), round(first_poll * 1000), weight, int(bought.several), OLDEST_PURCHASE_MS, memory,
        )  # fmt: skip

    async def fail(self, activation: Activation, reason: Reason, *, owner: str, new_price: object = "") -> Transition:
        return await self.transition("fail", activation.id, owner, reason, new_price)

    async def unknown(
        self, activation: Activation, *, owner: str = "", lease: int = 0, request: str = ""
    ) -> Transition:
        """Say that nobody knows whether it was bought: the user and the operator are told.

        `request`: the provider's id, where that much of its answer could be read.
        """
        return await self.transition("unknown", activation.id, owner, lease, request)

    async def may_send(self, activation: Activation, *, owner: str, within: float) -> bool:
        """Whether `sending` stands for this owner, and was written at most `within` seconds ago."""
        transition = await self.transition("may_send", activation.id, owner, round(within * 1000))
        return transition.outcome == "ok"

    async def resolve(self, activation_id: str, *, charged: bool, admin_id: int) -> Activation:
        """What an admin found out of an unknown or an unconfirmed one. Raises `NotFound`."""
        return self._found(await self.transition("resolve", activation_id, int(charged), admin_id))

    async def switch(self, admin_id: int, *, on: bool) -> Pause | None:
        """Stop purchases or let them go on; gives how it stands now."""
        return to_pause(*await self.call("switch", admin_id, int(on)))

    async def paused(self) -> Pause | None:
        return to_pause(*await self.call("paused"))

    async def adopt(self, activation_id: str) -> None:
        """Count an activation of an earlier version under the limits on all users."""
        await self.call("adopt", activation_id)

    async def release_overdue(self, older: float, *, limit: int) -> list[str]:
        """Give users back what is held for cancels unconfirmed for so many seconds; gives the activations."""
        released: list[str] = [*await self.call("release_overdue", round(older * 1000), limit)]
        if released:
            self.outbox.wake()
        return released

    async def cancel(self, user_id: int, activation_id: str, reason: Reason) -> Activation:
        return self._found(await self.transition("cancel", activation_id, user_id, reason))

    async def check(self, user_id: int, activation_id: str, *, gap: float) -> Transition:
        """Poll at once, or in a moment (outcome `soon`) where the last poll is less than `gap` seconds ago.

        Outcome `no`: nothing is waited for.
        """
        return await self.transition("check", activation_id, user_id, round(gap * 1000))

    async def code(self, activation: Activation, code: str) -> Transition:
        """A further one that the provider has shown all the time is none: outcome `no`."""
        return await self.transition("code", activation.id, code, round(activation.polled_at * 1000))

    async def cancelled(self, activation: Activation) -> Transition:
        return await self.transition("cancelled", activation.id)

    async def unconfirmed(self, activation: Activation, *, pause: float) -> Transition:
        """Nothing confirms the end of the number; the next poll is in `pause` seconds."""
        return await self.transition("unconfirmed", activation.id, round(pause * 1000))

    async def ask(self, activation: Activation) -> Transition:
        """The number can't live any more and its money is unclear: the operator is asked."""
        return await self.transition("ask", activation.id)

    async def rejecting(self, activation: Activation, *, attempt: int, sent: bool, later: float = 0.0) -> bool:
        """A reject goes out now, or (`sent` is false) was clearly refused until `later`; gives whether it is wanted."""
        found = await self.transition("rejecting", activation.id, attempt, int(sent), round(later * 1000))
        return found.outcome == "ok"

    async def denied(self, activation: Activation, kind: Denial, *, lease: int) -> Activation | None:
        """Count one answer against the number; gives the activation as it stands, `None` where it is settled."""
        transition = await self.transition("denied", activation.id, kind, lease)
        return transition.activation if transition.done else None

    async def alive(self, activation: Activation) -> None:
        """The provider knows the number: earlier answers that it is gone count no more."""
        await self.transition("alive", activation.id)

    async def revived(self, activation: Activation, *, poll: float) -> Transition:
        """A number that was called gone is waited for again; the next poll is in `poll` seconds."""
        return await self.transition("revived", activation.id, round(poll * 1000))

    async def again(self, user_id: int, activation_id: str, card_id: int) -> Activation:
        """Wait for a further SMS, shown in this message, or in a new one for 0. Otherwise it is given as it stands."""
        return self._found(await self.transition("again", activation_id, user_id, card_id))

    async def readied(self, activation: Activation, *, cleared: bool, first_poll: float) -> Transition:
        """The provider waits for it; `cleared`: and was seen without a code. `first_poll`: seconds until then."""
        return await self.transition("readied", activation.id, int(cleared), round(first_poll * 1000))

    async def no_further(self, activation: Activation) -> Transition:
        return await self.transition("no_further", activation.id)

    async def finish(self, user_id: int, activation_id: str) -> Activation:
        return self._found(await self.transition("done", activation_id, user_id))

    async def closed(self, activation: Activation) -> None:
        await self.transition("closed", activation.id)

    async def find(self, user_id: int, activation_id: str) -> Activation:
        outcome, flat = await self.call("find", activation_id, user_id)
        return self._found(Transition(outcome, to_activation(pairs(flat)) if flat else None))

    async def card(self, user_id: int, activation_id: str, card_id: int, *, render: bool) -> Activation:
        """From now on this message shows the activation; `render` when it has still to be drawn."""
        return self._found(await self.transition("card", activation_id, user_id, card_id, int(render)))

    async def sent(self, activation: Activation, kind: str, *, lease: int, rev: str) -> None:
        """Telegram took the message of this kind, which showed revision `rev`."""
        await self.transition("sent", activation.id, kind, lease, rev)

    async def park(self, activation: Activation, kind: str, *, lease: int, again: float = 0.0) -> None:
        """The user has left: the message of this kind waits until `unpark`, or for `again` seconds, if that is more
        than 0."""
        await self.transition("park", activation.id, kind, lease, round(again * 1000))

    async def unpark(self, user_id: int) -> None:
        """The user was seen: what waited for them goes back into the outbox."""
        await self.transition("unpark", user_id)

    async def repair_queues(self, cursor: str, *, count: int) -> tuple[str, list[str]]:
        """Check one slice of what is live; gives the next cursor (`0` at the end) and what was put back, `id|what`."""
        following, repaired = await self.call("audit", cursor, count)
        if repaired:
            self.due.wake()
            self.outbox.wake()
        return str(following), list(repaired)

    async def usage(self, user_id: int, *, unused_wait: float) -> Usage:
        """What counts against their limits just now; `unused_pause`: as in `Limits`."""
        found = await self.call("usage", user_id, round(unused_wait * 1000))
        active, hour, day, spent, unused = map(int, found)
        return Usage(active=active, hour=hour, day=day, spending=Decimal(spent) / 1_000_000, unused=unused)

    async def statistics(self, hours: int) -> dict[tuple[int, str], int]:
        """`(service id, what)` → how often, or how many millionths, in the last `hours`; see statistics.lua."""
        sums: dict[tuple[int, str], int] = {}
        for field, sum_ in pairs(await self.call("tallies", hours)).items():
            service, _, what = field.partition(":")
            try:
                sums[int(service), what] = int(sum_)
            except ValueError:
                self.broken.note("tally", "of an hour")
        return sums

    async def count_states(self) -> dict[State, int]:
        """How many activations stand in each state, of those that have a next step or an untold message."""
        found: dict[State, int] = {}
        for state, many in pairs(await self.call("census")).items():
            if state in STATES:
                found[STATES[state]] = int(many)
            elif state != "gone":
                self.broken.note("state", "of an activation")
        return found

    async def books(self) -> Books:
        return to_books(await self.call("books"))

    async def code_times(self) -> tuple[float, dict[tuple[int, int], str]]:
        """Redis's clock, and `(country id, service id)` → how long its numbers waited, for `to_waits`."""
        now, flat = await self.call("waits")
        return int(now) / 1000, self._by_pair(flat, "waits")

    async def backlog(self) -> Backlog:
        untold, oldest, unknown = map(int, await self.call("vitals"))
        return Backlog(untold, oldest / 1000, unknown)

    async def popularity(self) -> dict[tuple[int, int], float]:
        """`(country id, service id)` → how many were bought here, each counting half as much a week later."""
        today = 2 ** ((time.time() - POPULAR_SINCE) / POPULARITY_HALVES_S)
        found = self._by_pair(await self.call("popular"), "popularity")
        return {pair: float(weight) / today for pair, weight in found.items()}

    def _by_pair(self, flat: Sequence[str], kind: str) -> dict[tuple[int, int], str]:
        found = {}
        for field, value in pairs(flat).items():
            country, _, service = field.partition(":")
            try:
                found[int(country), int(service)] = value
            except ValueError:
                self.broken.note(kind, "of a country and a service")
        return found

    async def transition(self, transition: str, *arguments: object) -> Transition:
        outcome, flat = await self.call(transition, *arguments)
        activation = to_activation(pairs(flat)) if flat else None
        if outcome in ("ok", "soon", "stale"):
            self.due.wake()
            self.outbox.wake()
        if activation and (outcome == "stale" or (outcome == "ok" and transition in CHANGES)):
            _count(activation)
        return Transition(outcome, activation)

    async def call(self, transition: str, *arguments: object) -> Sequence[Any]:
        try:
            answer: Sequence[Any] = await self._script(self._keys.base, transition, *map(str, arguments))
        except StorageError:
            DATABASE_ERRORS.inc()
            raise
        return answer

    @staticmethod
    def _found(transition: Transition) -> Activation:
        if transition.activation is None:
            raise NotFound("no such activation of this user")
        return transition.activation


def _count(activation: Activation) -> None:
    if counted := BECAME.get((activation.state, activation.reason)):
        counted.inc()
