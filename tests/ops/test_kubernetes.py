"""ops/kubernetes.yaml: kubectl's own schemas accept it, its parts find each other, and it says what compose says."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot import app
from bot.settings import Settings, load_settings
from tests.house.sources import ROOT

FILE = ROOT / "ops" / "kubernetes.yaml"


def objects() -> list[dict[str, Any]]:
    return list(YAML(typ="safe").load_all(FILE.read_text()))


def the(kind: str, name: str = "sms-number-bot") -> dict[str, Any]:
    (found,) = (item for item in objects() if (item["kind"], item["metadata"]["name"]) == (kind, name))
    return found


def pod(kind: str, name: str = "sms-number-bot") -> tuple[dict[str, Any], dict[str, Any]]:
    """Its specification, and that of its one container."""
    spec = the(kind, name)["spec"]["template"]["spec"]
    (container,) = spec["containers"]
    return spec, container


def accepted(file: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kubernetes_validate", "--strict", str(file)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_schemas_of_kubernetes_accept_it() -> None:
    verdict = accepted(FILE)
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr


def test_the_bot_has_the_time_to_see_its_purchases_through() -> None:
    drain = app.DRAIN_HANDLERS_S + app.DRAIN_PURCHASES_S + app.DRAIN_MESSAGES_S
    assert pod("Deployment")[0]["terminationGracePeriodSeconds"] >= drain + 10


def test_the_secrets_are_files_where_the_settings_look_for_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    for name, value in the("Secret")["stringData"].items():
        (tmp_path / name).write_text(value.replace("CHANGE-ME", "42:x") if name == "bot_token" else value)
    settings = load_settings(env_file=tmp_path / "none", secrets_dir=tmp_path)
    assert settings.redis_url
    spec, container = pod("Deployment")
    (mount,) = (mount for mount in container["volumeMounts"] if mount["name"] == "secrets")
    assert Path(mount["mountPath"]) in (load_settings.__defaults__ or ())
    assert spec["automountServiceAccountToken"] is False


def test_its_settings_are_settings_of_the_bot() -> None:
    assert {name.lower() for name in the("ConfigMap")["data"]} <= Settings.model_fields.keys()


def test_the_probes_ask_the_port_that_the_image_serves() -> None:
    _, container = pod("Deployment")
    ports = {port["name"]: port["containerPort"] for port in container["ports"]}
    assert f"HTTP_PORT={ports['health']}" in (ROOT / "Dockerfile").read_text()
    assert ports["updates"] == Settings.model_fields["webhook_port"].default
    for probe in ("startupProbe", "livenessProbe"):
        assert container[probe]["httpGet"] == {"path": "/healthz", "port": "health"}
    assert container["readinessProbe"]["httpGet"] == {"path": "/readyz?parts=database,watcher", "port": "health"}
