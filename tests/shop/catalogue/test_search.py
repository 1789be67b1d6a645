"""What people type finds what they mean, in any language and with typos, and only what is in stock."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.models import Country, Service
from bot.shop.catalogue.catalogue import Catalogue
from bot.texts import LANGUAGES
from tests.shop.market import GOOGLE, TELEGRAM, USA, VIETNAM, VK, WHATSAPP, Market, Popularity

TITLES = """Russia, England, Germany, Guinea-Bissau, Guinea, Nigeria, Niger, Ivory Coast, South Korea, Hong Kong,
Canada, Kazakhstan, Atlantis"""
COUNTRIES = [*(Country(at, title.strip()) for at, title in enumerate(TITLES.split(","), start=20)), VIETNAM, USA]
NAMES = "Racebook, Facebook, Instagram, TikTok, Twitter / X, Tele2, Google Voice, Viber, Mail.ru, Discord, Zalo"
SERVICES = [
    *(Service(at, title.strip()) for at, title in enumerate(NAMES.split(","), start=20)),
    *(VK, GOOGLE, TELEGRAM, WHATSAPP),
]
TELE2 = SERVICES[5]


def market() -> Market:
    """Everything is in stock everywhere, most of it of what stands last, but one service and one country."""
    market = Market([*COUNTRIES, Country(90, "Vietnam (empty)")], [*SERVICES, Service(90, "Telegraph")])
    for country in COUNTRIES:
        for stock, service in enumerate(SERVICES, start=1):
            market.put(country, service, stock)
    return market


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    catalogue = Catalogue(market(), Popularity(), now=lambda: 0.0, languages=LANGUAGES)
    asyncio.run(catalogue.ready())
    return catalogue


def find(catalogue: Catalogue, text: str) -> tuple[list[str], list[str]]:
    found = catalogue.search(text)
    return [entry.service.title for entry in found.services], [entry.country.title for entry in found.countries]


@pytest.mark.parametrize(
    ("text", "service"),
    [
        ("Telegram", "Telegram"),
        ("  TELEGRAM!!", "Telegram"),
        ("tg", "Telegram"),
        ("telegarm", "Telegram"),
        ("tele gram", "Telegram"),
        ("телеграм", "Telegram"),
        ("телеграмм", "Telegram"),
        ("тг", "Telegram"),
        ("watsap", "WhatsApp"),
        ("whats app", "WhatsApp"),
        ("ватсап", "WhatsApp"),
        ("вотсапп", "WhatsApp"),
        ("вк", "Vkontakte"),
        ("вконтакте", "Vkontakte"),
        ("гугл", "Google, Youtube, Gmail"),
        ("youtub", "Google, Youtube, Gmail"),
        ("gogle", "Google, Youtube, Gmail"),
        ("voice", "Google Voice"),
        ("инстаграм", "Instagram"),
        ("instgram", "Instagram"),
        ("фейсбук", "Facebook"),
        ("fasebok", "Facebook"),
        ("тик ток", "TikTok"),
        ("твиттер", "Twitter / X"),
        ("майл ру", "Mail.ru"),
        ("дискорд", "Discord"),
    ],
)
def test_a_service_is_found_by_what_people_call_it(catalogue: Catalogue, text: str, service: str) -> None:
    assert find(catalogue, text)[0][0] == service


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("viet nam", "Vietnam"),
        ("VIETNAM", "Vietnam"),
        ("Việt Nam", "Vietnam"),
        ("вьетнам", "Vietnam"),
        ("вьетнм", "Vietnam"),
        ("vietnma", "Vietnam"),
        ("vn", "Vietnam"),
        ("+84", "Vietnam"),
        ("84", "Vietnam"),
        ("usa", "USA"),
        ("united states", "USA"),
        ("untied states", "USA"),
        ("сша", "USA"),
        ("hoa kỳ", "USA"),
        ("uk", "England"),
        ("англия", "England"),
        ("великобритания", "England"),
        ("anh", "England"),
        ("deutschland", "Germany"),
        ("германия", "Germany"),
        ("đức", "Germany"),
        ("duc", "Germany"),
        ("guinea", "Guinea"),
        ("guinea bissau", "Guinea-Bissau"),
        ("niger", "Niger"),
        ("nigeria", "Nigeria"),
        ("cote d'ivoire", "Ivory Coast"),
        ("корея", "South Korea"),
        ("гонконг", "Hong Kong"),
        ("atlantis", "Atlantis"),
    ],
)
def test_a_country_is_found_in_any_language(catalogue: Catalogue, text: str, country: str) -> None:
    assert [*find(catalogue, text)[1], ""][0] == country


@pytest.mark.parametrize(
    "text",
    [
        "telegram vietnam",
        "Vietnam Telegram",
        "вьетнам телеграм",
        "телеграм, вьетнам",
        "tg +84",
        "telegarm vitnam",
        "vitnam telegarm",
        "viet nam tele gram",
        "I want telegram from vietnam",
    ],
)
def test_a_service_and_a_country_together_find_both(catalogue: Catalogue, text: str) -> None:
    services, countries = find(catalogue, text)
    assert (services[0], countries[0]) == ("Telegram", "Vietnam")


def test_the_exact_name_comes_first_then_what_begins_so_then_what_has_such_a_word(catalogue: Catalogue) -> None:
    assert find(catalogue, "google")[0] == ["Google, Youtube, Gmail", "Google Voice"]
    assert find(catalogue, "guinea")[1] == ["Guinea", "Guinea-Bissau"]
    assert find(catalogue, "ti")[0] == ["TikTok"]
    assert find(catalogue, "ru") == (["Mail.ru"], ["Russia"])
    assert find(catalogue, "go")[0] == ["Google, Youtube, Gmail", "Google Voice"]


def test_of_typos_only_what_is_about_as_near_as_the_nearest_is_found(catalogue: Catalogue) -> None:
    assert find(catalogue, "facebok")[0] == ["Facebook"]


def test_the_more_useful_one_comes_first_where_both_fit_as_well(catalogue: Catalogue) -> None:
    assert find(catalogue, "tele")[0] == ["Telegram", "Tele2"]


async def test_what_was_bought_here_lately_breaks_a_tie_before_stock() -> None:
    popularity = Popularity()
    popularity.weights = {(VIETNAM.id, TELE2.id): 30.0}
    catalogue = Catalogue(market(), popularity, now=lambda: 0.0, languages=LANGUAGES)
    await catalogue.ready()
    assert find(catalogue, "tele")[0] == ["Tele2", "Telegram"]


def test_one_telephone_prefix_may_be_that_of_several_countries(catalogue: Catalogue) -> None:
    assert set(find(catalogue, "+7")[1]) == {"Russia", "Kazakhstan"}
    assert set(find(catalogue, "+1")[1]) == {"USA", "Canada"}


def test_what_has_no_stock_is_not_found(catalogue: Catalogue) -> None:
    assert find(catalogue, "telegraph") == (["Telegram"], [])
    assert find(catalogue, "vietnam")[1] == ["Vietnam"]


def test_no_more_than_the_limit_of_each_is_given(catalogue: Catalogue) -> None:
    found = catalogue.search("g", limit=2)
    assert (len(found.services), len(found.countries)) == (2, 2)


SENSELESS = [
    "",
    " ",
    "\0\x07\x1b[",
    "\U0001f600" * 50,
    "\u202e\u202d\u2066",
    "%{}",
    "zxqj",
    "'\"",
    "\ufdfa" * 300,
    "\ud800",
]


@pytest.mark.parametrize("text", [*SENSELESS, "?" * 10_000, "z" * 10_000, "z " * 5_000])
def test_senseless_text_finds_nothing_and_does_no_harm(catalogue: Catalogue, text: str) -> None:
    assert find(catalogue, text) == ([], [])


def test_marks_of_direction_and_control_do_not_hide_a_name(catalogue: Catalogue) -> None:
    assert find(catalogue, "\u202etele\u200bgram\0")[0] == ["Telegram"]


words = st.sampled_from(["tele", "viet", "нам", "a", "8", "4", "+", "гугл", "kor", "zz"])


@given(text=st.text() | st.lists(words).map(" ".join))
def test_no_text_is_an_error_or_finds_what_is_not_in_stock(catalogue: Catalogue, text: str) -> None:
    found = catalogue.search(text, limit=5)
    assert len(found.services) <= 5
    assert len(found.countries) <= 5
    assert all(entry.stock > 0 and entry.service in SERVICES for entry in found.services)
    assert all(entry.stock > 0 and entry.country in COUNTRIES for entry in found.countries)
    assert len({entry.service for entry in found.services}) == len(found.services)
