"""How a country and a service are called on the screen: their emoji or flag, and a name that is short and harmless."""

import math
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from aiogram.filters.callback_data import CallbackData

from bot.domain.code_times import CodeChance
from bot.domain.models import Country, Service
from bot.shop.catalogue.catalogue import Catalogue
from bot.shop.catalogue.countries import country_name, flag, territory
from bot.shop.catalogue.other_names import is_any_other
from bot.telegram.callbacks import OpenCountries, OpenOffer, OpenServices
from bot.texts import Texts

MAX_NAME = 24
"""Characters: with the price and the stock beside it, a button still fits a phone."""

MAX_PAIRED_NAME = 15
MAX_OWN_NAME = 12

REMEMBERED = 4096
"""Labels of services, and as many of countries."""


@dataclass(frozen=True, slots=True)
class Pick:
    """The country and the service that the user picked."""

    country: Country
    service: Service
    tap: OpenOffer | None = None
    """The button that picked them, where it knows from which pages."""
    pinned: bool = False
    """They stand in the user's menu."""
    link: str = ""
    """What opens the offer for somebody else; empty while the bot's own name is not known."""

    @property
    def other_country(self) -> OpenCountries:
        """Back to the page of the list that the country was picked from."""
        page = self.tap.countries if self.tap else None
        back = self.tap.back if self.tap and page is not None else None
        return OpenCountries(service_id=self.service.id, page=page or 0, back=back)

    @property
    def other_service(self) -> OpenServices:
        """Back to the page of the list that the service was picked from."""
        page = self.tap.services if self.tap else None
        back = self.tap.back if self.tap and page is not None else None
        return OpenServices(country_id=self.country.id, page=page or 0, back=back)


def pick(catalogue: Catalogue, country_id: int, service_id: int, tap: CallbackData | None = None) -> Pick:
    """Never fails: what the catalogue does not know (any more) is called by its id."""
    return Pick(
        catalogue.country(country_id) or Country(country_id, f"#{country_id}"),
        catalogue.service(service_id) or Service(service_id, f"#{service_id}"),
        tap if isinstance(tap, OpenOffer) else None,
    )


@lru_cache(REMEMBERED)
def country_label(country: Country, language: str) -> str:
    return _country_label(country, language, MAX_NAME)


@lru_cache(REMEMBERED)
def pair_label(service: Service, country: Country, texts: Texts) -> str:
    """Both on one button."""
    own = f"{service_emoji(service)} {service_name(service, texts, MAX_PAIRED_NAME)}"
    return f"{own} · {_country_label(country, texts.language, MAX_PAIRED_NAME)}"


@lru_cache(REMEMBERED)
def own_label(service: Service, country: Country, texts: Texts, *, pinned: bool) -> str:
    """The same in the menu of who bought or pinned it, where a price and the stock have to fit beside it."""
    own = f"{'⭐' if pinned else service_emoji(service)} {service_name(service, texts, MAX_OWN_NAME)}"
    return f"{own} · {_country_label(country, texts.language, MAX_OWN_NAME)}"


def short_label(picked: Pick, texts: Texts) -> str:
    """`🇻🇳 Telegram`, where a line has more to say."""
    country = picked.country
    return f"{flag(territory(country.title, country.code))} {service_name(picked.service, texts)}"


def service_name(service: Service, texts: Texts, length: int = MAX_NAME) -> str:
    """The provider's title; "Any other" in the user's language."""
    return texts.plain("any-other") if is_any_other(service) else harmless(service.title, length)


def _country_label(country: Country, language: str, length: int) -> str:
    name = country_name(country.title, language, country.code)
    if country.note:
        name = f"{name} ({country.note})"
    return f"{flag(territory(country.title, country.code))} {harmless(name, length)}"


@lru_cache(REMEMBERED)
def service_label(service: Service, texts: Texts) -> str:
    return f"{service_emoji(service)} {service_name(service, texts)}"


def percent(code_chance: CodeChance) -> int:
    """Never all, nor none, where it is only nearly so."""
    return int(code_chance.share * 100) if code_chance.share > 0.5 else math.ceil(code_chance.share * 100)


def _is_harmless(character: str) -> bool:
    return character.isspace() or unicodedata.category(character)[0] != "C"


def harmless(title: str, length: int = MAX_NAME) -> str:
    """What a provider wrote, without control and direction characters, cut to a length that fits (a button)."""
    kept = title if title.isprintable() else "".join(filter(_is_harmless, title))
    name = " ".join(kept.split())
    return name if len(name) <= length else name[: length - 1].rstrip() + "…"


SEVERAL = re.compile(r"[/,+(|&]| - ")
OTHER = "🔹"
"""For everything else."""

