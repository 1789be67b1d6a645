"""People who pay with Stars, at times twice or by an old invoice, and who take back what they can."""

import asyncio
from typing import Any, Final

from chaos.history import Attempt
from chaos.reading import Pair, Shown
from chaos.users import User
from sandbox.telegram.core import Core
from sandbox.telegram.errors import ApiError
from sandbox.telegram.payments import Payers

_CHECKOUT_S: Final = 11.0
"""For which they look at a pay sheet that does not go on: longer than Telegram waits for the bot."""

_PACKS: Final = 3
_TRIES: Final = 3


class Payer(User):
    def __init__(self, user_id: int, *, core: Core, **more: Any) -> None:
        super().__init__(user_id, core=core, **more)
        self._payers = Payers(core)
        self._invoices: list[int] = []
        """Messages that they can pay by, also once more."""
        self._checkouts: dict[str, bool] = {}
        """What the bot said to a payment, by the query."""

    async def buy_one(self) -> None:
        draw = self.random.random()
        if draw < 0.08:
            await self._take_back()
        elif draw < 0.2:
            await self._top_up()
        await super().buy_one()

    async def _buy(self, offer: Shown, pair: Pair) -> Attempt | None:
        if offer.button("tu"):
            await self._top_up()
            again = await self._open(pair, lambda shown: shown.offered == pair)
            if again is None or again.button("tu"):
                return None
            offer = again
        return await super()._buy(offer, pair)

    async def _top_up(self) -> None:
        invoice = self.random.choice(self._invoices) if self._invoices and self.random.random() < 0.15 else None
        invoice = invoice or await self._new_invoice()
        if invoice is None:
            return
        mark = len(self._seen)
        for _ in range(2 if self.random.random() < self._habits.double_tap else 1):
            await self._pay(invoice)
        await self._until(mark, lambda shown: shown.is_paid_in, self._habits.answer_timeout_s)

    async def _new_invoice(self) -> int | None:
        mark = len(self._seen)
        if not self._stands or self.random.random() < 0.5:
            self._people.send_text(self.id, f"/topup {self.random.randint(20, 120)}")
        else:
            self._tap(self._latest().message_id, f"tp:1:{self.random.randrange(_PACKS)}")
        shown = await self._until(mark, lambda shown: shown.is_invoice, self._habits.answer_timeout_s)
        if shown is None:
            return None
        self._invoices.append(shown.message_id)
        return shown.message_id

    async def _pay(self, invoice: int) -> None:
        """Until the bot has answered, and a few times where it did not."""
        for _ in range(_TRIES):
            try:
                query = self._payers.pay(self.id, invoice)
            except (ApiError, LookupError):
                return
            if await self._change(lambda query=query: query in self._checkouts, _CHECKOUT_S):  # type: ignore[misc]
                return

    def _noticed(self, event: dict[str, Any]) -> None:
        if event["type"] == "checkout":
            self._checkouts[event["query_id"]] = event["ok"]
            self._news.set()

    async def _take_back(self) -> None:
        """One of their payments, if the bot offers it: only what is not spent."""
        if not self._stands:
            return
        mark = len(self._seen)
        self._tap(self._latest().message_id, "tl:1")
        page = await self._until(mark, lambda shown: shown.button("ta") is not None, self._habits.answer_timeout_s)
        if page is None:
            return
        mark = len(self._seen)
        self._tap(page.message_id, self.random.choice([data for data in page.buttons if data.startswith("ta:")]))
        question = await self._until(mark, lambda shown: shown.button("tr") is not None, self._habits.answer_timeout_s)
        sure = question.button("tr") if question else None
        if question is None or sure is None:
            return
        for _ in range(2 if self.random.random() < self._habits.double_tap else 1):
            self._tap(question.message_id, sure)
            await asyncio.sleep(self.random.uniform(0.0, 0.5))
