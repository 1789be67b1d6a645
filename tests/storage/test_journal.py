"""The journal on the disk: what was written is found, by whom, and what is no use does no harm."""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from bot.domain.models import Activation, Bought, State
from bot.storage.purchase_journal import Entry, Journal

ACTIVATION = Activation(
    id="nonce", user_id=7, chat_id=7, country_id=10, service_id=3, price=Decimal("12.50"), state=State.SENDING,
    created_at=1_000.0, changed_at=1_001.0, language="vi", card_id=5,
)  # fmt: skip
ENTRY = Entry(ACTIVATION, Bought("77", "84912345678"), "anowner", 1180.0)


class Time:
    now = 5_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def journal(tmp_path: Path, time: Time) -> Journal:
    return Journal(tmp_path / "journal", 42, now=time)


async def test_what_was_written_is_found_as_it_was_with_the_time_that_is_left(journal: Journal, time: Time) -> None:
    await journal.write(ENTRY)
    time.now += 100
    assert await journal.entries() == [replace(ENTRY, lifetime=1080.0)]
    time.now += 86_400
    assert await journal.entries() == [replace(ENTRY, lifetime=0.0)]


async def test_a_number_for_several_sms_is_found_as_one(journal: Journal) -> None:
    entry = replace(ENTRY, bought=replace(ENTRY.bought, several=True))
    await journal.write(entry)
    assert await journal.entries() == [entry]


async def test_what_is_struck_out_leaves_nothing_behind(journal: Journal, tmp_path: Path) -> None:
    await journal.write(ENTRY)
    await journal.strike(ENTRY.owner)
    await journal.strike(ENTRY.owner)
    assert await journal.entries() == []
    assert list((tmp_path / "journal").iterdir()) == []


async def test_nobody_else_can_read_it(journal: Journal, tmp_path: Path) -> None:
    await journal.write(ENTRY)
    folder = tmp_path / "journal"
    assert [file.stat().st_mode & 0o077 for file in (folder, *folder.iterdir())] == [0, 0]


async def test_two_processes_on_one_folder_keep_each_others_entries(
    journal: Journal, time: Time, tmp_path: Path
) -> None:
    other, theirs = Journal(tmp_path / "journal", 42, now=time), replace(ENTRY, owner="another")
    await journal.write(ENTRY)
    await other.write(theirs)
    await journal.strike(ENTRY.owner)
    assert await journal.entries() == await other.entries() == [theirs]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda line: b"",
        lambda line: line.rstrip()[:200],
        lambda line: b"\xff\xfe rubbish",
        lambda line: b"[]",
        lambda line: b"{}",
        lambda line: json.dumps({**json.loads(line), "record": {}}).encode(),
        lambda line: json.dumps({**json.loads(line), "ends": None}).encode(),
    ],
)
async def test_an_entry_that_a_crash_cut_is_named_and_skipped_without_its_number(
    journal: Journal, tmp_path: Path, capsys: pytest.CaptureFixture[str], spoil: object
) -> None:
    await journal.write(replace(ENTRY, owner="spoilt"))
    (file,) = (tmp_path / "journal").iterdir()
    assert callable(spoil)
    file.write_bytes(spoil(file.read_bytes()))
    await journal.write(ENTRY)
    assert await journal.entries() == [ENTRY]
    said = capsys.readouterr().out
    assert "spoilt.json" in said
    assert "84912345678" not in said
    assert file.exists(), "left for the operator to look at"


async def test_a_disk_that_takes_nothing_stops_no_purchase(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("no folder")
    journal = Journal(tmp_path / "file" / "journal", 42)
    await journal.write(ENTRY)
    await journal.strike(ENTRY.owner)
    assert await journal.entries() == []
    said = capsys.readouterr().out
    assert "journal not written" in said
    assert "84912345678" not in said


def test_an_entry_shows_no_number() -> None:
    assert "84912345678" not in repr(ENTRY)
