"""`.env.example` and the settings are the same list, with the same defaults."""

from itertools import pairwise
from pathlib import Path

import pytest
from dotenv import dotenv_values

from bot.settings import Settings, load_settings

EXAMPLE = Path(__file__).parents[2] / ".env.example"
TOKENS = {"BOT_TOKEN": "1:demo", "SMSMAN_TOKEN": "demo"}


@pytest.fixture(autouse=True)
def only_the_tokens(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    for name, value in TOKENS.items():
        monkeypatch.setenv(name, value)


def test_the_example_lists_every_setting_and_no_other() -> None:
    names = list(dotenv_values(EXAMPLE))
    assert sorted(names) == sorted(name.upper() for name in Settings.model_fields)


def test_the_example_shows_the_defaults(tmp_path: Path) -> None:
    assert load_settings(env_file=EXAMPLE) == load_settings(env_file=tmp_path / "no file")


def test_a_line_is_empty_only_where_nothing_is_the_default() -> None:
    for name, value in dotenv_values(EXAMPLE).items():
        field = Settings.model_fields[name.lower()]
        assert bool(value) == bool(not field.is_required() and field.default), name


def test_every_line_is_explained() -> None:
    lines = EXAMPLE.read_text().splitlines()
    variables = [(above, line) for above, line in pairwise(lines) if line and not line.startswith("#")]
    assert [line for above, line in variables if not above.startswith("# ")] == []
