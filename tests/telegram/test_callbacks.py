"""What a button carries comes back as it was, and anything else comes to nothing."""

from datetime import UTC, datetime

import pytest
from aiogram import F, Router
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.filters import Filter
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Chat, Message, TelegramObject, User
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.admin_callbacks import OfUser, OpenUser
from bot.telegram.callbacks import Buy, OpenCountries, OpenMenu, OpenOffer, OpenServices, PickLanguage
from bot.telegram.taps import BY_PREFIX, TapObserver, Tapped, Words, keeps_message, parse

IDS = st.integers(0, 9_999_999_999)
ALMOST = st.builds(
    ":".join, st.tuples(st.sampled_from(sorted(BY_PREFIX)), st.text("0123456789:abc-_é", max_size=20)).map(list)
)


@given(st.none() | IDS, st.integers(0, 9_999), st.booleans())
def test_a_page_comes_back_as_it_was(country_id: int | None, page: int, fresh: bool) -> None:
    tap = OpenServices(country_id=country_id, page=page, fresh=fresh)
    assert parse(tap.pack()) == tap


@pytest.mark.parametrize(
    ("data", "tap"),
    [
        ("s:0:7:3", OpenServices(country_id=7, page=3)),
        ("s:1::0", OpenServices(fresh=True)),
        ("c:0:9:2", OpenCountries(service_id=9, page=2)),
        ("o:0:7:9", OpenOffer(country_id=7, service_id=9)),
    ],
)
def test_a_button_of_before_it_carried_the_way_back_still_works(data: str, tap: CallbackData) -> None:
    assert parse(data) == tap


@given(st.from_regex(r"\A[A-Za-z0-9_-]{16}\Z"), IDS, IDS)
def test_a_buy_button_comes_back_as_it_was(nonce: str, country_id: int, service_id: int) -> None:
    tap = Buy(nonce=nonce, country_id=country_id, service_id=service_id)
    assert parse(tap.pack()) == tap


@given(st.text() | ALMOST)
def test_whatever_is_forged_is_understood_or_comes_to_nothing(data: str) -> None:
    tap = parse(data)
    assert tap is None or parse(tap.pack()) == tap


@pytest.mark.parametrize(
    "data",
    [
        None,
        "",
        ":",
        "m",
        "m:0:1",
        "m:maybe",
        "s:0:-1:0",
        "s:0:99999999999:0",
        "s:0::10000",
        "b::1:1",
        "x:a b",
        "x:" + "a" * 33,
    ],
)
def test_what_no_button_of_ours_says_is_nothing(data: str | None) -> None:
    assert parse(data) is None


def test_a_message_is_kept_when_nobody_knows_what_it_is() -> None:
    assert keeps_message(None)
    assert not keeps_message(OpenMenu())


async def test_a_handler_gets_the_buttons_of_its_kind_that_keep_its_rule() -> None:
    tapped, event = Tapped(PickLanguage, F.language.in_({"en", "vi"})), TelegramObject()
    taps = [PickLanguage(language="vi"), PickLanguage(language="tlh"), OpenMenu(), None]
    assert [await tapped(event, callback_data=tap) for tap in taps] == [True, False, False, False]
    assert not await Tapped(OfUser)(event, callback_data=OpenUser(user_id=1)), "a kind of its own has its own handler"


class Asked(Filter):
    """Says which kinds were asked for a handler."""

    def __init__(self, name: str, asked: list[str]) -> None:
        self._name = name
        self._asked = asked

    async def __call__(self, _: TelegramObject) -> bool:
        self._asked.append(self._name)
        return False


async def test_a_tap_asks_only_the_handlers_of_its_kind_and_of_any_kind() -> None:
    asked: list[str] = []
    observer = TapObserver(Router(), "callback_query")

    async def handle(_: TelegramObject) -> str:
        return "handled"

    observer.register(handle, Asked("every", asked))
    observer.register(handle, Asked("menu", asked), Tapped(OpenMenu))
    observer.register(handle, Asked("buy", asked), Tapped(Buy))
    observer.register(handle, Tapped(OpenMenu, F.fresh), flags={"answers": True})
    query = CallbackQuery(id="1", from_user=User(id=1, is_bot=False, first_name="Ann"), chat_instance="1")

    assert await observer.trigger(query, callback_data=OpenMenu(fresh=True)) == "handled"
    assert asked == ["every", "menu"]
    assert await observer.trigger(query, callback_data=OpenMenu()) is UNHANDLED
    assert await observer.trigger(query, callback_data=None) is UNHANDLED
    assert asked == ["every", "menu"] * 2 + ["every"]


@pytest.mark.parametrize(("text", "is_words"), [("tg vn", True), ("/tg", False), (None, False), ("", False)])
async def test_words_are_a_text_that_is_no_command(text: str | None, *, is_words: bool) -> None:
    chat = Chat(id=1, type="private")
    message = Message(message_id=1, date=datetime.now(UTC), chat=chat, text=text)
    assert await Words()(message) is is_words
