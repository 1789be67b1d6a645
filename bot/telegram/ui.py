"""How a handler answers one update: the one module that edits or sends messages, and what a screen is made of."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Final

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest
from aiogram.filters.callback_data import CallbackData
from aiogram.types import (
    BufferedInputFile,
    CallbackQuery,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    LabeledPrice,
    ReplyParameters,
)

from bot.domain.models import Activation, Quote
from bot.domain.pairs import Pair
from bot.domain.users import KnownUser
from bot.shop.catalogue.catalogue import Catalogue
from bot.shop.wallet.wallets import Wallets
from bot.telegram.bot import known_username, plain_keyboard, plain_text, refused_ornament
from bot.telegram.callbacks import Pin
from bot.telegram.export import CsvFile
from bot.telegram.screens import names
from bot.telegram.screens.catalogue import Labels
from bot.telegram.screens.menu import guest, menu
from bot.telegram.screens.names import Pick
from bot.telegram.screens.screen import Screen
from bot.telegram.screens.wallet_lines import balance_line, voucher_row
from bot.telegram.taps import offer_link
from bot.texts import Texts

log = structlog.get_logger(__name__)

NOT_MODIFIED = "message is not modified"
MESSAGE_GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")
"""Pieces of Telegram's descriptions, in small letters, after which the message will never be edited again."""

SEND_FILE_TIMEOUT_S = 600
"""Seconds: a large file is written while it is sent."""


NO_CHAT: Final = 0
"""Of an inline query: whatever else goes wrong, nothing is written anywhere."""

INLINE_CACHE_S: Final = 10
"""Seconds for which Telegram may give somebody the same results again."""


@dataclass(frozen=True, slots=True)
class Window:
    """Where the answer to one update is shown."""

    bot: Bot
    chat_id: int
    message_id: int = 0
    """The message whose button was tapped; 0 where somebody typed."""
    keep: bool = False
    """That message is a record."""

    async def show(self, screen: Screen) -> None:
        """Show a page: in place of the one that was tapped, or below a record."""
        await put(self.bot, self.chat_id, 0 if self.keep else self.message_id, screen)

    async def show_picture(self, png: bytes, screen: Screen) -> None:
        """Show a picture with its caption as a new message: a page can't become one."""
        photo = BufferedInputFile(png, "picture.png")
        await self.bot.send_photo(self.chat_id, photo, caption=screen.text, reply_markup=screen.keyboard)

    async def send_invoice(self, title: str, description: str, payload: str, stars: int) -> None:
        """Ask for Stars. The parameter gives a forwarded copy a link to this bot in the place of its Pay button."""
        await self.bot.send_invoice(
            self.chat_id,
            title=title,
            description=description,
            payload=payload,
            currency="XTR",
            prices=[LabeledPrice(label=title, amount=stars)],
            provider_token="",
            start_parameter="topup",
        )

    async def send_file(self, file: CsvFile, screen: Screen) -> None:
        """Send a file with its caption as a new message."""
        caption, buttons = screen.text, screen.keyboard
        try:
            await self.bot.send_document(
                self.chat_id, file, caption=caption, reply_markup=buttons, request_timeout=SEND_FILE_TIMEOUT_S
            )
        except AiogramError:
            if file.failed:
                raise file.failed from None
            raise

    async def redraw(self, screen: Screen) -> None:
        """Show a record anew in its own place."""
        await put(self.bot, self.chat_id, self.message_id, screen)

    async def retire(self, message_id: int, screen: Screen) -> None:
        """Put a last word into an older message, where it is still there; a failure takes nothing from the tap."""
        with suppress(AiogramError):
            await _edit(self.bot, self.chat_id, message_id, screen)


async def put(bot: Bot, chat_id: int, message_id: int, screen: Screen, *, reply_to: int = 0) -> int:
    """Edit the message, or send a new one where there is none (0) or it is gone; gives the id of the message.

    A new one answers the message `reply_to`, if that is still there. Raises aiogram's errors.
    """
    if message_id and await _edit(bot, chat_id, message_id, screen):
        return message_id
    reply = ReplyParameters(message_id=reply_to, allow_sending_without_reply=True) if reply_to else None
    try:
        sent = await bot.send_message(chat_id, screen.text, reply_markup=screen.keyboard, reply_parameters=reply)
    except TelegramBadRequest as error:
        text, buttons = _plainly(screen, error)
        sent = await bot.send_message(chat_id, text, parse_mode=None, reply_markup=buttons, reply_parameters=reply)
    return sent.message_id


