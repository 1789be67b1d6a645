"""Vouchers: made in batches, redeemed once, revoked."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.domain.pairs import Pair
from bot.domain.vouchers import Batch, NumberVoucher, Redeemed, Redemption
from bot.storage.connection import Database
from bot.storage.keys import Keys
from bot.storage.records import pairs
from bot.storage.scripts import REDIS_TIME, Script
from bot.storage.wallet import WALLET_LUA


class VoucherStore:
    """Every method may raise `StorageError`, and may be repeated then."""

    def __init__(self, redis: Database, keys: Keys, *, clock: str = REDIS_TIME) -> None:
        source = Path(__file__).with_suffix(".lua").read_text(encoding="utf-8")
        self._script = Script(redis, f"local now = {clock}\n{WALLET_LUA}\n{source}")
        self._keys = keys

    async def make(self, batch: Batch, lasts_s: float, digests: Sequence[str]) -> Batch | None:
        """Of the `batch` its id, amount, pair and maker; `None` where one was made before with other codes."""
        pair = batch.pair or ("", "")
        flat = await self._call("make", batch.id, batch.amount, *pair, round(lasts_s * 1000), batch.by, *digests)
        return _batch(batch.id, pairs(flat)) if flat else None

    async def revoke(self, batch_id: str, *, admin_id: int) -> Batch | None:
        """Nobody redeems any more of it; `None` where there is none."""
        flat = await self._call("revoke", batch_id, admin_id)
        return _batch(batch_id, pairs(flat)) if flat else None

    async def batches(self, offset: int, limit: int) -> tuple[list[Batch], int]:
        """The newest first, and how many there are."""
        total, page = await self._call("batches", offset, limit)
        return [_batch(id_, pairs(flat)) for id_, flat in page], int(total)

    async def batch(self, batch_id: str) -> Batch | None:
        flat = await self._call("batch", batch_id)
        return _batch(batch_id, pairs(flat)) if flat else None

    async def of(self, user_id: int, limit: int) -> list[NumberVoucher]:
        """What the user may use for a number, that of the nearest end first."""
        return [_number(*one) for one in await self._call("of", user_id, limit)]

    async def redeem(self, code_digest: str, user_id: int, *, admit: bool, pays: bool) -> Redemption:
        """Once, together with its money; `admit`: and the user is let in by it. `pays`: users have wallets."""
        outcome, amount, *more = await self._call("redeem", code_digest, user_id, int(admit), int(pays))
        if outcome == "number":
            country, service, until = more
            return Redemption(Redeemed.OK, number=_number(country, service, amount, until))
        return Redemption(Redeemed(outcome), int(amount), int(*more))

    async def _call(self, name: str, *arguments: object) -> Any:
        return await self._script(self._keys.base, name, *map(str, arguments))


def _number(country: str, service: str, most: str, until: str) -> NumberVoucher:
    return NumberVoucher(Pair(int(country), int(service)), int(most), float(until) / 1000)


def _batch(batch_id: str, fields: Mapping[str, str]) -> Batch:
    pair = Pair(int(fields["country"]), int(fields["service"])) if "most" in fields else None
    return Batch(
        id=batch_id,
        amount=int(fields["most" if pair else "amount"]),
        count=int(fields["count"]),
        until=int(fields["until"]) / 1000,
        by=int(fields["by"]),
        at=int(fields["at"]) / 1000,
        used=int(fields.get("used", 0)),
        revoked="revoked" in fields,
        pair=pair,
        redeemed=int(fields.get("redeemed", 0)),
    )
