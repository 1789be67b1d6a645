"""An admin sees what selling brings and what is owed, gets the ledger, and is told where the account falls short."""

import csv
from base64 import b64decode
from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest

from bot.domain.wallet import Booking, EntryKind, Markup, to_amount
from bot.telegram.access import Access
from bot.telegram.admin_callbacks import OpenEarnings, OpenEarningsPicture, SendLedger
from bot.telegram.chart import ChartPainter
from bot.telegram.export import safe
from tests.clock import Clock
from tests.stories.chat import ALICE, MINH, OLGA, Person, World, labels

MILLION = 1_000_000
DAY_S = 86_400
MARKUP = Markup(percent=Decimal(50), step=Decimal(1))


@pytest.fixture
def markup() -> Markup | None:
    return MARKUP


@pytest.fixture
def access() -> Access:
    return Access(public=True, admins=frozenset({OLGA}))


@pytest.fixture
async def olga(world: World) -> Person:
    await world.users.set_language(OLGA, "en")
    return world.person(OLGA)


async def book(world: World, kind: EntryKind, amount: int, user: int = ALICE, reason: str = "") -> None:
    number = await world.shop.built.wallet_store.totals()
    booking = Booking(f"{kind}:{amount}:{user}:{len(number)}", kind, user, amount * MILLION, reason=reason)
    assert (await world.shop.built.wallet_store.book(booking)).done


async def test_earnings_are_what_was_paid_less_what_the_provider_charged(
    world: World, alice: Person, olga: Person, clock: Clock
) -> None:
    offer = await world.shop.some_offer()
    assert offer.cost is not None
    await book(world, EntryKind.TOP_UP, 1000)
    await book(world, EntryKind.REFUND, -30)
    await book(world, EntryKind.VOUCHER, 7)
    await book(world, EntryKind.ADJUSTMENT, -2)
    await alice.buy()
    await world.pass_time(25)
    await alice.buy()
    await olga.say("/admin")
    await olga.tap("Earnings")
    assert "Earnings of the last 24 hours" in olga.text
    assert "Stars" not in olga.text, "none are taken here"
    assert "Numbers sold: 1" in olga.text
    assert f"Users paid: ₽{offer.price}" in olga.text
    assert f"The provider charged: ₽{offer.cost * 2}" in olga.text, "for the number that still waits, too"
    assert f"Margin: {'-' if offer.price < offer.cost * 2 else ''}₽{abs(offer.price - offer.cost * 2)}" in olga.text
    assert "Topped up: ₽1,000" in olga.text
    assert "Top-ups refunded: ₽30" in olga.text
    assert "Vouchers, credits and allowances: ₽5" in olga.text
    assert f"In all wallets now: ₽{975 - offer.price}, of it held: ₽{offer.price}." in olga.text
    await alice.tap("Cancel")
    await alice.tap("Yes")
    await clock.advance(2 * DAY_S)
    await olga.tap("7 days")
    assert "Earnings of the last 7 days" in olga.text
    assert f"The provider charged: ₽{offer.cost}" in olga.text
    assert f"Margin: ₽{offer.price - offer.cost}" in olga.text
    await olga.tap("24 hours")
    assert "Numbers sold: 0" in olga.text
    assert f"In all wallets now: ₽{975 - offer.price}, of it held: ₽0." in olga.text
    await clock.advance(20 * DAY_S)
    await olga.tap("30 days")
    assert "Numbers sold: 1" in olga.text


async def test_a_refund_that_was_refused_is_none(world: World, olga: Person) -> None:
    await book(world, EntryKind.TOP_UP, 10)
    await book(world, EntryKind.REFUND, -10)
    await book(world, EntryKind.REFUND_REFUSED, 10)
    found = await world.shop.built.earnings.of(1)
    assert (found.topped_up, found.refunded, found.owed) == (10 * MILLION, 0, 10 * MILLION)


