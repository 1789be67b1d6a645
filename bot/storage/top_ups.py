"""The calls of top_ups.lua: invoices, payments credited once, refunds, and what is to be done or told about them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import structlog

from bot.domain.clock import SENT_WITHIN, boot_time
from bot.domain.stars import (
    Invoice,
    Payment,
    RefundOutcome,
    TopUp,
    TopUpState,
    Transaction,
    invoice_id,
    top_up_id,
)
from bot.storage.connection import Database
from bot.storage.keys import Keys
from bot.storage.records import pairs
from bot.storage.scripts import REDIS_TIME, Script
from bot.storage.wallet import WALLET_LUA

log = structlog.get_logger(__name__)

BATCH: Final = 16
PIECE: Final = 500
"""Top-ups that one script looks at, so that nobody waits long behind it."""

MAX_PAUSE_S: Final = 300.0


@dataclass(frozen=True, slots=True)
class Job:
    """Something to do about a top-up, ours until the lease runs out."""

    member: str
    score: str
    top_up: TopUp | None
    """`None` where its record is gone."""
    send_before: float
    """No call begins at this `boot_time` or later: another replica may have the job by then."""

    @property
    def kind(self) -> str:
        """`refund`: have it given back; else the `TopUpNews` that its user is told, or the `ShopAlert` for admins."""
        return self.member.partition("|")[0]


@dataclass(frozen=True, slots=True)
class Seen:
    """How far the bot's transactions at Telegram were read."""

    count: int = 0
    at: int = 0
    """Unix seconds of the last one."""


class TopUpStore:
    def __init__(self, redis: Database, keys: Keys, *, clock: str = REDIS_TIME) -> None:
        calls = Path(__file__).with_suffix(".lua").read_text(encoding="utf-8")
        self._script = Script(redis, f"local now = {clock}\n{WALLET_LUA}\n{calls}")
        self._base = keys.base

    async def keep_invoice(self, invoice: Invoice) -> None:
        """Before it is sent: it says what the payment will be worth."""
        await self._call("invoice", invoice.id, invoice.user_id, invoice.stars, invoice.rate, invoice.language)

    async def invoice(self, payload: str) -> Invoice | None:
        """The record behind a payload, if there is one."""
        id_ = invoice_id(payload)
        if id_ is None:
            return None
        record = pairs((await self._call("find_invoice", id_))[1])
        if not record:
            return None
        return Invoice(id_, int(record["user"]), int(record["stars"]), int(record["rate"]), record.get("language", ""))

    async def paid(self, payment: Payment, rate: int) -> tuple[str, TopUp]:
        """Credit it, once: `booked`; `no_invoice`: at this `rate`, as its record is gone; `again`: it was before."""
        id_ = top_up_id(payment.charge_id)
        invoice = invoice_id(payment.payload) or ""
        outcome, flat = await self._call(
            "paid", id_, payment.charge_id, payment.user_id, payment.stars, invoice, rate
        )  # fmt: skip
        return str(outcome), _top_up(pairs(flat))

    async def refund(
        self, id_: str, *, user_id: int | None, by: int, since: float
    ) -> tuple[RefundOutcome, TopUp | None]:
        """Debit the wallet and have the Stars given back. `user_id` is `None` where an admin does it.

        A user may for what was paid after `since` (Unix seconds), and only if the wallet has it.
        """
        outcome, flat = await self._call("refund", id_, "" if user_id is None else user_id, by, round(since * 1000))
        return RefundOutcome(outcome), _top_up(pairs(flat)) if flat else None

    async def refunded(self, charge_id: str) -> str:
        """Telegram has given it back. `elsewhere`: without having been asked, so the wallet is debited now."""
        return str((await self._call("refunded", top_up_id(charge_id)))[0])

    async def refused(self, job: Job, why: str) -> bool:
        """Telegram refuses; whether the money is in the wallet again by this call, which has to hold the job."""
        outcome, _ = await self._call("refused", job.member.partition("|")[2], job.score, why)
        return str(outcome) == "refused"

    async def find(self, id_: str) -> TopUp | None:
        flat = (await self._call("find", id_))[1]
        return _top_up(pairs(flat)) if flat else None

    async def several(self, ids: Sequence[str]) -> list[tuple[TopUp | None, int]]:
        """Each with what its user may spend now, in millionths; `None` for one that is not there, or not readable."""
        found: list[tuple[TopUp | None, int]] = []
        for start in range(0, len(ids), PIECE):
            for flat, free in await self._call("several", *ids[start : start + PIECE]):
                found.append((_readable(flat), int(free)))
        return found

    async def of(self, user_id: int, limit: int) -> list[TopUp]:
        """The user's last ones, newest first."""
        return [one for flat in await self._call("of", user_id, limit) if (one := _readable(flat))]

    async def claim(self, lease_s: float) -> list[Job]:
        """One whose record can't be read stays due for later, and is in nobody's way."""
        jobs = []
        send_before = boot_time() + lease_s * SENT_WITHIN
        for member, score, flat in await self._call("claim", BATCH, round(lease_s * 1000)):
            top_up = _readable(flat)
            if top_up or not flat:
                jobs.append(Job(member, score, top_up, send_before))
        return jobs

    async def done(self, job: Job) -> None:
        await self._call("done", job.member, job.score, "")

    async def later(self, job: Job, delay_s: float) -> None:
        """After `MAX_PAUSE_S` at the most: what is due much later looks like the work of a clock that went back."""
        delay_s = min(delay_s, MAX_PAUSE_S)
        await self._call("done", job.member, job.score, round(delay_s * 1000))

    async def is_told(self, transaction: Transaction) -> bool:
        """Whether the operator was told of it: a transaction that is no top-up."""
        return bool(await self._call("is_told", _name(transaction)))

    async def told(self, transactions: Sequence[Transaction]) -> None:
        for start in range(0, len(transactions), PIECE):
            await self._call("told", *map(_name, transactions[start : start + PIECE]))

    async def seen(self) -> Seen:
        count, at = await self._call("seen")
        return Seen(int(count or 0), int(at or 0))

    async def see(self, seen: Seen) -> None:
        await self._call("see", seen.count, seen.at)

    async def _call(self, name: str, *arguments: object) -> Any:
        return await self._script(self._base, name, *map(str, arguments))


def _readable(flat: Sequence[str]) -> TopUp | None:
    """`None` also for a record that a newer version has written, or a hand."""
    try:
        return _top_up(pairs(flat)) if flat else None
    except (KeyError, ValueError) as error:
        log.error("a top-up is not readable", error=type(error).__name__)
        return None


def _name(transaction: Transaction) -> str:
    """A refund has the charge of its payment."""
    return f"{'in' if transaction.is_incoming else 'out'}:{transaction.charge_id}"


def _top_up(record: Mapping[str, str]) -> TopUp:
    return TopUp(
        id=record["id"],
        charge_id=record["charge"],
        user_id=int(record["user"]),
        stars=int(record["stars"]),
        amount=int(record["amount"]),
        at=int(record["at"]) / 1000,
        changed_at=int(record["changed"]) / 1000,
        state=TopUpState(record["state"]),
        language=record.get("language", ""),
        refusal=record.get("refusal", ""),
    )
