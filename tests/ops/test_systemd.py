"""The unit of ops/: what systemd itself says of it where it is there, and the two lines that purchases hang on."""

import shutil
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest

from bot import app
from bot.settings import load_settings
from bot.storage.embedded import EmbeddedValkey
from tests.house.sources import ROOT

UNIT = ROOT / "ops" / "sms-number-bot.service"
ANALYZE = shutil.which("systemd-analyze")


@pytest.fixture
def service() -> dict[str, str]:
    unit = ConfigParser(interpolation=None)
    unit.optionxform = str  # type: ignore[method-assign, assignment]  # as the library's own documentation does it
    unit.read(UNIT)
    return dict(unit["Service"])


def test_the_embedded_database_outlives_the_bots_drain(service: dict[str, str]) -> None:
    drain = app.DRAIN_HANDLERS_S + app.DRAIN_PURCHASES_S + app.DRAIN_MESSAGES_S
    stop = EmbeddedValkey(Path("unused"))._stop_timeout_s
    assert service["KillMode"] == "mixed"
    assert int(service["TimeoutStopSec"]) >= drain + stop + 10


def test_secrets_lie_where_the_settings_look_for_them(service: dict[str, str]) -> None:
    _, _, place = service["BindReadOnlyPaths"].partition(":")
    assert Path(place) in (load_settings.__defaults__ or ())


if ANALYZE:  # on other machines there is nobody to ask

    @pytest.fixture
    def here(tmp_path: Path) -> Path:
        """The unit, with an interpreter that exists on this machine."""
        text = UNIT.read_text().replace("/opt/sms-number-bot/.venv/bin/python", sys.executable)
        (unit := tmp_path / UNIT.name).write_text(text)
        return unit

    def ask(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([str(ANALYZE), *arguments], capture_output=True, text=True, check=False)

    def test_systemd_finds_nothing_wrong(here: Path) -> None:
        verdict = ask("verify", str(here))
        assert (verdict.returncode, UNIT.name in verdict.stderr) == (0, False), verdict.stderr
