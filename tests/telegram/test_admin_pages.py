"""The admins' pages in every language, with the worst that may stand in them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bot.domain.broadcast import Broadcast, Progress
from bot.domain.models import Account, Service, Statistics
from bot.domain.users import OWN_LIMITS, Cost, KnownUser, LimitKind, Limits, Usage, UserDetails
from bot.shop.admin.statistics import ShopView
from bot.shop.admin.users import MAX_FOUND, MAX_SELECTED
from bot.storage.records import Pause
from bot.telegram.access import Access
from bot.telegram.admin_callbacks import OpenCosts
from bot.telegram.screens.broadcast import dropped, how_to, question, too_old
from bot.telegram.screens.broadcast import progress as announced
from bot.telegram.screens.costs import MAX_COSTS, Span, costs
from bot.telegram.screens.screen import Screen
from bot.telegram.screens.statistics import MAX_SERVICES, MIN_NUMBERS, Group, caption, chart, in_words, rank, statistics
from bot.telegram.screens.users import (
    found_users,
    limit_question,
    no_such_user,
    selection,
    user_page,
    users,
    wrong_selection,
)
from bot.texts import Texts
from tests.telegram.reading import assert_harmless, read
from tests.telegram.samples import HOSTILE
from tests.texts import EN, TEXTS

MUCH = Decimal("123456789.123456")
BUSY = Statistics(
    bought=99_999, codes=60_000, refunded=20_000, unconfirmed=9, failed=99_999, unknown=3, spent=MUCH, back=MUCH
)
USER = 2**52 - 1
SETTING = Limits(active=5, hour=20, day=60, spending=MUCH, unused=10)
KNOWN = KnownUser(
    admitted=False,
    since=20_000,
    seen=20_500,
    name="a" * 32,
    shown_name="W" * 64,
    gone=True,
    limits={LimitKind.ACTIVE: Decimal(0)},
)
PERSON = UserDetails(
    USER, KNOWN, Usage(active=5, hour=9, day=99, spending=MUCH, unused=3), Limits(active=0, spending=MUCH)
)

SPANS = [Span.of(date(2026, 3, 1), OpenCosts(monthly=monthly, ago=ago)) for monthly, ago in ((True, 2), (False, 99))]
COSTS: list[list[tuple[int, Cost]]] = [[], [(USER - one, Cost(99_999, MUCH)) for one in range(MAX_COSTS + 1)]]
NOTICE = Broadcast("x" * 16, "<b>Hello</b>", USER, USER, 5, Progress.RUNNING, 99_999, 60_000, 99, 99)


class Shelf:
    """A catalogue with a hostile title, a wide one, one that is all pictures, and ordinary ones."""

    def service(self, service_id: int) -> Service | None:
        titles = {1: HOSTILE, 2: "W" * 99, 3: "💬🎉", 4: "$x^2$", 99: None}
        title = titles.get(service_id, f"Service {service_id}")
        return Service(service_id, title) if title else None


SHELF: Any = Shelf()


def pages(texts: Texts) -> list[Screen]:
    paused = Pause(USER, 1_780_000_000.0)
    tallies = {service: Statistics(codes=service, refunded=40 - service) for service in range(1, 41)} | {
        99: Statistics(codes=1)
    }
    groups = rank(tallies, SHELF)
    public, private = Access(public=True), Access(public=False)
    return [
        statistics(texts, ShopView(Account(MUCH, MUCH, 100, 3), 9_999, 99_999, BUSY, paused, is_open=False), "RUB"),
        statistics(texts, ShopView(None, 0, 0, Statistics(), None, is_open=True), "RUB"),
        users(texts, 1),
        users(texts, 99_999),
        no_such_user(texts, HOSTILE),
        found_users(texts, [PERSON] * MAX_FOUND, HOSTILE),
        selection(texts, [(2**52 - 1, PERSON.known)] * MAX_SELECTED, public, "x" * 16),
        selection(texts, [], public, "x" * 16),
        wrong_selection(texts, [HOSTILE * 9, "0"]),
        *[
            costs(texts, span, found, [(one, KNOWN) for one, _ in found[:MAX_COSTS]], "RUB")
            for span in SPANS
            for found in COSTS
        ],
        user_page(texts, PERSON, public, SETTING, "RUB"),
        user_page(texts, UserDetails(7, KnownUser(), Usage(), Limits()), private, Limits(), "RUB"),
        user_page(texts, UserDetails(7, KnownUser(admitted=True), Usage(), Limits()), private, Limits(), "RUB"),
        user_page(
            texts,
            UserDetails(7, KnownUser(), Usage(), Limits()),
            Access(public=False, allowed=frozenset({7})),
            SETTING,
            "RUB",
        ),
        *[limit_question(texts, PERSON, cap, SETTING, "RUB") for cap in OWN_LIMITS],
        limit_question(texts, PERSON, LimitKind.DAY, Limits(), "RUB"),
        *[page for days in (1, 7) for page in (caption(texts, days), in_words(texts, groups, days))],
        in_words(texts, [], 1),
        how_to(texts),
        dropped(texts),
        too_old(texts),
        *[question(texts, "x" * 16, total) for total in (1, 2, 5, 99_999)],
        *[announced(texts, replace(NOTICE, progress=state), busy=busy) for state in Progress for busy in (False, True)],
    ]


@pytest.mark.parametrize("texts", TEXTS.values(), ids=TEXTS)
def test_every_page_is_what_telegram_takes_and_a_phone_shows(texts: Texts) -> None:
    for page in pages(texts):
        read(page)


def test_the_best_come_first_and_the_worst_last() -> None:
    tallies = {service: Statistics(codes=service, refunded=40 - service) for service in range(10, 31)}
    best, worst = rank(tallies, SHELF)
    assert [service.id for service, _ in best.services] == [30, 29, 28, 27, 26, 25]
    assert [service.id for service, _ in worst.services] == [15, 14, 13, 12, 11, 10]
    assert (best.kind, worst.kind) == ("best", "worst")


def test_no_service_stands_in_two_groups() -> None:
    tallies = {
        service: Statistics(codes=service, refunded=40 - service) for service in range(10, 10 + MAX_SERVICES + 2)
    }
    best, worst = rank(tallies, SHELF)
    assert (len(best.services), len(worst.services)) == (MAX_SERVICES, 2)


def test_of_equal_shares_the_one_with_more_numbers_comes_first() -> None:
    [best] = rank({10: Statistics(codes=5), 11: Statistics(codes=50)}, SHELF)
    assert [service.id for service, _ in best.services] == [11, 10]


def test_too_few_numbers_are_set_apart_and_none_are_left_out() -> None:
    [group] = rank({10: Statistics(codes=MIN_NUMBERS - 1), 11: Statistics(bought=9), 12: Statistics(refunded=1)}, SHELF)
    assert (group.kind, [service.id for service, _ in group.services]) == ("few", [10, 12])


def test_a_chart_says_the_counts_and_never_rounds_up() -> None:
    drawn = chart(EN, [Group("best", [(Service(1, "A"), Statistics(codes=199, refunded=1))])], 1)
    assert drawn["title"] == "Codes that came, the last 24 hours"
    assert drawn["groups"][0]["bars"] == [{"label": "A", "share": 0.995, "note": "99% · 199 of 200"}]


def test_what_a_provider_calls_a_service_is_drawn_harmless() -> None:
    drawn = chart(EN, rank({service: Statistics(codes=9) for service in (1, 2, 3, 4, 99)}, SHELF), 7)
    labels = [bar["label"] for bar in drawn["groups"][0]["bars"]]
    for label in labels:
        assert_harmless(label)
        assert 0 < len(label) <= 24
    assert {"#3", "#99"} <= set(labels), "an id where nothing could be read"


@pytest.mark.parametrize(
    ("monthly", "ago", "first", "last"),
    [
        (True, 0, date(2026, 3, 1), date(2026, 3, 31)),
        (True, 1, date(2026, 2, 1), date(2026, 2, 28)),
        (True, 3, date(2025, 12, 1), date(2025, 12, 31)),
        (False, 0, date(2026, 3, 31), date(2026, 3, 31)),
        (False, 31, date(2026, 2, 28), date(2026, 2, 28)),
    ],
)
def test_costs_are_of_a_whole_month_or_of_a_day(monthly: bool, ago: int, first: date, last: date) -> None:
    span = Span.of(date(2026, 3, 31), OpenCosts(monthly=monthly, ago=ago))
    assert (span.first, span.last) == (first, last)
    assert span.days == ((first - date(1970, 1, 1)).days, (last - date(1970, 1, 1)).days)
