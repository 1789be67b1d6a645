"""Holds what chats said of vouchers for a number against the provider's ledger, and the bot's records against both."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from bot.domain.vouchers import digest
from bot.domain.wallet import EntryKind
from bot.storage.keys import Keys
from bot.storage.wallet import WalletStore
from chaos.history import Attempt, Evidence
from chaos.reading import ENDS
from chaos.vouchers import VoucherBatch

_BASE: Final = "{sb}"
_OF_WALLET: Final = frozenset({EntryKind.HOLD, EntryKind.RELEASE, EntryKind.CAPTURE})

Fate: TypeAlias = Literal["open", "held", "used", "back"]
"""What the card of a number says of the voucher that pays for it."""


@dataclass
class VoucherFindings:
    redeemed: int = 0
    used: int = 0
    given_back: int = 0
    """Numbers that ended otherwise than with a code."""
    wrong: list[str] = field(default_factory=list)


class Record(NamedTuple):
    """A voucher as the bot has it."""

    holder: str
    taken: str
    """The activation that has it, or has used it up."""
    is_usable: bool
    used_of_batch: int


def fate(attempt: Attempt) -> Fate:
    words = [shown.voucher for _, shown in attempt.shown if shown.says not in ("", "asked")]
    word = words[-1] if words else ""
    if attempt.says in ("code", "done"):
        return "back" if word == "free" else "used"
    if attempt.says in ("unknown", "unconfirmed"):
        return "back" if word == "back" else "held"
    return "back" if attempt.says in ENDS else "open"


async def check_vouchers(evidence: Evidence, batches: Sequence[VoucherBatch]) -> VoucherFindings:
    history, found = evidence.history, VoucherFindings()
    async with evidence.valkey.client() as client:
        records = {batch: [await _record(client, batch, code) for code in batch.codes] for batch in batches}
        booked: dict[str, Counter[EntryKind]] = defaultdict(Counter)
        async for entry in WalletStore(client, Keys()).entries():
            booked[entry.activation_id][entry.kind] += 1
    numbers: dict[VoucherBatch, list[Attempt]] = {batch: [] for batch in batches}
    by_pair = {batch.pair: batch for batch in batches}
    for attempt in history.attempts.values():
        if attempt.by_voucher and attempt.says:
            if attempt.pair in by_pair:
                numbers[by_pair[attempt.pair]].append(attempt)
            else:
                found.wrong.append(f"{attempt.nonce}: was paid by a voucher, and there is none for it")
        if not history.forgotten(attempt):
            found.wrong += _wrong_entries(attempt, booked[attempt.nonce])
    paid = _paid(evidence)
    for batch, attempts in numbers.items():
        fates = Counter(map(fate, attempts))
        found.used += fates["used"]
        found.given_back += fates["back"]
        if batch.holders:
            found.redeemed += len(batch.sent)
        if all(batch.ordered_at > rollback.ended for rollback in history.rollbacks):
            found.wrong += _wrong_words(batch, attempts, paid)
            if not fates["open"]:
                found.wrong += _wrong_records(batch, attempts, records[batch])
    return found


async def _record(client: Any, batch: VoucherBatch, code: str) -> Record:
    name, pair = digest(code), f"{batch.pair[0]}:{batch.pair[1]}"
    id_, holder, taken = [*str(await client.get(f"{_BASE}:voucher:{name}") or "").split(" "), "", "", ""][:3]
    listed = await client.zscore(f"{_BASE}:vouchers:of:{holder}", f"{pair} {name}")
    used = await client.hget(f"{_BASE}:vouchers:{id_}", "used")
    return Record(holder, taken, listed is not None, int(used or 0))


def _paid(evidence: Evidence) -> Mapping[Attempt | None, int]:
    """Numbers of each purchase that the provider has charged and has not given back."""
    back = {entry.request_id for entry in evidence.provider.ledger if entry.kind == "refund"}
    kept = [request for request in evidence.provider.orders.requests.values() if request.id not in back]
    return Counter(evidence.history.buyer((one.country_id, one.service_id), one.bought_at) for one in kept)


def _wrong_entries(attempt: Attempt, booked: Counter[EntryKind]) -> Iterator[str]:
    """A voucher pays, or the wallet."""
    captured = booked[EntryKind.VOUCHER_CAPTURE]
    if not attempt.by_voucher:
        if captured:
            yield f"{attempt.nonce}: a voucher paid for it, and its offer did not say so"
        return
    if touched := sorted(_OF_WALLET & booked.keys()):
        yield f"{attempt.nonce}: its voucher paid for it, and its user's wallet has {', '.join(touched)} of it"
    if fate(attempt) != "open" and captured != (fate(attempt) == "used"):
        yield f"{attempt.nonce}: its voucher is {fate(attempt)}, and the ledger has {captured} captures of it"


def _wrong_words(batch: VoucherBatch, attempts: list[Attempt], paid: Mapping[Attempt | None, int]) -> Iterator[str]:
    """What chats and the provider's ledger say by themselves."""
    name = f"the vouchers for {batch.pair}"
    if len(batch.holders) > 1:
        yield f"{name} were redeemed by users {sorted(batch.holders)}, and each has one holder"
    kept = [attempt.nonce for attempt in attempts if fate(attempt) == "used" and paid.get(attempt)]
    if len(kept) > len(batch.sent):
        yield f"{name}: {len(batch.sent)} paid for {len(kept)} numbers that were not given back: {', '.join(kept)}"
    for attempt in attempts:
        prices = {attempt.price, *(shown.price for _, shown in attempt.shown if shown.says)} - {None}
        if any(price > batch.most for price in prices if price):
            yield f"{attempt.nonce}: was paid by a voucher up to {batch.most}, and its price is {prices}"
        words = {shown.voucher for _, shown in attempt.shown if shown.says == attempt.says}
        if attempt.says in ENDS - {"code", "done", "unknown", "unconfirmed"} and "back" not in words:
            yield f"{attempt.nonce}: its card says {attempt.says!r}, and not that its voucher is back"


def _wrong_records(batch: VoucherBatch, attempts: list[Attempt], records: list[Record]) -> Iterator[str]:
    """What the bot has of them, once all of their numbers are at an end."""
    name = f"the vouchers for {batch.pair}"
    for user in sorted(batch.holders - {int(record.holder) for record in records if record.holder}):
        yield f"{name}: user {user} was told that one is theirs, and it is not"
    fates = {attempt.nonce: fate(attempt) for attempt in attempts}
    expected = {nonce for nonce, one in fates.items() if one in ("used", "held")}
    taken = {record.taken for record in records if record.taken}
    for nonce in sorted(taken - expected):
        yield f"{nonce}: its voucher is said to be used up, and its money came back"
    for nonce in sorted(expected - taken):
        yield f"{nonce}: its voucher is {fates[nonce]}, and may be used again"
    for record in records:
        if record.is_usable != bool(record.holder and not record.taken):
            may = "may" if record.is_usable else "may not"
            yield f"{name}: user {record.holder or 'nobody'} {may} use one, and it is taken by {record.taken or 'none'}"
    used = sum(one == "used" for one in fates.values())
    if any(record.used_of_batch != used for record in records):
        yield f"{name}: the operator is told that {records[0].used_of_batch} are used, and it is {used}"
