"""What was tapped, read once from a button's data; and the messages and links that stand for a tap."""

import re
from collections.abc import Mapping
from typing import Any, Final

from aiogram import Router
from aiogram.dispatcher.event.handler import HandlerObject
from aiogram.dispatcher.event.telegram import TelegramEventObserver
from aiogram.filters import Filter
from aiogram.filters.callback_data import CallbackData
from aiogram.types import Message, TelegramObject, Update
from aiogram.utils.magic_filter import MagicFilter
from pydantic import ValidationError

from bot.domain.pairs import NOWHERE, Place
from bot.domain.vouchers import read_code
from bot.telegram import admin_callbacks, callbacks
from bot.telegram.callbacks import Buy, OpenCountries, OpenMenu, OpenOffer, OpenServices, Page

START: Final = re.compile(r"/start(?:@\w+)?\s+o_(\d{1,10})_(\d{1,10})", re.ASCII)
VOUCHER: Final = re.compile(r"/start(?:@\w+)?\s+v_([\w-]{1,60})|/redeem(?:@\w+)?\s+(\S.{0,60})", re.ASCII)
COMMANDS: Final[Mapping[str, Page]] = {"/start": OpenMenu(), "/buy": OpenServices()}
LINK: Final = re.compile(r"https://t\.me/\w+\?start=o_(\d{1,10})_(\d{1,10})", re.ASCII)


def offer_link(username: str, country_id: int, service_id: int) -> str:
    """What opens the offer as it is by then, for those whom the bot lets in: no price stands in it."""
    return f"https://t.me/{username}?start=o_{country_id}_{service_id}"


def voucher_link(username: str, code: str) -> str:
    """What redeems the voucher for who opens it first."""
    return f"https://t.me/{username}?start=v_{code}"


def written_voucher(message: Message) -> str | None:
    """What stands for a voucher's code, by a link, by `/redeem`, or sent as it is; `None` where nothing does."""
    text = (message.text or "").strip()
    if found := VOUCHER.fullmatch(text):
        return found[1] or found[2]
    return text if "-" in text and read_code(text) else None


def spoken(message: Message) -> Page | None:
    """The button that a message stands for: a deep link, a chosen inline result of this bot, or a command."""
    text = (message.text or "").strip()
    found = START.fullmatch(text)
    if message.via_bot and message.reply_markup:
        urls = [button.url or "" for row in message.reply_markup.inline_keyboard for button in row]
        found = next((match for url in urls if (match := LINK.fullmatch(url))), None)
    if found:
        return OpenOffer(country_id=int(found[1]), service_id=int(found[2]))
    return COMMANDS.get(text.split(maxsplit=1)[0].partition("@")[0]) if text else None


def place_of(tap: CallbackData | None) -> Place | None:
    """The list that a tap leads to, where words that are typed name half a pair; `None` where it changes nothing."""
    match tap:
        case OpenCountries():
            return Place(service_id=tap.service_id)
        case OpenServices():
            return Place(country_id=tap.country_id)
        case OpenMenu():
            return NOWHERE
        case _:
            return None


BASES = (CallbackData, Page, admin_callbacks.OfUser, callbacks.OfReminder, callbacks.Act)
TAPS: tuple[type[CallbackData], ...] = tuple(
    kind
    for kind in {**vars(callbacks), **vars(admin_callbacks)}.values()
    if isinstance(kind, type) and issubclass(kind, CallbackData) and kind not in BASES
)
"""Every button there is."""

BY_PREFIX = {tap.__prefix__: tap for tap in TAPS}


def _whole(tap: type[CallbackData], data: str) -> str:
    """A button of before its kind learned to carry more still works: what may be missing at the end is empty."""
    missing = list(tap.model_fields.values())[data.count(":") :]
    return data + ":" * len(missing) if all(one.default is None for one in missing) else data


def parse(data: str | None) -> CallbackData | None:
    """What was tapped; `None` for a button of another age, or a forged one."""
    tap = BY_PREFIX.get((data or "").split(":", 1)[0])
    try:
        return tap.unpack(_whole(tap, data)) if tap and data else None
    except (TypeError, ValidationError):
        return None


