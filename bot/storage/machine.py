"""The transitions of machine.lua, one method each. Every one may be called again after a lost reply."""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

from bot.domain.errors import NotFound, QuoteGone, StorageError
from bot.domain.limits import NO_LIMITS, Limits
from bot.domain.meter import SILENT, Meter
from bot.domain.models import Activation, Bought, Quote, Reason, State
from bot.domain.people import Usage
from bot.domain.waits import EDGES
from bot.storage.broken import Broken
from bot.storage.caps import to_caps, to_refusal
from bot.storage.connection import Database
from bot.storage.keys import SHARDS, Keys, shard_of
from bot.storage.queue import Queue
from bot.storage.records import FIELDS, STATES, BrokenRecord, pairs, to_activation, to_record
from bot.storage.script import REDIS_TIME, Script, boot_time

HALF_LIFE: Final = 7 * 24 * 3600.0
"""Seconds after which a purchase counts half as much for what is popular."""

POPULAR_SINCE: Final = 1_767_225_600.0
"""2026-01-01: weights grow as 2^(weeks since then) instead of old ones shrinking; a double lasts for 1,000 weeks."""

Denial: TypeAlias = Literal["gone", "refused"]
"""What the provider says against a number: that it is over, or that it takes no reject."""


OLDEST_PURCHASE_MS: Final = 2 * 3600 * 1000
"""The age to which a purchase that the database has forgotten is written down anew: no number lives so long."""

CHANGES: Final = frozenset({"bought", "fail", "unknown", "code", "cancelled", "unconfirmed"})
"""The steps that are counted, each once; what is resolved and what was too old to be sent are, too."""


@dataclass(frozen=True, slots=True)
class Vitals:
    """What nobody has been told yet, and what nobody knows."""

    untold: int
    oldest: float
    """Seconds for which one of them has waited."""
    unknown: int


@dataclass(frozen=True, slots=True)
class Step:
    """What a transition answered: whether it took place, and the activation as it stands now."""

    outcome: str
    activation: Activation | None

    @property
    def done(self) -> bool:
        """It took place, now or when it was sent before."""
        return self.outcome in ("ok", "again")


