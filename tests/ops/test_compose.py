"""docker-compose.yml keeps to the specification, keeps what was answered, and locks its containers up."""

import subprocess
import sys

import pytest

from bot import app
from bot.storage.embedded import OPTIONS
from tests.house.sources import ROOT
from tests.ops.compose import PASSWORD, seconds, services

FILE = ROOT / "docker-compose.yml"


def test_it_keeps_to_the_schema_of_the_compose_specification() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(FILE)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout


def test_a_forgotten_password_is_asked_for() -> None:
    with pytest.raises(LookupError, match=r"\.env"):
        services({})


def test_the_database_keeps_what_it_answered_as_the_embedded_one_does() -> None:
    options = dict(option.removeprefix("--").split(" ", 1) for option in services()["valkey"]["command"][1:])
    for name in ("appendonly", "appendfsync", "maxmemory-policy"):
        assert options[name] == OPTIONS[name]
    assert options["save"].strip('"') == OPTIONS["save"]


def test_the_two_speak_to_each_other_with_the_password_alone() -> None:
    bot, valkey = services()["bot"], services()["valkey"]
    assert f":{PASSWORD}@valkey:6379" in bot["environment"]["REDIS_URL"]
    assert valkey["environment"]["VALKEYCLI_AUTH"] == PASSWORD
    assert any(f">{PASSWORD} " in option for option in valkey["command"])
    assert bot["depends_on"]["valkey"]["condition"] == "service_healthy"
    assert [name for name, service in services().items() if "ports" in service] == ["proxy"]


def test_the_bot_has_the_time_to_see_its_purchases_through() -> None:
    drain = app.DRAIN_HANDLERS_S + app.DRAIN_PURCHASES_S + app.DRAIN_MESSAGES_S
    assert seconds(services()["bot"]["stop_grace_period"]) >= drain + 10


def test_what_has_to_survive_is_in_a_volume() -> None:
    assert services()["bot"]["volumes"] == ["bot-data:/data"]
    assert "proxy-data:/data" in services()["proxy"]["volumes"]
    assert services()["bot"]["environment"]["DATA_DIR"] == "/data"
    assert services()["valkey"]["volumes"] == ["valkey-data:/data"]
