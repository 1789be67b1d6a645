"""docs/operating.md names only what there is."""

import re
from pathlib import Path

import pytest

from bot.settings import Settings
from tests.house.sources import ROOT
from tests.ops.compose import services

TEXT = (ROOT / "docs" / "operating.md").read_text()
MAKEFILE = (ROOT / "Makefile").read_text()


@pytest.mark.parametrize("name", sorted(set(re.findall(r"(?<![\w-])[A-Z]+(?:_[A-Z]+)+(?!\w)", TEXT))))
def test_a_setting_is_one(name: str) -> None:
    assert name.lower() in Settings.model_fields or name == "VALKEY_PASSWORD"


@pytest.mark.parametrize("target", sorted(set(re.findall(r"(?:`|^    |sudo )make ([a-z]+)", TEXT, re.M))))
def test_a_command_of_the_makefile_is_one(target: str) -> None:
    assert re.search(rf"^{target}:.*##", MAKEFILE, re.M)


@pytest.mark.parametrize(
    "path", sorted(set(re.findall(r"(?:ops|docs|tests)/[\w./-]+\w|\b[A-Za-z-]+\.(?:md|yml)\b", TEXT)))
)
def test_a_file_is_there(path: str) -> None:
    assert (ROOT / path).exists()


def test_the_volume_to_empty_is_the_databases() -> None:
    project = re.search(r"^name: (\S+)", (ROOT / "docker-compose.yml").read_text(), re.M)
    assert project
    (volume,) = services()["valkey"]["volumes"]
    assert f"docker volume rm {project[1]}_{volume.partition(':')[0]} " in TEXT


def test_the_unit_goes_where_the_document_says() -> None:
    unit = Path("ops/sms-number-bot.service")
    assert f"cp {unit} /etc/systemd/system/" in TEXT
    assert f"systemctl enable --now {unit.stem}" in TEXT