def _plainly(screen: Screen, error: TelegramBadRequest) -> tuple[str, InlineKeyboardMarkup | None]:
    """The screen without ornaments, where one of them was refused; else raises the error."""
    words = refused_ornament(error)
    if words is None:
        raise error
    log.warning("Telegram refuses an ornament, so the message goes plain", refused=words)
    return plain_text(screen.text), plain_keyboard(screen.keyboard)


async def _edit(bot: Bot, chat_id: int, message_id: int, screen: Screen) -> bool:
    """Whether the message shows the screen now; `False` where it is gone."""
    place: dict[str, Any] = {"chat_id": chat_id, "message_id": message_id}

    async def edit() -> None:
        try:
            await bot.edit_message_text(screen.text, reply_markup=screen.keyboard, **place)
        except TelegramBadRequest as error:
            text, buttons = _plainly(screen, error)
            await bot.edit_message_text(text, parse_mode=None, reply_markup=buttons, **place)

    try:
        await edit()
    except TelegramBadRequest as error:
        description = error.message.lower()
        if any(piece in description for piece in MESSAGE_GONE):
            return False
        if NOT_MODIFIED not in description:
            raise
    return True


async def answer(query: CallbackQuery, toast: str | None = None) -> None:
    """Answer a tap. One that is too old, or a Telegram that fails just now, takes nothing from what the tap does."""
    with suppress(AiogramError):
        await query.answer(toast)


async def answer_inline(
    query: InlineQuery, results: Sequence[InlineQueryResultArticle], button: InlineQueryResultsButton | None = None
) -> None:
    """Show results to whom asked, and to nobody else. One that is too late is of no use to anybody."""
    with suppress(AiogramError):
        await query.answer(list(results), cache_time=INLINE_CACHE_S, is_personal=True, button=button)


@dataclass(frozen=True, slots=True)
class Ui:
    texts: Texts
    """In the user's language."""
    all_texts: Mapping[str, Texts]
    """By language."""
    currency: str
    """The account's, by ISO 4217."""
    catalogue: Catalogue
    window: Window
    user_id: int
    is_admin: bool
    known: KnownUser
    """What the bot remembers of them; nothing while the database is away."""
    wallets: Wallets
    is_guest: bool = False
    """Only a voucher for a number lets them in, for just that."""

    def pick(self, one: Activation | Quote, tap: CallbackData | None = None) -> Pick:
        """The names of its country and service. `tap`: the button that picked them."""
        return self.pick_pair(Pair(one.country_id, one.service_id), tap)

    def pick_pair(self, pair: Pair, tap: CallbackData | None = None) -> Pick:
        pinned = tap.on if isinstance(tap, Pin) else pair in self.known.pairs.pinned
        return replace(names.pick(self.catalogue, *pair, tap), pinned=pinned, link=self.link(*pair))

    def link(self, country_id: int, service_id: int) -> str:
        """What opens that offer for somebody else; empty while the bot's own name is not known."""
        username = known_username(self.window.bot)
        return offer_link(username, country_id, service_id) if username else ""

    async def menu(self, texts: Texts | None = None) -> Screen:
        """With their vouchers, their wallet, and what they pinned and bought lately, as far as the catalogue knows it.

        `texts`: in another language than theirs so far.
        """
        texts, mine = texts or self.texts, self.known.pairs
        labels = Labels(texts, self.currency)
        glances = [(pair, glance) for pair in mine.for_menu() if (glance := self.catalogue.glance(pair))]
        rows = [labels.mine(glance, pinned=pair in mine.pinned) for pair, glance in glances]
        usable = await self.wallets.number_vouchers(self.user_id) if self.known.has_vouchers else []
        vouchers = [voucher_row(texts, self.pick_pair(one.pair)) for one in usable]
        if self.is_guest:
            return guest(texts, vouchers)
        balance = await self.wallets.glance(self.user_id)
        wallet = balance_line(texts, balance, self.currency) if balance else None
        return menu(texts, [*vouchers, *rows], admin=self.is_admin, wallet=wallet)

    async def show(self, screen: Screen) -> None:
        """Show a page: in place of the one that was tapped, or below a record."""
        await self.window.show(screen)

    async def redraw(self, screen: Screen) -> None:
        """Show a record anew in its own place."""
        await self.window.redraw(screen)
