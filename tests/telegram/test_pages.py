"""Pages: lists, offers, the menu and the rest, in every language."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.domain.code_times import CodeChance
from bot.domain.errors import LimitReached, NotForSale, NotFound, QuoteGone, StorageError, Throttled, WrongToken
from bot.domain.models import Account, Country, Offer, Quote, Service, State
from bot.domain.reminders import MAX_REMINDERS, Added, Reminder
from bot.domain.users import Forgotten, LimitKind
from bot.shop.activations.purchases import HistoryPage
from bot.shop.catalogue.price_table import CountryEntry, Mark, PairEntry, ServiceEntry
from bot.shop.catalogue.results import Glance, SearchResult
from bot.telegram.callbacks import Buy, OpenCountries, OpenNumbers, OpenOffer, OpenServices, Page
from bot.telegram.handlers.errors import screen_for
from bot.telegram.screens import menu as pages
from bot.telegram.screens.admin import balance, sales_switch
from bot.telegram.screens.catalogue import PER_PAGE, Labels, countries, search_results, services
from bot.telegram.screens.history import forget_question, forgotten, number_services, numbers
from bot.telegram.screens.names import Pick, country_label, harmless, service_emoji, service_label
from bot.telegram.screens.purchase import limit, not_for_sale, offer, offer_again
from bot.telegram.screens.reminders import reminder_added, reminder_list, reminder_message, reminder_question
from bot.telegram.screens.screen import Row, Screen
from bot.telegram.taps import parse
from bot.texts import Texts
from tests.telegram.reading import read
from tests.telegram.samples import ACTIVATION, HOSTILE, NASTY, VIETNAM, activation
from tests.texts import EN, TEXTS

EN_RUB = Labels(EN, "RUB")
QUOTE = Quote("abcdefghijklmnop", 101, 10, 3, Decimal("12.50"))
OFFER = Offer(10, 3, Decimal("12.50"), 3400)
BUY = Buy(nonce=QUOTE.nonce, country_id=10, service_id=3)
REMINDER = Reminder(10, 3, Decimal("123456.78"), 1.78e9)


def some_services(count: int) -> list[ServiceEntry]:
    return [ServiceEntry(Service(one, f"Service {one}"), Decimal(12), 3400) for one in range(count)]


def some_countries(count: int) -> list[CountryEntry]:
    return [CountryEntry(Country(one, f"Land {one}"), Decimal("0.99"), 12) for one in range(count)]


def own_rows(labels: Labels, picked: Pick) -> list[Row]:
    """In stock, sold out, and not offered any more."""
    dear = Offer(1, 1, Decimal("123456.78"), 2_147_483_647)
    glances = [
        Glance(picked.service, picked.country, is_offered, offer)
        for is_offered, offer in ((True, dear), (True, None), (False, None))
    ]
    return [labels.mine(glance, pinned=pinned) for glance in glances for pinned in (True, False)]


def all_pages(texts: Texts) -> list[Screen]:
    labels = Labels(texts, "RUB")
    wide = [ServiceEntry(NASTY.service, Decimal("123456.78"), 2_147_483_647)]
    far = [CountryEntry(NASTY.country, Decimal("123456.78"), 2_147_483_647, mark=Mark.BEST)]
    history = HistoryPage([replace(activation(state), number="1" * 20) for state in State], 30, 0)
    return [
        pages.menu(texts, admin=True),
        pages.help_page(texts),
        pages.hint(texts),
        pages.languages(texts, TEXTS),
        services(labels, some_services(20), None, OpenServices(page=1)),
        services(labels, wide, NASTY.country, OpenServices()),
        services(labels, [], VIETNAM.country, OpenServices()),
        countries(labels, some_countries(20), None, OpenCountries(page=1)),
        countries(labels, far, NASTY.service, OpenCountries()),
        countries(labels, [], VIETNAM.service, OpenCountries()),
        search_results(labels, HOSTILE * 9, SearchResult(wide, far, [PairEntry(NASTY.service, far[0])])),
        search_results(labels, HOSTILE * 9, SearchResult([], [])),
        offer(texts, QUOTE, OFFER, NASTY, "RUB"),
        offer_again(texts, offer(texts, QUOTE, OFFER, NASTY, "RUB")),
        reminder_question(texts, OFFER, NASTY, "RUB"),
        *(reminder_added(texts, added, price, NASTY) for added in Added for price in ("", "₽22")),
        *(reminder_list(texts, found, "RUB") for found in ([], [(REMINDER, NASTY)] * MAX_REMINDERS)),
        reminder_message(texts, activation(State.FAILED), NASTY, "RUB"),
        offer(texts, QUOTE, OFFER, replace(NASTY, link="https://t.me/a_bot?start=o_1_1", pinned=True), "RUB"),
        not_for_sale(labels, NASTY, [PairEntry(NASTY.service, far[0])], may_return=True),
        not_for_sale(labels, NASTY, [], may_return=False),
        pages.menu(texts, own_rows(labels, NASTY), admin=False),
        numbers(texts, history, lambda _: NASTY, OpenNumbers(), "RUB"),
        numbers(texts, history, lambda _: NASTY, OpenNumbers(page=1, service_id=3), "RUB"),
        numbers(texts, HistoryPage([], 0, 0), lambda _: VIETNAM, OpenNumbers(), "RUB"),
        number_services(texts, dict.fromkeys(range(99), 12), lambda _: NASTY),
        forget_question(texts),
        forgotten(texts, Forgotten.LIVE),
        forgotten(texts, Forgotten.MONEY),
        *(
            limit(texts, LimitReached(cap, Decimal(3), opens), BUY, "RUB")
            for cap in LimitKind
            for opens in (None, 1.78e9)
        ),
        *(
            sales_switch(texts, paused, "Ann", is_open=is_open)
            for paused in (None, (101, 1.78e9))
            for is_open in (True, False)
        ),
        balance(texts, Account(Decimal("799.70"), Decimal(3), 10, 2), "RUB"),
        *(screen_for(error, None, texts) for error in (QuoteGone(), NotFound(), WrongToken(), OSError())),
    ]


@pytest.mark.parametrize("texts", TEXTS.values(), ids=TEXTS)
def test_every_page_is_good_html_and_leads_on_in_its_own_place(texts: Texts) -> None:
    for page in all_pages(texts):
        shown = read(page)
        assert shown.buttons, "a dead end"
        assert not [
            tap for button in shown.buttons if isinstance(tap := parse(button.callback_data), Page) and tap.fresh
        ]
        assert None not in [parse(button.callback_data) for button in shown.buttons if not button.url]


@pytest.mark.parametrize(
    ("language", "rows"),
    [
        ("en", ("⭐ Telegram · 🇻🇳 Vietnam · ₽21 · 29K left", "sold out", "not offered now")),
        ("ru", ("⭐ Telegram · 🇻🇳 Вьетнам · 21 ₽", "нет в наличии", "не продаётся")),
        ("vi", ("⭐ Telegram · 🇻🇳 Việt Nam · 21 ₽ · còn 29K", "hết số", "không còn bán")),
    ],
)
def test_ones_own_pairs_say_price_and_stock_or_why_there_is_none(language: str, rows: tuple[str, str, str]) -> None:
    labels = Labels(TEXTS[language], "RUB")
    service, country = VIETNAM.service, VIETNAM.country
    here = Glance(service, country, is_offered=True, offer=Offer(10, 3, Decimal(21), 29_000))
    [row] = labels.mine(here, pinned=True)
    assert (row.text.replace("\N{NO-BREAK SPACE}", " "), parse(row.callback_data)) == (
        rows[0],
        OpenOffer(country_id=10, service_id=3),
    )
    for is_offered, words in zip((True, False), rows[1:], strict=True):
        [row] = labels.mine(Glance(service, country, is_offered=is_offered), pinned=False)
        assert row.text.startswith("✈️ Telegram · 🇻🇳 ")
        assert row.text.endswith(f" · {words}")


@pytest.mark.parametrize("texts", TEXTS.values(), ids=TEXTS)
def test_who_stays_outside_is_told_so(texts: Texts) -> None:
    assert read(pages.refusal(texts, 101)).copied() == ["101"]
    assert read(pages.private_only(texts)).buttons == []
    for toast in ("toast-old-button", "toast-private-only"):
        assert 0 < len(texts.plain(toast)) <= 200
    assert "9999999999" in texts.plain("toast-stranger", id="9999999999")


def test_the_english_labels_have_the_agreed_words() -> None:
    assert "Buy a number" in read(pages.menu(EN, admin=False)).labels()[0]
    assert any("Buy" in label for label in read(offer(EN, QUOTE, OFFER, VIETNAM, "RUB")).labels())


def test_only_an_admin_sees_the_balance_in_the_menu() -> None:
    assert "🛠 At a glance" in read(pages.menu(EN, admin=True)).labels()
    assert "🛠 At a glance" not in read(pages.menu(EN, admin=False)).labels()


def test_a_service_is_shown_with_emoji_price_and_stock() -> None:
    entry = ServiceEntry(VIETNAM.service, Decimal(12), 3400)
    shown = read(services(EN_RUB, [entry], None, OpenServices()))
    assert shown.labels()[0] == "✈️ Telegram · ₽12 · 3.4K left"
    assert parse(shown.buttons[0].callback_data) == OpenCountries(service_id=3, back=0)


def test_a_country_is_shown_with_its_flag_in_the_users_language() -> None:
    entry = CountryEntry(VIETNAM.country, Decimal("12.5"), 34)
    label = read(countries(Labels(TEXTS["ru"], "RUB"), [entry], VIETNAM.service, OpenCountries())).labels()[0]
    assert label == "🇻🇳 Вьетнам · 12,50\N{NO-BREAK SPACE}₽ · 34 шт."


def test_from_stands_only_where_prices_differ() -> None:
    entry = ServiceEntry(VIETNAM.service, Decimal(12), 3400, varies=True)
    assert read(services(EN_RUB, [entry], None, OpenServices())).labels()[0] == "✈️ Telegram · from ₽12 · 3.4K left"


@pytest.mark.parametrize("language", TEXTS)
def test_the_cheapest_and_the_best_are_marked_and_the_marks_explained(language: str) -> None:
    labels = Labels(TEXTS[language], "RUB")
    entries = [
        CountryEntry(Country(1, "Chile"), Decimal(9), 5, mark=Mark.CHEAPEST),
        CountryEntry(Country(2, "Peru"), Decimal(12), 5, CodeChance(0.9, 20), mark=Mark.BEST),
        CountryEntry(Country(3, "Cuba"), Decimal(15), 5),
    ]
    shown = read(countries(labels, entries, VIETNAM.service, OpenCountries()))
    assert [("💰" in label, "🏆" in label) for label in shown.labels()[:3]] == [
        (True, False),
        (False, True),
        (False, False),
    ]
    assert ("💰" in shown.text, "🏆" in shown.text) == (True, True)
    plain = read(countries(labels, entries[2:], VIETNAM.service, OpenCountries()))
    assert "💰" not in plain.text


@pytest.mark.parametrize(("language", "label"), [("en", "Any other"), ("vi", "Dịch vụ khác"), ("ru", "Другой сервис")])
@pytest.mark.parametrize("title", ["Any other", "ANY OTHER", "Other", "Любой другой"])
def test_any_other_is_called_so_in_each_language(language: str, label: str, title: str) -> None:
    assert label in service_label(Service(1, title, "ot"), TEXTS[language])


def test_the_second_choice_leads_to_the_offer() -> None:
    by_country = read(services(EN_RUB, some_services(3), VIETNAM.country, OpenServices()))
    assert parse(by_country.buttons[2].callback_data) == OpenOffer(country_id=10, service_id=2, services=0)
    by_service = read(countries(EN_RUB, some_countries(3), VIETNAM.service, OpenCountries()))
    assert parse(by_service.buttons[2].callback_data) == OpenOffer(country_id=2, service_id=3, countries=0)


def test_a_search_shows_pairs_first_each_a_tap_from_its_offer() -> None:
    country = CountryEntry(VIETNAM.country, Decimal(20), 12)
    service = ServiceEntry(VIETNAM.service, Decimal(12), 3400)
    shown = read(
        search_results(EN_RUB, "tg vn", SearchResult([service], [country], [PairEntry(VIETNAM.service, country)]))
    )
    assert [parse(button.callback_data) for button in shown.buttons[:3]] == [
        OpenOffer(country_id=10, service_id=3),
        OpenCountries(service_id=3),
        OpenServices(country_id=10),
    ]
    assert shown.labels()[0].startswith("✈️ Telegram · 🇻🇳 Vietnam · ")
    nearer = read(search_results(EN_RUB, "uk", SearchResult([service], [country], countries_first=True)))
    assert parse(nearer.buttons[0].callback_data) == OpenServices(country_id=10)


def test_a_list_is_paged_and_the_arrows_go_round() -> None:
    first = read(services(EN_RUB, some_services(20), VIETNAM.country, OpenServices()))
    assert first.labels()[PER_PAGE : PER_PAGE + 3] == ["‹", "1/3", "›"]
    assert parse(first.data("›")) == OpenServices(country_id=10, page=1)
    assert parse(first.data("‹")) == OpenServices(country_id=10, page=2)
    last = read(services(EN_RUB, some_services(20), VIETNAM.country, OpenServices(page=2)))
    assert [label.split(" · ")[0] for label in last.labels()[:4]] == [f"🔹 Service {one}" for one in range(16, 20)]
    assert parse(last.data("›")) == OpenServices(country_id=10, page=0)


def test_the_way_back_from_the_third_page_leads_to_the_third_page() -> None:
    third = read(services(EN_RUB, some_services(30), None, OpenServices(page=2)))
    to_countries = parse(third.buttons[0].callback_data)
    assert to_countries == OpenCountries(service_id=16, back=2)
    of_service = countries(EN_RUB, some_countries(30), VIETNAM.service, OpenCountries(service_id=3, page=1, back=2))
    assert parse(read(of_service).data("Other service")) == OpenServices(page=2)
    assert parse(read(of_service).data("›")) == OpenCountries(service_id=3, page=2, back=2)
    to_offer = parse(read(of_service).buttons[0].callback_data)
    assert to_offer == OpenOffer(country_id=8, service_id=3, countries=1, back=2)
    for page in (
        offer(EN, QUOTE, OFFER, replace(VIETNAM, tap=to_offer), "RUB"),
        not_for_sale(EN_RUB, replace(VIETNAM, tap=to_offer), [], may_return=False),
    ):
        assert parse(read(page).data("Other country")) == OpenCountries(service_id=3, page=1, back=2)
        assert parse(read(page).data("Other service")) == OpenServices(country_id=10)


def test_the_way_back_to_countries_remembers_its_pages_too() -> None:
    third = read(countries(EN_RUB, some_countries(30), None, OpenCountries(page=2)))
    assert parse(third.buttons[0].callback_data) == OpenServices(country_id=16, back=2)
    of_country = read(services(EN_RUB, some_services(30), VIETNAM.country, OpenServices(country_id=10, page=1, back=2)))
    assert parse(of_country.data("Other country")) == OpenCountries(page=2)
    to_offer = OpenOffer(country_id=10, service_id=8, services=1, back=2)
    assert parse(of_country.buttons[0].callback_data) == to_offer
    shown = read(offer(EN, QUOTE, OFFER, replace(VIETNAM, tap=to_offer), "RUB"))
    assert parse(shown.data("Other service")) == OpenServices(country_id=10, page=1, back=2)


def test_a_page_past_the_end_is_the_last_one() -> None:
    assert services(EN_RUB, some_services(20), None, OpenServices(page=9999)) == services(
        EN_RUB, some_services(20), None, OpenServices(page=2)
    )


def test_one_page_needs_no_arrows() -> None:
    assert "›" not in read(countries(EN_RUB, some_countries(PER_PAGE), None, OpenCountries())).labels()


def test_a_buy_button_carries_what_leads_to_a_fresh_offer() -> None:
    shown = read(offer(EN, QUOTE, OFFER, VIETNAM, "RUB"))
    assert parse(shown.data("Buy")) == Buy(nonce="abcdefghijklmnop", country_id=10, service_id=3)
    assert [button.style for button in shown.buttons if "Buy" in button.text] == ["success"]
    assert "₽12.50" in shown.text
    assert "3.4K" in shown.text


def test_an_offer_shown_again_says_that_nothing_was_bought() -> None:
    assert "nothing was bought" in read(offer_again(EN, offer(EN, QUOTE, OFFER, VIETNAM, "RUB"))).text


def test_my_numbers_show_state_flag_service_and_number() -> None:
    history = HistoryPage([ACTIVATION, activation(State.FAILED)], 17, 8)
    shown = read(numbers(EN, history, lambda _: VIETNAM, OpenNumbers(page=1), "RUB"))
    assert shown.labels()[:2] == ["⏳ 🇻🇳 Telegram · +84 912 345 678", "✖️ 🇻🇳 Telegram"]
    assert "2/3" in shown.labels()
    assert parse(shown.data("›")) == OpenNumbers(page=2)


def test_the_balance_says_only_what_the_provider_said() -> None:
    assert read(balance(EN, Account(Decimal("799.70")), "RUB")).text == "Balance: ₽799.70"


def test_a_title_is_cut_and_cleaned() -> None:
    assert harmless("  a\u202eb\u0000c\td ") == "abc d"
    assert len(harmless("W" * 80)) == len(harmless("W" * 24)) == 24
    assert country_label(Country(1, "Atlantis"), "en") == "🌐 Atlantis"
    assert service_label(Service(1, "No such thing"), EN) == "🔹 No such thing"


@pytest.mark.parametrize(
    ("title", "code", "emoji"),
    [
        ("Telegram", "", "✈️"),
        ("  TELEGRAM ", "", "✈️"),
        ("Google, YouTube, Gmail", "go", "🔎"),
        ("Instagram + Threads", "ig", "📸"),
        ("WhatsApp (Business)", "", "💬"),
        ("Почта", "vk", "🐶"),
        ("Telegraph", "tgx", "🔹"),
        ("", "", "🔹"),
    ],
)
def test_a_well_known_service_has_an_emoji_that_fits(title: str, code: str, emoji: str) -> None:
    assert service_emoji(Service(1, title, code)) == emoji


def test_an_error_offers_the_same_tap_again_only_where_that_may_help() -> None:
    tap = OpenServices(fresh=True, country_id=10)
    assert parse(read(screen_for(Throttled(), tap, EN)).data("Try again")) == OpenServices(country_id=10)
    buy = Buy(nonce="abcdefghijklmnop", country_id=10, service_id=3)
    assert parse(read(screen_for(StorageError(), buy, EN)).data("Try again")) == buy
    assert read(screen_for(NotForSale(), tap, EN)).labels() == ["☰ Menu"]