BY_NAME = {
    "telegram": "✈️",
    "whatsapp": "💬",
    "viber": "💜",
    "signal": "🔵",
    "wechat": "💚",
    "line": "🟢",
    "line messenger": "🟢",
    "kakaotalk": "💛",
    "zalo": "🗨",
    "imo": "🗨",
    "discord": "🎮",
    "skype": "☁️",
    "google": "🔎",
    "gmail": "📧",
    "youtube": "▶️",
    "yahoo": "📧",
    "mail.ru": "📧",
    "mailru": "📧",
    "outlook": "📧",
    "protonmail": "📧",
    "gmx": "📧",
    "microsoft": "🪟",
    "apple": "🍏",
    "facebook": "📘",
    "instagram": "📸",
    "threads": "🧵",
    "twitter": "🐦",
    "x": "🐦",
    "tiktok": "🎵",
    "douyin": "🎵",
    "snapchat": "👻",
    "pinterest": "📌",
    "reddit": "👽",
    "linkedin": "💼",
    "vkontakte": "🐶",
    "vk": "🐶",
    "odnoklassniki": "🧡",
    "ok.ru": "🧡",
    "weibo": "📣",
    "quora": "❓",
    "tinder": "🔥",
    "bumble": "🐝",
    "badoo": "💘",
    "hinge": "💘",
    "mamba": "💘",
    "happn": "💘",
    "pof": "💘",
    "openai": "🤖",
    "chatgpt": "🤖",
    "claude": "🤖",
    "anthropic": "🤖",
    "deepseek": "🐋",
    "amazon": "📦",
    "ebay": "🛍",
    "alibaba": "🛒",
    "aliexpress": "🛒",
    "taobao": "🛒",
    "shopee": "🧺",
    "lazada": "🛒",
    "temu": "🛒",
    "shein": "👗",
    "ozon": "📦",
    "wildberries": "🍇",
    "avito": "🏷",
    "olx": "🏷",
    "craigslist": "🏷",
    "mercado": "🤝",
    "mercadolibre": "🤝",
    "tokopedia": "🦉",
    "walmart": "🛒",
    "uber": "🚕",
    "bolt": "⚡️",
    "grab": "🚖",
    "gojek": "🛵",
    "didi": "🚕",
    "lyft": "🚕",
    "indriver": "🚕",
    "blablacar": "🚗",
    "yandex": "🔴",
    "airbnb": "🏠",
    "booking": "🏨",
    "booking.com": "🏨",
    "mcdonalds": "🍟",
    "mcdonald's": "🍟",
    "kfc": "🍗",
    "burger king": "🍔",
    "starbucks": "☕️",
    "foodpanda": "🐼",
    "doordash": "🍔",
    "glovo": "🛵",
    "deliveroo": "🛵",
    "wolt": "🛵",
    "paypal": "💳",
    "wise": "💳",
    "revolut": "💳",
    "payoneer": "💳",
    "skrill": "💳",
    "neteller": "💳",
    "cash app": "💵",
    "venmo": "💵",
    "qiwi": "🥝",
    "momo": "💳",
    "alipay": "💳",
    "paytm": "💳",
    "coinbase": "🪙",
    "binance": "🪙",
    "okx": "🪙",
    "bybit": "🪙",
    "kucoin": "🪙",
    "kraken": "🪙",
    "steam": "🎮",
    "blizzard": "🎮",
    "epic games": "🎮",
    "roblox": "🎮",
    "playstation": "🎮",
    "nintendo": "🎮",
    "xbox": "🎮",
    "riot games": "🎮",
    "garena": "🎮",
    "twitch": "🟣",
    "netflix": "🎬",
    "spotify": "🎧",
    "disney+": "🏰",
    "nike": "👟",
    "adidas": "👟",
    "github": "🐙",
    "hetzner": "🖥",
    "oracle": "🖥",
    "cloudflare": "☁️",
    "bet365": "🎲",
    "1xbet": "🎲",
    "betano": "🎲",
    "upwork": "💼",
    "fiverr": "💼",
    "any other": "✳️",
    "other": "✳️",
}

CODES = {"tg": "telegram", "wa": "whatsapp", "go": "google", "fb": "facebook", "ig": "instagram", "vk": "vkontakte"}
"""Only codes whose meaning is the same wherever such numbers are sold."""


def service_emoji(service: Service) -> str:
    """By the whole name, else by the first of several (`Google, YouTube, Gmail`), else by the code."""
    name, code = service.title.strip().lower(), service.code.strip().lower()
    first = SEVERAL.split(name)[0].strip()
    return BY_NAME.get(name) or BY_NAME.get(first) or BY_NAME.get(CODES.get(code, code), OTHER)
