"""Links into an offer, the buttons that messages stand for, and the list that a button leads to."""

import re
from collections.abc import Mapping
from typing import Final

from aiogram.filters.callback_data import CallbackData
from aiogram.types import Message

from bot.domain.pairs import NOWHERE, Place
from bot.domain.vouchers import read_code
from bot.telegram.callbacks import OpenCountries, OpenMenu, OpenOffer, OpenServices, Page

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
