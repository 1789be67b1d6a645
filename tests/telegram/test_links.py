"""The buttons that messages stand for, and the list that a button leads to."""

from datetime import UTC, datetime
from typing import Any

import pytest
from aiogram.types import Chat, InlineKeyboardButton, InlineKeyboardMarkup, Message, User

from bot.domain.pairs import NOWHERE, Place
from bot.telegram.callbacks import Buy, OpenCountries, OpenMenu, OpenNumbers, OpenOffer, OpenServices, Page
from bot.telegram.taps import offer_link, place_of, spoken

OFFER = OpenOffer(country_id=10, service_id=3)
BOT = User(id=42, is_bot=True, first_name="Bot")


def message(text: str | None, **more: Any) -> Message:
    return Message(message_id=1, date=datetime.now(UTC), chat=Chat(id=1, type="private"), text=text, **more)


@pytest.mark.parametrize(
    ("text", "tap"),
    [
        ("/start o_10_3", OFFER),
        ("/start@a_bot  o_10_3 ", OFFER),
        ("/start", OpenMenu()),
        ("/start something", OpenMenu()),
        ("/start o_99999999999_3", OpenMenu()),
        ("/start o_１０_3", OpenMenu()),
        ("/buy", OpenServices()),
        ("/buy@a_bot tg vn", OpenServices()),
        ("start o_10_3", None),
        ("tell me: /start o_10_3", None),
        ("/numbers", None),
        ("", None),
        (None, None),
    ],
)
def test_a_message_stands_for_the_button_that_it_means(text: str | None, tap: Page | None) -> None:
    assert spoken(message(text)) == tap


@pytest.mark.parametrize(
    ("url", "tap"),
    [
        (offer_link("a_bot", 10, 3), OFFER),
        ("https://t.me/a_bot?start=inline", None),
        ("https://t.me.example.org/a_bot?start=o_10_3", None),
    ],
)
def test_a_result_of_the_bots_own_stands_for_its_offer(url: str, tap: Page | None) -> None:
    markup = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="See the offer", url=url)]])
    assert spoken(message("Telegram", via_bot=BOT, reply_markup=markup)) == tap
    assert spoken(message("Telegram", reply_markup=markup)) is None


@pytest.mark.parametrize(
    ("tap", "place"),
    [
        (OpenCountries(service_id=3, page=2), Place(service_id=3)),
        (OpenServices(country_id=10), Place(country_id=10)),
        (OpenServices(), NOWHERE),
        (OpenCountries(), NOWHERE),
        (OpenMenu(), NOWHERE),
        (OFFER, None),
        (Buy(nonce="abc", country_id=10, service_id=3), None),
        (OpenNumbers(), None),
        (None, None),
    ],
)
def test_a_list_of_one_thing_is_where_words_name_the_other(tap: Any, place: Place | None) -> None:
    assert place_of(tap) == place
