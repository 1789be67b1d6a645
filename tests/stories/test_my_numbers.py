"""My numbers: by day, by service, and as a file; for admins the file of all."""

import csv
from base64 import b64decode
from collections.abc import AsyncIterator
from io import StringIO
from typing import Any

import pytest
from redis.asyncio import Redis

from bot.domain.errors import StorageError
from bot.domain.models import Activation
from bot.telegram import export
from bot.telegram.admin_callbacks import SendAllNumbers
from bot.telegram.export import safe
from tests.stories.chat import MINH, OLGA, STRANGER, Person, World, labels

DAY = 86_400.0


def table(message: dict[str, Any]) -> list[list[str]]:
    """The rows of the file in a message."""
    text = b64decode(message["document"]["url"].partition(",")[2]).decode()
    assert text.startswith("\ufeff"), "or a spreadsheet takes UTF-8 for something else"
    return list(csv.reader(StringIO(text.removeprefix("\ufeff"))))


def times(message: dict[str, Any]) -> list[dict[str, Any]]:
    return [entity for entity in message["entities"] if entity["type"] == "date_time"]


async def buy_another_service(world: World, person: Person) -> None:
    await person.say("/start")
    await person.tap("Buy a number")
    await person.tap(labels(person.screen)[1])
    await person.tap(labels(person.screen)[0])
    await person.tap("Buy")


async def test_the_waiting_come_first_then_each_day_and_telegram_writes_the_times(world: World, alice: Person) -> None:
    await alice.buy()
    await world.pass_time(30)
    await world.shop.clock.advance(DAY)
    await alice.buy()
    await world.pass_time(30)
    await alice.buy()
    await alice.say("/numbers")
    paragraphs = alice.text.split("\n\n")
    assert [one[0] for one in paragraphs[2:]] == ["⏳", "✅", "✅"]
    shown = times(alice.screen)
    assert [one["date_time_format"] for one in shown] == ["dt"] * 3
    assert shown[0]["unix_time"] > shown[1]["unix_time"] > shown[2]["unix_time"] + DAY
    assert [label[0] for label in labels(alice.screen)[:3]] == ["⏳", "✅", "✅"]


async def test_one_service_is_shown_alone(world: World, alice: Person) -> None:
    await alice.buy()
    await alice.say("/numbers")
    assert "🧩 By service" not in labels(alice.screen), "there is one only"
    await world.pass_time(30)
    await buy_another_service(world, alice)
    await alice.say("/numbers")
    await alice.tap("By service")
    first = labels(alice.screen)[0]
    assert first.endswith("· 1")
    await alice.tap(first)
    assert "One so far" in alice.text
    assert first.partition(" ")[2].partition(" ·")[0] in labels(alice.screen)[0]
    await alice.tap("All numbers")
    assert "2 so far" in alice.text


async def test_the_file_has_all_that_is_kept_of_the_user_and_of_nobody_else(world: World, alice: Person) -> None:
    await world.person(OLGA).buy("Купить номер", "Купить")
    await alice.buy()
    await world.pass_time(30)
    await alice.buy()
    [done, waiting] = sorted(world.shop.provider.orders.requests.values(), key=lambda one: one.id)[1:]
    await alice.say("/numbers")
    await alice.tap("Send me a file")
    heading, *rows = table(alice.screen)
    assert heading == [
        "Time", "Service", "Country", "Price", "Currency", "Outcome", "Request", "Number", "Codes",
    ]  # fmt: skip
    assert [row[5:7] for row in rows] == [["code came", str(done.id)], ["waiting", str(waiting.id)]]
    assert rows[0][0].endswith("+00:00")
    assert rows[0][4] == "RUB"
    assert rows[0][7] == f"'+{done.number}", "a plus sign would begin a formula"
    assert rows[0][8] == done.code
    assert rows[1][8] == ""
    assert alice.screen["document"]["name"] == "numbers.csv"
    assert "Delete it when you no longer need it" in alice.text


async def test_what_is_no_longer_kept_is_in_no_file(world: World, alice: Person, redis: Redis) -> None:
    await alice.buy()
    await world.pass_time(30)
    await alice.say("/numbers")
    for key in [key async for key in redis.scan_iter("{sb}:a:*")]:
        await redis.delete(key)
    await alice.tap("Send me a file")
    assert len(table(alice.screen)) == 1


async def test_minh_reads_his_file_in_his_language(world: World) -> None:
    minh = world.person(MINH)
    await minh.buy("Mua số", "Mua")
    await minh.say("/numbers")
    assert "Số của tôi" in minh.text
    await minh.tap("Gửi tệp cho tôi")
    heading, row = table(minh.screen)
    assert (heading[0], heading[5], row[5]) == ("Thời gian", "Kết quả", "đang chờ")


async def test_an_admin_gets_all_by_user_and_day_without_codes(world: World, alice: Person) -> None:
    sam = world.person(STRANGER)
    await sam.buy()
    await world.pass_time(30)
    await alice.buy()
    await alice.say("/admin")
    await alice.tap("Costs by user")
    await alice.tap("File of all")
    heading, *rows = table(alice.screen)
    assert heading[:4] == ["User id", "Name", "Day (UTC)", "Time"]
    assert [row[:2] for row in rows] == [[str(alice.id), "Alice"], [str(STRANGER), "Sam"]]
    assert [row[3][:10] for row in rows] == [row[2] for row in rows]
    request = next(one for one in world.shop.provider.orders.requests.values() if one.code)
    assert rows[1][-1] == f"…{request.number[-4:]}"
    assert not [cell for row in rows for cell in row if cell in (request.code, request.number)]


async def test_a_large_shop_gets_several_files_with_no_user_in_two(
    world: World, alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    for user in (alice, world.person(STRANGER)):
        for _ in range(2):
            await user.buy()
            await world.pass_time(30)
    monkeypatch.setattr(export, "PART_ROWS", 1)
    await alice.forge(SendAllNumbers().pack())
    files = [table(message) for message in alice.screens if message["document"]]
    assert [{row[0] for row in rows[1:]} for rows in files] == [{str(alice.id)}, {str(STRANGER)}]
    assert [len(rows) for rows in files] == [3, 3]


async def test_nobody_but_an_admin_gets_the_file_of_all(world: World) -> None:
    sam = world.person(STRANGER)
    await sam.buy()
    await sam.forge(SendAllNumbers().pack())
    assert not [message for message in sam.screens if message["document"]]


async def test_a_database_that_fails_half_way_sends_no_half_file(
    world: World, alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    await alice.buy()
    await alice.say("/numbers")

    real = world.shop.store.history.rows

    async def rows(user_id: int) -> AsyncIterator[Activation]:
        async for one in real(user_id):
            yield one
        raise StorageError("away")

    monkeypatch.setattr(world.shop.store.history, "rows", rows)
    await alice.tap("Send me a file")
    assert not [message for message in alice.screens if message["document"]]
    assert "cannot reach its database" in alice.text


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+84912345678", "'+84912345678"),
        ("-5+1", "'-5+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'=1"),
        ("＝1", "'＝1"),
        (" =cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("a\nb", "a b"),
        ("\u202e=1", "'=1"),
        ("Telegram", "Telegram"),
        ("", ""),
    ],
)
def test_no_cell_is_a_formula(cell: str, written: str) -> None:
    assert safe(cell) == written
