"""Telegram as the cashier: gives Stars back, lists the bot's transactions, and tells users of their top-ups."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.methods import TelegramMethod
from pydantic import BaseModel, ConfigDict, ValidationError

from bot.domain.errors import RefundRefused, StorageError, Undelivered
from bot.domain.stars import TopUp, TopUpNews, Transaction
from bot.telegram.access import UserMemory
from bot.telegram.notifier import delivery
from bot.telegram.screens.top_up import news_screen
from bot.telegram.ui import put
from bot.texts import Texts

ALREADY_REFUNDED: Final = "CHARGE_ALREADY_REFUNDED"
REASON_LENGTH: Final = 60


class GetRawStarTransactions(TelegramMethod[dict[str, Any]]):
    """`getStarTransactions` of the Bot API: one line that aiogram can't read must not cost the others."""

    __returning__ = dict[str, Any]
    __api_method__ = "getStarTransactions"

    offset: int
    limit: int


class _User(BaseModel):
    id: int


class _Partner(BaseModel):
    type: str
    user: _User | None = None
    invoice_payload: str = ""


class _Line(BaseModel):
    """A transaction, as far as it is of use here."""

    model_config = ConfigDict(strict=True)

    id: str
    amount: int
    date: int
    source: _Partner | None = None
    receiver: _Partner | None = None


class TelegramCashier:
    """`StarCashier` of `bot.domain.stars`."""

    def __init__(
        self, bot: Bot, users: UserMemory, texts: Mapping[str, Texts], currency: str, default_language: str
    ) -> None:
        self._bot = bot
        self._users = users
        self._texts = texts
        self._currency = currency
        self._default_language = default_language

    async def refund(self, user_id: int, charge_id: str) -> None:
        refusal = ""
        with delivery():
            try:
                await self._bot.refund_star_payment(user_id, charge_id)
            except (TelegramBadRequest, TelegramForbiddenError) as error:
                refusal = error.message.removeprefix("Bad Request: ")[:REASON_LENGTH]
        if refusal and ALREADY_REFUNDED not in refusal:
            raise RefundRefused(refusal)

    async def transactions(self, offset: int, limit: int) -> Sequence[Transaction | None]:
        with delivery():
            found = await self._bot(GetRawStarTransactions(offset=offset, limit=limit))
        lines = found.get("transactions")
        if not isinstance(lines, list):
            raise Undelivered("no list of transactions")  # taken for an empty one, it would end a reading too early
        return [_transaction(one) for one in lines]

    async def tell(self, news: TopUpNews, top_up: TopUp, balance: int) -> None:
        try:
            chosen = await self._users.language(top_up.user_id)
        except StorageError:
            chosen = None
        texts = self._texts.get(chosen or top_up.language, self._texts[self._default_language])
        with delivery():
            await put(self._bot, top_up.user_id, 0, news_screen(texts, news, top_up, balance, self._currency))


def _transaction(raw: object) -> Transaction | None:
    try:
        line = _Line.model_validate(raw)
    except ValidationError:
        return None
    partner = line.source or line.receiver
    if partner is None:
        return None
    user_id = partner.user.id if partner.type == "user" and partner.user else None
    return Transaction(line.id, line.amount, line.date, line.source is not None, user_id, partner.invoice_payload)