class Machine:
    """All of an activation's life, over the two queues that it feeds."""

    def __init__(
        self,
        redis: Database,
        keys: Keys,
        *,
        retention: float = 7 * 24 * 3600.0,
        clock: str = REDIS_TIME,
        steady: Callable[[], float] | None = None,
        meter: Meter = SILENT,
    ) -> None:
        """`retention`: seconds after which an ended activation is forgotten, with its number and its code.

        `steady`: seconds by a clock that never steps, which tells a step of the database's from a bot that was off.
        """
        steady = steady or (boot_time if clock == REDIS_TIME else None)
        folder = Path(__file__).parent
        parts = ("caps.lua", "tally.lua", "waits.lua", "ledger.lua", "machine.lua")
        sources = [(folder / name).read_text(encoding="utf-8") for name in parts]
        fields, edges = ", ".join(f"'{name}'" for name in FIELDS), ", ".join(map(str, EDGES))
        now = f"local now = steady({clock}, ARGV[1] == 'claim' and tonumber(ARGV[6]) or nil)"
        steady_lua = (folder / "clock.lua").read_text(encoding="utf-8")
        given = f"{steady_lua}\n{now}\nlocal EDGES, FIELDS = {{ {edges} }}, {{ {fields} }}"
        self._script = Script(redis, "\n".join([given, *sources]))
        self._retention = round(retention * 1000)
        self._keys = keys
        self._meter = meter
        self.broken = Broken()
        self.due = Queue("due", self._call, self.broken, steady)
        self.outbox = Queue("outbox", self._call, self.broken, steady)

    def clock_step(self) -> float:
        """Seconds by which the database's clock has stepped, forward or back, since the last call; 0 if it has not."""
        steps = [queue.clock_step() for queue in (self.due, self.outbox)]
        return max(steps, key=abs)

    async def quote(self, quote: Quote, *, ttl: float) -> None:
        await self._call(
            shard_of(quote.user_id), "quote", quote.nonce, round(ttl * 1000), quote.user_id,
            "country", quote.country_id, "service", quote.service_id, "price", quote.price,
        )  # fmt: skip

    async def wish(self, user_id: int, nonce: str) -> Activation | Decimal:
        """What was quoted, or the activation that has already begun. Raises `QuoteGone`."""
        outcome, flat = await self._call(shard_of(user_id), "wish", nonce, user_id)
        if outcome == "gone":
            raise QuoteGone(nonce)
        return to_activation(pairs(flat)) if outcome == "again" else Decimal(pairs(flat)["price"])

    async def begin(
        self, nonce: str, *, user_id: int, chat_id: int, card_id: int, language: str, limits: Limits = NO_LIMITS
    ) -> Activation:
        """Write down the wish to buy; a second call gives the same activation as it stands.

        Raises `QuoteGone` and `LimitReached`, after either of which this quote will never begin.
        """
        shard, caps = shard_of(user_id), json.dumps(to_caps(limits))
        outcome, found = await self._call(shard, "begin", nonce, user_id, chat_id, card_id, language, caps)
        if outcome == "limit":
            raise to_refusal(*found)
        if outcome == "gone":
            raise QuoteGone(nonce)
        self.due.ring(shard)
        self.outbox.ring(shard)
        return to_activation(pairs(found))

    async def standing(self, shard: int, ids: Sequence[tuple[str, bool]]) -> list[tuple[bool, bool]]:
        """Of each `(activation id, old)` of a shard: is it open at the provider, and was it paid for?

        One on its way counts as both; but where it is `old` and has not begun, it never will.
        """
        found = await self._call(shard, "standing", *(item for id, old in ids for item in (id, int(old))))
        return [(bool(is_open), bool(spent)) for is_open, spent in found]

    async def sending(self, activation: Activation, *, owner: str, patience: float) -> bool:
        """Mark it as sent before it is; `False` when it must not be. `patience`: seconds until it counts as unknown."""
        step = await self._step(activation.user_id, "sending", activation.id, owner, round(patience * 1000))
        return step.outcome == "ok"

    async def bought(self, activation: Activation, bought: Bought, *, owner: str, lifetime: float, look: float) -> Step:
        """The number is ours for `lifetime` seconds, the first look is due in `look`.

        Outcome `other`: the activation has another number already, so this one is too many. `taken`: the request is
        another activation's, and this one is unknown. `late`: nothing stands there, and it is too old to be made anew.
        """
        record = to_record(activation, owner=owner)
        memory = json.dumps([item for pair in record.items() for item in pair])
        weight = 2 ** ((activation.created_at - POPULAR_SINCE) / HALF_LIFE)
        return await self._step(
            activation.user_id, "bought", activation.id, bought.request_id, bought.number,
            round(lifetime * 1000), round(look * 1000), weight, int(bought.several), OLDEST_PURCHASE_MS, memory,
        )  # fmt: skip

    async def fail(self, activation: Activation, reason: Reason, *, owner: str, new_price: object = "") -> Step:
        return await self._step(activation.user_id, "fail", activation.id, owner, reason, new_price)

    async def unknown(self, activation: Activation, *, owner: str = "", lease: int = 0, request: str = "") -> Step:
        """Say that nobody knows whether it was bought: the user and the operator are told.

        `request`: the provider's id, where that much of its answer could be read.
        """
        return await self._step(activation.user_id, "unknown", activation.id, owner, lease, request)

    async def may_send(self, activation: Activation, *, owner: str, within: float) -> bool:
        """Whether `sending` stands for this owner, and was written at most `within` seconds ago."""
        step = await self._step(activation.user_id, "may_send", activation.id, owner, round(within * 1000))
        return step.outcome == "ok"

    async def resolve(self, activation_id: str, *, charged: bool, admin_id: int) -> Activation:
        """What an admin found out. Looked for in every shard: an alert's button carries no user."""
        for shard in range(SHARDS):
            outcome, flat = await self._call(shard, "resolve", activation_id, int(charged), admin_id)
            if flat:
                self.outbox.ring(shard)
                activation = to_activation(pairs(flat))
                if outcome == "ok":
                    self._meter.became(activation.state, activation.reason)
                return activation
        raise NotFound("no such activation")

    async def cancel(self, user_id: int, activation_id: str, reason: Reason) -> Activation:
        return self._found(await self._step(user_id, "cancel", activation_id, user_id, reason))

    async def check(self, user_id: int, activation_id: str, *, gap: float) -> Step:
        """Look at once, or in a moment (outcome `soon`) where the last look is less than `gap` seconds ago.

        Outcome `no`: nothing is waited for.
        """
        return await self._step(user_id, "check", activation_id, user_id, round(gap * 1000))

    async def code(self, activation: Activation, code: str) -> Step:
        """A further one that the provider has shown all the time is none: outcome `no`."""
        return await self._step(activation.user_id, "code", activation.id, code, round(activation.looked_at * 1000))

    async def cancelled(self, activation: Activation) -> Step:
        return await self._step(activation.user_id, "cancelled", activation.id)

    async def unconfirmed(self, activation: Activation, *, pause: float) -> Step:
        """Nothing confirms the end of the number; the next poll is in `pause` seconds."""
        return await self._step(activation.user_id, "unconfirmed", activation.id, round(pause * 1000))

    async def ask(self, activation: Activation) -> Step:
        """The number can't live any more and its money is unclear: the operator is asked."""
        return await self._step(activation.user_id, "ask", activation.id)

    async def rejecting(self, activation: Activation, *, attempt: int, sent: bool) -> bool:
        """A reject goes out now, or (`sent` is false) this attempt was clearly refused; gives whether it is wanted."""
        step = await self._step(activation.user_id, "rejecting", activation.id, attempt, int(sent))
        return step.outcome == "ok"

    async def denied(self, activation: Activation, kind: Denial, *, lease: int) -> Activation | None:
        """Count one answer against the number; gives the activation as it stands, `None` where it is settled."""
        step = await self._step(activation.user_id, "denied", activation.id, kind, lease)
        return step.activation if step.done else None

    async def alive(self, activation: Activation) -> None:
        """The provider knows the number: earlier answers that it is gone count no more."""
        await self._step(activation.user_id, "alive", activation.id)

    async def revived(self, activation: Activation, *, poll: float) -> Step:
        """A number that was called gone is waited for again; the next poll is in `poll` seconds."""
        return await self._step(activation.user_id, "revived", activation.id, round(poll * 1000))

    async def again(self, user_id: int, activation_id: str, card_id: int) -> Activation:
        """Wait for a further SMS, shown in this message, or in a new one for 0. Otherwise it is given as it stands."""
        return self._found(await self._step(user_id, "again", activation_id, user_id, card_id))

    async def readied(self, activation: Activation, *, cleared: bool, look: float) -> Step:
        """The provider waits for it; `cleared`: and was seen without a code. `look`: seconds until the first look."""
        return await self._step(activation.user_id, "readied", activation.id, int(cleared), round(look * 1000))

    async def no_further(self, activation: Activation) -> Step:
        return await self._step(activation.user_id, "no_further", activation.id)

    async def finish(self, user_id: int, activation_id: str) -> Activation:
        return self._found(await self._step(user_id, "done", activation_id, user_id))

    async def closed(self, activation: Activation) -> None:
        await self._step(activation.user_id, "closed", activation.id)

    async def find(self, user_id: int, activation_id: str) -> Activation:
        outcome, flat = await self._call(shard_of(user_id), "find", activation_id, user_id)
        return self._found(Step(outcome, to_activation(pairs(flat)) if flat else None))

    async def card(self, user_id: int, activation_id: str, card_id: int, *, render: bool) -> Activation:
        """From now on this message shows the activation; `render` when it has still to be drawn."""
        return self._found(await self._step(user_id, "card", activation_id, user_id, card_id, int(render)))

    async def sent(self, activation: Activation, kind: str, *, lease: int, rev: str) -> None:
        """Telegram took the message of this kind, which showed revision `rev`."""
        await self._step(activation.user_id, "sent", activation.id, kind, lease, rev)

    async def park(self, activation: Activation, kind: str, *, lease: int, again: float = 0.0) -> None:
        """The user has left: the message of this kind waits until `unpark`, or for `again` seconds, if that is more
        than 0."""
        await self._step(activation.user_id, "park", activation.id, kind, lease, round(again * 1000))

    async def unpark(self, user_id: int) -> None:
        """The user was seen: what waited for him goes back into the outbox."""
        await self._step(user_id, "unpark", user_id)

    async def history(self, user_id: int, offset: int, limit: int) -> tuple[list[Activation], int]:
        total, *page = await self._call(shard_of(user_id), "history", user_id, offset, limit)
        found = []
        for record in map(pairs, page):
            try:
                found.append(to_activation(record))
            except BrokenRecord:
                self.broken.note("activation", record.get("id", "without an id"))
        return found, int(total)

    async def audit(self, shard: int, cursor: str, *, count: int) -> tuple[str, list[str]]:
        """Check one slice of what is live; gives the next cursor (`0` at the end) and what was put back, `id|what`."""
        following, mended = await self._call(shard, "audit", cursor, count)
        if mended:
            self.due.ring(shard)
            self.outbox.ring(shard)
        return str(following), list(mended)

    async def usage(self, user_id: int, *, unused_pause: float) -> Usage:
        """What counts against his caps just now; `unused_pause`: as in `Limits`."""
        found = await self._call(shard_of(user_id), "usage", user_id, round(unused_pause * 1000))
        active, hour, day, spent, unused = map(int, found)
        return Usage(active=active, hour=hour, day=day, spending=Decimal(spent) / 1_000_000, unused=unused)

    async def tallies(self, hours: int) -> dict[tuple[int, str], int]:
        """`(service id, what)` → how often, or how many millionths, in the last `hours`; see tally.lua."""
        sums: dict[tuple[int, str], int] = {}
        for shard in range(SHARDS):
            for field, sum_ in pairs(await self._call(shard, "tallies", hours)).items():
                service, _, what = field.partition(":")
                try:
                    counted = int(service), what
                    sums[counted] = sums.get(counted, 0) + int(sum_)
                except ValueError:
                    self.broken.note("tally", f"shard {shard}")
        return sums

    async def census(self) -> dict[State, int]:
        """How many activations stand in each state, of those that have a next step or an untold message."""
        found: dict[State, int] = {}
        for shard in range(SHARDS):
            for state, many in pairs(await self._call(shard, "census")).items():
                if state in STATES:
                    found[STATES[state]] = found.get(STATES[state], 0) + int(many)
                elif state != "gone":
                    self.broken.note("state", f"shard {shard}")
        return found

    async def waits(self, shard: int) -> tuple[float, dict[tuple[int, int], str]]:
        """Redis's clock, and `(country id, service id)` → how long its numbers waited, for `to_waits`."""
        now, flat = await self._call(shard, "waits")
        found = {}
        for field, text in pairs(flat).items():
            country, _, service = field.partition(":")
            try:
                found[int(country), int(service)] = text
            except ValueError:
                self.broken.note("waits", f"shard {shard}")
        return int(now) / 1000, found

    async def vitals(self) -> Vitals:
        found = [await self._call(shard, "vitals") for shard in range(SHARDS)]
        untold, oldest, unknown = ([int(one[i]) for one in found] for i in range(3))
        return Vitals(sum(untold), max(oldest) / 1000, sum(unknown))

    async def popularity(self) -> dict[tuple[int, int], float]:
        """`(country id, service id)` → how many were bought here, each counting half as much a week later."""
        today = 2 ** ((time.time() - POPULAR_SINCE) / HALF_LIFE)
        weights: dict[tuple[int, int], float] = {}
        for shard in range(SHARDS):
            for member, weight in pairs(await self._call(shard, "popular")).items():
                country, _, service = member.partition(":")
                try:
                    pair = int(country), int(service)
                    weights[pair] = weights.get(pair, 0.0) + float(weight) / today
                except ValueError:
                    self.broken.note("popularity", f"shard {shard}")
        return weights

    async def _step(self, user_id: int, transition: str, *arguments: object) -> Step:
        outcome, flat = await self._call(shard_of(user_id), transition, *arguments)
        activation = to_activation(pairs(flat)) if flat else None
        if outcome in ("ok", "soon", "stale"):
            self.due.ring(shard_of(user_id))
            self.outbox.ring(shard_of(user_id))
        if activation and (outcome == "stale" or (outcome == "ok" and transition in CHANGES)):
            self._meter.became(activation.state, activation.reason)
        return Step(outcome, activation)

    async def _call(self, shard: int, transition: str, *arguments: object) -> Sequence[Any]:
        try:
            answer: Sequence[Any] = await self._script(
                self._keys.base(shard), transition, self._retention, *map(str, arguments)
            )
        except StorageError:
            self._meter.database_failed()
            raise
        return answer

    @staticmethod
    def _found(step: Step) -> Activation:
        if step.activation is None:
            raise NotFound("no such activation of this user")
        return step.activation
