"""How an activation stands in Redis: a hash of strings, times in milliseconds."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final, NamedTuple

from bot.domain.code_times import BINS, CodeTimes
from bot.domain.errors import (
    LimitReached,
    QuoteGone,
    SalesStopped,
    ShopError,
    StorageError,
    TooLittleMoney,
    VoucherRefused,
)
from bot.domain.models import Activation, Quote, Reading, Reason, State
from bot.domain.reports import Report, Verdict, Wrong
from bot.domain.users import AMOUNTS, LimitKind, Limits
from bot.domain.waiting import NO_DENIALS, NO_WAIT, Denials, Refusal, Replace, Wait
from bot.domain.wallet import Hold, to_amount

VERSION = 1
"""Written into each record, so that a later version can tell what it reads. This one reads all up to it."""


FIELDS: Final = (
    "v", "id", "user", "chat", "card", "language", "country", "service", "price", "state", "created", "changed",
    "expires", "reason", "new_price", "request", "number", "several", "code", "earlier", "cleared", "bought",
    "looked", "asked", "reject", "gone:answers", "gone:since", "refused:answers", "refused:since",
    "unreadable", "reading", "user_price", "hold", "voucher", "usual", "cancel:refused", "cancel:from", "replaces",
    "replace", "replace:limit", "replace:price", "replace:user_price",
    "opened", "rev:code", "report", "report:at", "report:words", "report:answer", "report:sentence",
)  # fmt: skip
"""What a worker is given of a record, in this order."""

STATES: Final[Mapping[str, State]] = {state.value: state for state in State}
HOLDS: Final[Mapping[str, Hold]] = {hold.value: hold for hold in Hold}
REASONS: Final[Mapping[str, Reason]] = {reason.value: reason for reason in Reason}


class NewerRecord(StorageError):
    """A newer version of the bot wrote it, and alone knows what it means: it is left to that one's replicas."""


class BrokenRecord(Exception):
    """It can't be read: a hand in the database, or a half-restored key. The text has none of it."""


def pairs(flat: Sequence[str]) -> dict[str, str]:
    """The flat `[field, value, …]` that a script returns, as a dict."""
    return dict(zip(flat[::2], flat[1::2], strict=True))


def to_activation(record: Mapping[str, str]) -> Activation:
    """Raises `NewerRecord` and `BrokenRecord`."""
    return from_values([record.get(name) for name in FIELDS])


def from_values(values: Sequence[Any]) -> Activation:
    """From the values of `FIELDS`, `None` for one that is not there. Raises `NewerRecord` and `BrokenRecord`.

    Nearly all records are read for a poll, so that it counts what each takes.
    """
    try:
        return _from_values(values)
    except (ValueError, KeyError, TypeError, ArithmeticError) as error:
        raise BrokenRecord(f"a record can't be read ({type(error).__name__})") from None


def _from_values(values: Sequence[Any]) -> Activation:
    (
        version, id, user, chat, card, language, country, service, price, state, created, changed, expires, reason,
        new_price, request, number, several, code, earlier, cleared, bought, polled, asked, reject, gone_answers,
        gone_since, refused_answers, refused_since, unreadable, reading, user_price, hold, voucher, *more,
    ) = values  # fmt: skip
    if int(version or VERSION) > VERSION:
        raise NewerRecord(f"a record of version {version}, and this bot reads up to {VERSION}")
    return Activation(
        id=id,
        user_id=int(user),
        chat_id=int(chat),
        country_id=int(country),
        service_id=int(service),
        price=Decimal(price),
        state=STATES[state],
        created_at=int(created) / 1000,
        changed_at=int(changed) / 1000,
        language=language,
        card_id=int(card),
        expires_at=int(expires or 0) / 1000,
        reason=REASONS[reason or ""],
        new_price=Decimal(new_price) if new_price else None,
        request_id=request or unreadable or "",
        number=number or "",
        several=several == "1",
        code=code or "",
        earlier=tuple(json.loads(earlier)) if earlier else (),
        cleared=cleared is not None,
        bought_at=int(bought or 0) / 1000,
        polled_at=int(polled or 0) / 1000,
        asked_at=int(asked or 0) / 1000,
        is_rejected=reject is not None,
        gone=Denials(int(gone_answers or 0), int(gone_since or 0) / 1000) if gone_answers else NO_DENIALS,
        refused=Denials(int(refused_answers or 0), int(refused_since or 0) / 1000) if refused_answers else NO_DENIALS,
        reading=_to_reading(reading) if reading else None,
        user_price=to_amount(int(user_price)) if user_price else None,
        hold=HOLDS[hold or ""],
        voucher=voucher or "",
        wait=_to_wait(*more[:-7]) if any(more[:-7]) else NO_WAIT,
        is_reopened=bool(more[-7]) and more[-7] == more[-6],
        report=_to_report(*more[-5:]) if more[-5] else None,
    )


def _to_wait(
    usual: str | None, is_refused: str | None, takes_from: str | None, replaces: str | None, *replace: str | None
) -> Wait:
    state, limit, price, user_price = replace
    refusal = to_refusal(*limit.split("|")) if limit else None
    return Wait(
        usual_s=int(usual or 0),
        is_cancel_refused=is_refused is not None,
        cancel_from=int(takes_from or 0) / 1000,
        replaces=replaces or "",
        replace=Replace(state or ""),
        most=to_amount(int(user_price)) if user_price else Decimal(price) if price else None,
        refusal=Refusal(refusal.kind, refusal.limit, refusal.opens_at) if refusal else None,
    )


