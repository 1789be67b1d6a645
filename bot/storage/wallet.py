"""Wallets: what is booked on them from outside, what is in them, and whether the ledger adds up."""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from bot.domain.errors import StorageError
from bot.domain.wallet import AGAINST, Balance, Booked, Booking, Entry, EntryKind, Outcome, Verdict
from bot.storage.connection import Database, guarded
from bot.storage.keys import Keys
from bot.storage.records import pairs
from bot.storage.scripts import REDIS_TIME, Script

WALLET_PARTS: Final = ("number_vouchers", "wallet")
WALLET_LUA: Final = "\n".join(
    Path(__file__).with_name(f"{name}.lua").read_text(encoding="utf-8") for name in WALLET_PARTS
)
"""The ledger itself, and what stands for money: in front of every script that moves a user's."""

PIECE: Final = 1000
"""Entries read at once."""

KINDS: Final[Mapping[str, EntryKind]] = {kind.value: kind for kind in EntryKind}

VERIFY_TRIES: Final = 5
"""How often the entries are read anew, where some have left the ledger meanwhile."""


class WalletStore:
    def __init__(self, redis: Database, keys: Keys, *, clock: str = REDIS_TIME) -> None:
        calls = Path(__file__).with_name("wallet_calls.lua").read_text(encoding="utf-8")
        self._script = Script(redis, f"local now = {clock}\n{WALLET_LUA}\n{calls}")
        self._redis = redis
        self._keys = keys

    async def book(self, booking: Booking) -> Booked:
        """Once for each operation id; a repeat gives what the first one booked."""
        outcome, entry_id, balance = await self._call(
            "book", booking.operation_id, booking.kind, booking.user_id, booking.amount, AGAINST[booking.kind],
            booking.by, booking.reason, int(booking.overdraw),
        )  # fmt: skip
        return Booked(Outcome(outcome), entry_id, int(balance))

    async def booked(self, operation_id: str) -> bool:
        return bool(await self._call("booked", operation_id))

    async def balance(self, user_id: int) -> Balance:
        free, held = await self._call("balance", user_id)
        return Balance(int(free), int(held))

    async def totals(self) -> dict[str, int]:
        """By account; `users` and `held` are all users' together, which is what the operator owes them."""
        return _amounts(await self._call("totals"))

    async def history(self, user_id: int, offset: int, limit: int) -> tuple[list[Entry], int]:
        """The user's entries, newest first, and how many there are."""
        total, *page = await self._call("history", user_id, offset, limit)
        return [_entry(id_, flat) for id_, flat in page], int(total)

    async def entries_since(self, at: float) -> AsyncIterator[Entry]:
        """Those of that time (Unix seconds) and after it, newest first."""
        end = "+"
        while True:
            async with guarded():
                piece: Any = await self._redis.xrevrange(self._keys.wallet_entries, max=end, count=PIECE)
            for id_, fields in piece:
                entry = _to_entry(id_, fields)
                if entry.at < at:
                    return
                yield entry
            if len(piece) < PIECE:
                return
            end = f"({piece[-1][0]}"

    async def entries(self, after: str = "") -> AsyncIterator[Entry]:
        """All that are kept behind the entry `after`, oldest first."""
        start = f"({after}" if after else "-"
        while True:
            async with guarded():
                piece: Any = await self._redis.xrange(self._keys.wallet_entries, min=start, count=PIECE)
            for id_, fields in piece:
                yield _to_entry(id_, fields)
            if len(piece) < PIECE:
                return
            start = f"({piece[-1][0]}"

    async def verify(self) -> Verdict:
        """Add up all accounts, and each of them from the checkpoint and the entries. Raises `StorageError`."""
        for _ in range(VERIFY_TRIES):
            flat_balances, flat_checkpoint, last, count = await self._call("books")
            balances, sums = _amounts(flat_balances), _amounts(flat_checkpoint)
            read = 0
            async for entry in self.entries():
                if _position(entry.id) > _position(last):
                    break
                read += 1
                for account, amount in entry.postings.items():
                    sums[account] = sums.get(account, 0) + amount
            if read == count:
                return _verdict(balances, sums, read)
        raise StorageError("entries leave the ledger faster than they can be read")

    async def _call(self, name: str, *arguments: object) -> Any:
        return await self._script(self._keys.base, name, *map(str, arguments))


def _verdict(balances: Mapping[str, int], sums: Mapping[str, int], entries: int) -> Verdict:
    wrong = [name for name in {*balances, *sums} if balances.get(name, 0) != sums.get(name, 0)]
    of_users = {name: amount for name, amount in balances.items() if name.startswith(("user:", "held:"))}
    return Verdict(
        total=sum(balances.values()),
        wrong=tuple(sorted(wrong)),
        entries=entries,
        users=len({name.partition(":")[2] for name in of_users}),
        owed=sum(of_users.values()),
    )


def _amounts(flat: Sequence[str]) -> dict[str, int]:
    return {account: int(amount) for account, amount in pairs(flat).items()}


def _position(entry_id: str) -> tuple[int, ...]:
    return tuple(map(int, entry_id.split("-")))


def _entry(entry_id: str, flat: Sequence[str]) -> Entry:
    return _to_entry(entry_id, pairs(flat))


def _to_entry(entry_id: str, fields: Mapping[str, str]) -> Entry:
    return Entry(
        id=entry_id,
        at=int(fields["at"]) / 1000,
        operation_id=fields["op"],
        kind=KINDS.get(fields["kind"], EntryKind.OTHER),
        user_id=int(fields["user"]),
        postings=dict(_postings(fields["postings"])),
        activation_id=fields.get("activation", ""),
        country_id=int(fields.get("country") or 0),
        service_id=int(fields.get("service") or 0),
        by=int(fields.get("by", 0)),
        reason=fields.get("reason", ""),
    )


def _postings(written: str) -> Iterator[tuple[str, int]]:
    words = written.split(" ")
    for account, amount in zip(words[::2], words[1::2], strict=True):
        yield account, int(amount)