def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the process that draws was given."""
    charts: list[Any] = []
    paint = ChartPainter.paint

    async def remembered(self: ChartPainter, chart: Mapping[str, Any]) -> bytes | None:
        charts.append(chart)
        return await paint(self, chart)

    monkeypatch.setattr(ChartPainter, "paint", remembered)
    return charts


async def test_sales_come_as_a_picture_by_days_and_by_hours(
    world: World, alice: Person, olga: Person, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    charts = drawn(monkeypatch)
    offer = await world.shop.some_offer()
    assert offer.cost is not None
    await book(world, EntryKind.TOP_UP, 1000)
    for _ in range(2):
        await alice.buy()
        await world.pass_time(25)
        await clock.advance(2 * DAY_S)
    await olga.say("/admin")
    await olga.tap("Earnings")
    await olga.tap("As a picture")
    assert "Nothing was sold in this time." in olga.text
    assert not charts
    await olga.tap("7 days")
    assert b64decode(olga.screen["photo"].partition(",")[2]).startswith(b"\x89PNG")
    assert "By hours or days in UTC." in olga.text
    [week] = charts
    assert (week["title"], week["currency"], len(week["columns"])) == ("Sales of 7 days", "RUB", 7)
    once = {
        "sold": 1,
        "captured": float(offer.price),
        "cost": float(offer.cost),
        "margin": float(offer.price - offer.cost),
    }
    nothing = dict.fromkeys(once, 0)
    amounts = [{name: one[name] for name in once} for one in week["columns"]]
    assert amounts == [nothing, nothing, once, nothing, once, nothing, nothing]
    today = datetime.fromtimestamp(clock(), UTC)
    assert week["columns"][-1]["label"] == f"{today.month}/{today.day}"
    await alice.buy()
    await olga.tap("24 hours")
    assert olga.screen["photo"]
    assert [(one["label"], one["cost"]) for one in charts[1]["columns"]][-1] == (f"{today:%H:00}", float(offer.cost))
    assert len(charts[1]["columns"]) == 24


async def test_sales_are_told_in_words_where_no_picture_can_be_drawn(
    world: World, alice: Person, olga: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(_: ChartPainter, __: Mapping[str, Any]) -> None:
        return None

    monkeypatch.setattr(ChartPainter, "paint", fails)
    offer = await world.shop.some_offer()
    assert offer.cost is not None
    await book(world, EntryKind.TOP_UP, 1000)
    await alice.buy()
    await world.pass_time(25)
    await olga.say("/admin")
    await olga.tap("Earnings")
    await olga.tap("As a picture")
    assert f": 1 · ₽{offer.price} − ₽{offer.cost} = ₽{offer.price - offer.cost}" in olga.text
    await olga.tap("Earnings")
    assert "Earnings of the last 24 hours" in olga.text


async def test_the_ledger_comes_as_a_file_that_adds_up(world: World, alice: Person, olga: Person) -> None:
    await book(world, EntryKind.ADJUSTMENT, 500, reason="=HYPERLINK(1)")
    await alice.buy()
    await world.pass_time(25)
    await olga.say("/admin")
    await olga.tap("Earnings")
    await olga.tap("Send the ledger")
    assert olga.screen["document"]["name"] == "ledger.csv"
    text = b64decode(olga.screen["document"]["url"].partition(",")[2]).decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(text)))
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        sums[row["account"]] += Decimal(row["amount"])
    totals = await world.shop.built.wallet_store.totals()
    assert sum(sums.values()) == 0
    assert sums["revenue"] == to_amount(totals["revenue"])
    assert sums[f"user:{ALICE}"] == to_amount(totals["users"])
    assert rows[0]["reason"] == "'=HYPERLINK(1)"
    assert "Earnings" in olga.screens[-2]["text"], "the page stays"


async def test_a_large_ledger_comes_in_parts_and_no_entry_twice(
    world: World, olga: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.export.PART_ROWS", 4)
    for number in range(1, 6):
        await book(world, EntryKind.ADJUSTMENT, number)
    await olga.say("/admin")
    await olga.tap("Earnings")
    await olga.tap("Send the ledger")
    files = [one for one in olga.screens if one["document"]]
    texts = [b64decode(one["document"]["url"].partition(",")[2]).decode("utf-8-sig") for one in files]
    rows = [list(csv.DictReader(StringIO(text))) for text in texts]
    assert [len(part) for part in rows] == [4, 4, 2]
    users = [row["amount"] for part in rows for row in part if row["account"] == f"user:{ALICE}"]
    assert users == ["1", "2", "3", "4", "5"]


async def test_only_admins_see_earnings(world: World, alice: Person) -> None:
    await book(world, EntryKind.ADJUSTMENT, 1)
    await alice.say("/start")
    for tap in (OpenEarnings(days=1), OpenEarningsPicture(days=7), SendLedger()):
        await alice.forge(tap.pack())
        assert "wallets now" not in alice.text
        assert "sold in this time" not in alice.text
    assert not [one for one in alice.screens if one["document"] or one["photo"]]


async def test_the_operator_is_told_once_a_day_while_the_account_does_not_cover_the_wallets(
    world: World, olga: Person, clock: Clock
) -> None:
    await olga.say("/start")
    check, balance = world.shop.built.cover_check, (await world.shop.adapter.balance()).balance
    await book(world, EntryKind.ADJUSTMENT, int(balance))
    await check.check()
    assert len(olga.screens) == 1
    await book(world, EntryKind.ADJUSTMENT, 1, MINH)
    await check.check()
    await check.check()
    assert len(olga.screens) == 2
    assert "The account does not cover the wallets." in olga.text
    assert f"users may spend ₽{int(balance) + 1:,}" in olga.text


def test_an_amount_below_zero_is_no_formula() -> None:
    assert [safe(one) for one in ("-12.5", "-1", "-1+2", "-", "=1")] == ["-12.5", "-1", "'-1+2", "'-", "'=1"]


class TestWithoutWallets:
    @pytest.fixture
    def markup(self) -> None:
        return None

    async def test_nothing_is_earned(self, olga: Person) -> None:
        await olga.say("/admin")
        assert not [label for label in labels(olga.screen) if "Earnings" in label]