def _to_report(wrong: str, at: str, words: str | None, verdict: str | None, answer: str | None) -> Report:
    return Report(Wrong(wrong), int(at) / 1000, words or "", Verdict(verdict or ""), answer or "")


def _to_reading(text: str) -> Reading:
    balance, spent, at = text.split("|")
    return Reading(Decimal(balance), Decimal(spent), int(at) / 1000)


def to_record(activation: Activation, *, owner: str) -> dict[str, str]:
    """What a worker remembers of an activation it is buying, for a Redis that came back without it."""
    paid = {} if activation.user_price is None else {"user_price": str(millionths(activation.user_price))}
    return {
        **paid,
        **({"voucher": activation.voucher} if activation.voucher else {}),
        "v": str(VERSION),
        "id": activation.id,
        "user": str(activation.user_id),
        "chat": str(activation.chat_id),
        "card": str(activation.card_id),
        "language": activation.language,
        "country": str(activation.country_id),
        "service": str(activation.service_id),
        "price": str(activation.price),
        "state": str(State.SENDING),
        "created": str(round(activation.created_at * 1000)),
        "changed": str(round(activation.changed_at * 1000)),
        "owner": owner,
    }


CODE_TIMES_HALVE_S: Final = 14 * 86_400.0
"""Seconds after which a number counts half, as in code_times.lua."""


def to_code_times(text: str, now: float) -> CodeTimes:
    """As they weigh `now`, which is Redis's clock. Raises `ValueError`."""
    written, *weights = map(float, text.split())
    if len(weights) != 2 * BINS:
        raise ValueError("not as many weights as there are buckets")
    code_times = CodeTimes(weights[:BINS], weights[BINS:])
    return code_times.scaled(2 ** (-max(0.0, now - written) / CODE_TIMES_HALVE_S))


def millionths(amount: Decimal) -> int:
    return int((amount * 1_000_000).to_integral_value(ROUND_HALF_UP))


@dataclass(frozen=True, slots=True)
class Backlog:
    """What nobody has been told yet, and what nobody knows."""

    untold: int
    oldest: float
    """Seconds for which one of them has waited."""
    unknown: int


class Pause(NamedTuple):
    """Purchases are stopped: by which admin, and since when."""

    by: int
    since: float


def to_quote(quote: Quote, balance: str, voucher: str, reach: str, door: str) -> Quote:
    """With what its user has to pay for it. `may_pay`: an admin has let them in."""
    return replace(
        quote,
        balance=to_amount(int(balance)) if balance else None,
        has_voucher=bool(voucher),
        voucher_reach=to_amount(int(reach)) if int(reach) else None,
        may_pay=door == "in",
    )


def to_pause(by: str | None, at: str | None) -> Pause | None:
    return Pause(int(by), int(at) / 1000) if by and at else None


def to_limits(limits: Limits) -> Mapping[str, int]:
    """What a script reads as JSON."""
    return {
        LimitKind.ACTIVE: limits.active,
        LimitKind.HOUR: limits.hour,
        LimitKind.DAY: limits.day,
        LimitKind.UNUSED: limits.unused,
        LimitKind.SPENDING: millionths(limits.spending),
        LimitKind.PRICE: millionths(limits.price),
        LimitKind.ALL_ACTIVE: limits.all_active,
        LimitKind.ALL_SPENDING: millionths(limits.all_spending),
        LimitKind.RATING: limits.rating,
        "pays": int(limits.pays),
        "guest": int(limits.guest),
        "unused_pause": round(limits.unused_wait * 1000),
    }


def to_refusal(kind: str, limit: int | str, opens: int | str) -> LimitReached:
    amount = Decimal(limit) / (1_000_000 if kind in AMOUNTS else 1)
    return LimitReached(LimitKind(kind), amount, float(opens) / 1000 if float(opens) else None)


def refusal(outcome: str, found: Sequence[Any]) -> ShopError | None:
    """What keeps a purchase from beginning; `None` where it has begun."""
    match outcome:
        case "limit":
            return to_refusal(*found)
        case "short":
            balance, price = map(int, found)
            return TooLittleMoney(to_amount(balance), to_amount(price))
        case "voucher":
            return VoucherRefused("it does not pay for this")
        case "paused":
            return SalesStopped("by an admin")
        case "gone":
            return QuoteGone("too old, or somebody else's")
        case _:
            return None


@dataclass(frozen=True, slots=True)
class Books:
    """What the ledger says, and what may move at the provider without standing in it yet."""

    charged: Decimal
    refunded: Decimal
    settled: int
    """How often the operator has settled one: when that money moved, nobody knows."""
    coming: Decimal
    """Prices of purchases that may have been charged, and are not in `charged`."""
    open: Decimal
    """Prices of numbers without a code: each may be given back, or be charged for only when its code comes."""
    epoch: str
    """Changes where the ledger may have lost its last entries: at a restart of the database, or a restore."""
    restored_at: float
    """Unix seconds of the last restore; 0 for none."""

    @property
    def spent(self) -> Decimal:
        return self.charged - self.refunded


def to_books(found: Sequence[object]) -> Books:
    """From what the script gives: amounts in millionths, times in milliseconds."""
    charged, refunded, settled, coming, open_, epoch, restored = map(str, found)
    return Books(
        charged=Decimal(charged) / 1_000_000,
        refunded=Decimal(refunded) / 1_000_000,
        settled=int(settled),
        coming=Decimal(coming) / 1_000_000,
        open=Decimal(open_) / 1_000_000,
        epoch=f"{epoch} {restored}",
        restored_at=int(restored) / 1000,
    )
