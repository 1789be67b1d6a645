"""People who get the code of a voucher now and then, redeem it, and buy with it for as long as it pays."""

from typing import Any, Final

from chaos.payer import Payer
from chaos.vouchers import VoucherBatch, Vouchers

_TRIES: Final = 3
_ROUNDS: Final = 4
"""To the offer with one voucher, at the most."""
_LEAVES: Final = 0.2
"""The share of rounds after which they leave it at that."""


class Redeemer(Payer):
    def __init__(self, user_id: int, *, vouchers: Vouchers, **more: Any) -> None:
        super().__init__(user_id, **more)
        self._vouchers = vouchers

    async def buy_one(self) -> None:
        batch = self._vouchers.unspent(self.id)
        if batch is None and self.random.random() < self._habits.voucher:
            batch = self._vouchers.take()
            if batch is not None:
                await self._redeem(batch)
        if batch is None:
            await super().buy_one()
        elif self.id in batch.holders:
            await self._spend(batch)

    def _noticed(self, event: dict[str, Any]) -> None:
        super()._noticed(event)
        if event["type"] == "message" and event["message"]["from_bot"]:
            self._vouchers.told(self.id, str(event["message"]["text"]))

    async def _redeem(self, batch: VoucherBatch) -> None:
        """Each of its codes, until the bot has said how it stands. A single one may be somebody else's as well."""
        is_shared = len(batch.codes) == 1 and self.random.random() < self._habits.shared_voucher
        others = [self._vouchers.rival(self.id)] if is_shared else []
        for code in batch.codes:
            batch.sent.add(code)
            for _ in range(_TRIES):
                mark = len(self._seen)
                for _ in range(2 if self.random.random() < self._habits.double_tap else 1):
                    self._people.send_text(self.id, code)
                while others:
                    self._people.send_text(others.pop(), code)
                if await self._until(
                    mark,
                    lambda shown: shown.voucher in ("usable", "taken", "refused"),
                    self._habits.answer_timeout_s,
                ):
                    break

    async def _spend(self, batch: VoucherBatch) -> None:
        """Also once more after it was used up, and should pay for nothing any more."""
        batch.is_spent = True
        for _ in range(_ROUNDS):
            offer = await self._open(batch.pair, lambda shown: shown.offered == batch.pair)
            if offer is None or offer.voucher != "pays":
                return
            attempt = await self._buy(offer, batch.pair)
            if attempt is not None:
                await self._follow(attempt)
            if self.random.random() < _LEAVES:
                return
