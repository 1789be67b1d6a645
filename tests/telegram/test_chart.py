"""The picture is drawn by a process of its own, which is bounded, knows no secret, and fails for itself alone."""

import asyncio
import json
import os
import struct
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from bot.cli import chart as picture
from bot.domain.models import Service, Statistics
from bot.shop.wallet.earnings import Sales
from bot.telegram import chart as module
from bot.telegram.chart import ChartPainter
from bot.telegram.screens.earnings import chart as sales_chart
from bot.telegram.screens.statistics import Group, chart
from bot.texts import Texts
from tests.every import every_case
from tests.texts import EN, TEXTS

SERVICES = [
    (Service(1, "$x^2$ \\frac{"), Statistics(codes=9, refunded=1)),
    (Service(2, "Яндекс ứng dụng"), Statistics(codes=9)),
]


def drawn(texts: Texts) -> Any:
    return chart(texts, [Group("best", SERVICES), Group("few", [(Service(3, "💬 نعم"), Statistics(codes=1))])], 1)


DRAW_ALL = """
import contextlib, json, sys, types
from bot.cli.chart import bound, draw
bound()
for name, chart in json.load(sys.stdin).items():
    with open(name, "wb") as file, contextlib.redirect_stdout(types.SimpleNamespace(buffer=file)):
        draw(chart)
"""
"""As `main` of bot/cli/chart.py, for many charts: the library takes longer to load than a picture to draw."""


def paint_all(folder: Path, charts: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    """Each picture, with the name of its chart."""
    command, environment = [sys.executable, "-c", DRAW_ALL], {**os.environ, "PYTHONPATH": str(module.ROOT)}
    subprocess.run(command, input=json.dumps(charts), text=True, cwd=folder, env=environment, check=True)
    for name in charts:
        yield name, (folder / name).read_bytes()


def test_a_picture_is_as_wide_as_a_phone_shows_in_every_language(tmp_path: Path) -> None:
    with every_case() as case:
        for language, png in paint_all(tmp_path, {language: drawn(texts) for language, texts in TEXTS.items()}):
            with case(language):
                assert png.startswith(b"\x89PNG")
                width, height = struct.unpack(">II", png[16:24])
                assert width == 1080
                assert 300 < height < 3000


def test_a_picture_of_sales_is_as_wide_in_every_language(tmp_path: Path) -> None:
    sales = [Sales(1e9 + 86_400 * day, day % 3, day * 10**8, (30 - day) * 10**7) for day in range(30)]
    charts = {
        f"{language} {days}": sales_chart(texts, sales[: 24 if days == 1 else 30], days, "RUB")
        for language, texts in TEXTS.items()
        for days in (1, 30)
    }
    with every_case() as case:
        for name, png in paint_all(tmp_path, charts):
            with case(name):
                width, height = struct.unpack(">II", png[16:24])
                assert width == 1080
                assert 900 < height < 1500


async def test_the_loop_turns_while_a_picture_is_drawn() -> None:
    drawing = asyncio.ensure_future(ChartPainter().paint(drawn(EN)))
    turns, loop = list[float](), asyncio.get_running_loop()
    while not drawing.done():
        turns.append(loop.time())
        await asyncio.sleep(0.01)
    assert len(turns) > 20
    png = drawing.result()
    assert png
    assert png.startswith(b"\x89PNG")


async def test_one_that_takes_too_long_is_given_up_and_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _instead(tmp_path, monkeypatch, "import os, time; open('pid', 'w').write(str(os.getpid())); time.sleep(600)")
    assert await ChartPainter(timeout_s=1.0).paint({}) is None
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


@pytest.mark.parametrize("source", ["raise SystemExit(1)", "print('short')", "print('x' * 999); raise SystemExit(1)"])
async def test_one_that_fails_gives_no_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    _instead(tmp_path, monkeypatch, source)
    assert await ChartPainter().paint({}) is None


async def test_it_knows_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", "1:secret")
    _instead(tmp_path, monkeypatch, "import os; print(sorted(os.environ), 'x' * 999)")
    told = await ChartPainter().paint({})
    assert told
    assert b"PATH" in told
    assert b"BOT_TOKEN" not in told


async def test_it_may_not_use_more_memory_than_it_needs() -> None:
    greedy = "from bot.cli.chart import bound; bound(); bytearray(2 << 30)"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", greedy, cwd=module.ROOT, stderr=asyncio.subprocess.PIPE
    )
    _, complaint = await process.communicate()
    assert b"MemoryError" in complaint


def test_what_the_font_has_no_sign_for_is_left_out() -> None:
    assert picture.drawable("💬 Việt  Яндекс\u202e $1…") == "Việt Яндекс $1…"


def _instead(folder: Path, monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    """Another program in the place of the one that draws."""
    (folder / "bot" / "cli").mkdir(parents=True)
    (folder / "bot" / "cli" / "chart.py").write_text(source)
    monkeypatch.setattr(module, "ROOT", folder)