def tap_of(event: TelegramObject) -> CallbackData | None:
    """The tapped button, or the one that a message stands for."""
    if not isinstance(event, Update):
        return None
    if event.callback_query:
        return parse(event.callback_query.data)
    return spoken(event.message) if event.message else None


def keeps_message(tap: CallbackData | None) -> bool:
    """Whether the message with the tapped button has to stay: it is a card or a code, or nobody knows what it is."""
    match tap:
        case Page():
            return tap.fresh
        case Buy():
            return False
        case _:
            return True


GUEST_TAPS: Final = frozenset(
    {
        callbacks.OpenMenu, callbacks.OpenOffer, callbacks.Agree, callbacks.Buy, callbacks.OpenNumbers,
        callbacks.OpenNumberServices, callbacks.SendNumbers, callbacks.Forget, callbacks.OpenWallet,
        callbacks.OpenLanguages, callbacks.PickLanguage, callbacks.OpenHelp, callbacks.Stay,
    }
)  # fmt: skip
GUEST_COMMANDS: Final = re.compile(
    r"/(start|numbers|language|help|forget|terms|redeem|wallet|paysupport)(@\w+)?(\s.*)?"
)


def for_guests(tap: CallbackData | None, message: object) -> bool:
    """Whether it is for those, too, whom only a voucher lets in: its number, and what is theirs."""
    if tap is not None:
        return type(tap) in GUEST_TAPS or isinstance(tap, callbacks.Act)
    if not isinstance(message, Message):
        return False
    return message.reply_to_message is not None or bool(GUEST_COMMANDS.fullmatch((message.text or "").strip()))


class Tapped(Filter):
    """The tapped button is of this kind, as the door has read it once for all handlers: each filter that aiogram makes
    reads it anew."""

    def __init__(self, kind: type[CallbackData], rule: MagicFilter | None = None) -> None:
        self.kind = kind
        self._rule = rule

    async def __call__(self, _: TelegramObject, callback_data: CallbackData | None) -> bool:
        return type(callback_data) is self.kind and (self._rule is None or bool(self._rule.resolve(callback_data)))


class TapObserver(TelegramEventObserver):
    """Asks only the handlers of the tapped button's kind: there are 60, and each that is asked costs the tap 1.5 µs."""

    def __init__(self, router: Router, event_name: str) -> None:
        super().__init__(router, event_name)
        self._by_kind: dict[type[CallbackData | None], TelegramEventObserver] = {}

    async def trigger(self, event: TelegramObject, **data: Any) -> Any:
        kind = type(data.get("callback_data"))
        if kind not in self._by_kind:  # all are registered by now
            self._by_kind[kind] = self._of(kind)
        return await self._by_kind[kind].trigger(event, **data)

    def _of(self, kind: type[CallbackData | None]) -> TelegramEventObserver:
        """Its handlers, and those of any button, in their order."""
        observer = TelegramEventObserver(self.router, self.event_name)
        observer.handlers = [one for one in self.handlers if _kind_of(one) in (kind, None)]
        return observer


def _kind_of(handler: HandlerObject) -> type[CallbackData] | None:
    filters = [one.callback for one in handler.filters or ()]
    return next((one.kind for one in filters if isinstance(one, Tapped)), None)


class Words(Filter):
    """A text that is no command. Not by a magic filter: aiogram resolves each of those in a thread."""

    async def __call__(self, message: Message) -> bool:
        text = message.text
        return bool(text) and not (text or "").startswith("/")


class Replies(Filter):
    """The text answers a message of the bot's with a button of this kind, which says what it is about (`replied`)."""

    def __init__(self, kind: type[CallbackData]) -> None:
        self.kind = kind

    async def __call__(self, message: Message) -> bool | dict[str, CallbackData]:
        answered, bot = message.reply_to_message, message.bot
        if not answered or not answered.from_user or not bot or answered.from_user.id != bot.id:
            return False  # a user can't send buttons, and another bot's are none of ours
        rows = answered.reply_markup.inline_keyboard if answered.reply_markup else []
        taps = (parse(button.callback_data) for row in rows for button in row)
        tap = next((one for one in taps if type(one) is self.kind), None)
        return {"replied": tap} if tap else False
