"""Telegram's side of Stars, played by hand: its list, the answers to refunds, and calls that hang."""

import asyncio
from collections.abc import Sequence

from bot.domain.stars import TopUp, TopUpNews, Transaction


class Till:
    def __init__(self) -> None:
        self.lines: list[Transaction | None] = []
        """The bot's transactions, in the order in which they are given."""
        self.answers: list[Exception | None] = []
        """To the next refunds; `None` is a yes, as is the end of the list."""
        self.refunds: list[str] = []
        """The charges that were asked to go back."""
        self.told: list[tuple[TopUpNews, str]] = []
        self.hangs: asyncio.Event | None = None
        """The next call, a refund or a page, is answered only then, by what was to be answered when it came."""
        self.called = asyncio.Event()

    async def refund(self, user_id: int, charge_id: str) -> None:
        answer = self.answers.pop(0) if self.answers else None
        self.refunds.append(charge_id)
        await self._hang()
        if answer:
            raise answer

    async def transactions(self, offset: int, limit: int) -> Sequence[Transaction | None]:
        page = self.lines[offset : offset + limit]
        await self._hang()
        return page

    async def tell(self, news: TopUpNews, top_up: TopUp, balance: int) -> None:
        self.told.append((news, top_up.charge_id))

    async def _hang(self) -> None:
        hangs, self.hangs = self.hangs, None
        self.called.set()
        if hangs:
            await hangs.wait()


def line(charge: str, at: int, stars: int = 1, user: int = 1001, *, is_incoming: bool = True) -> Transaction:
    return Transaction(charge, stars, at, is_incoming, user, "topup:an-invoice")
