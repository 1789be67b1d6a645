"""What ops/ asks Prometheus: each expression of the alert rules and of the dashboard, and what it takes for granted."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from ruamel.yaml import YAML

from tests.house.sources import ROOT

ALERTS: Final = ROOT / "ops" / "alerts.yml"
DASHBOARD: Final = ROOT / "ops" / "grafana.json"
PROMETHEUS: Final = ROOT / "ops" / "prometheus.yml"

FROM_PROMETHEUS: Final = {"le", "instance", "job"}
"""Labels that each series of a histogram, or of a target, has anyway."""


def rules() -> list[dict[str, Any]]:
    (group,) = YAML(typ="safe").load(ALERTS.read_text())["groups"]
    return list(group["rules"])


def panels() -> list[dict[str, Any]]:
    return list(json.loads(DASHBOARD.read_text())["panels"])


def expressions() -> Iterator[str]:
    """With the dashboard's own variable filled in."""
    for rule in rules():
        yield rule["expr"]
    for panel in panels():
        for target in panel["targets"]:
            yield target["expr"].replace("$__rate_interval", "1m")


def metrics(expression: str) -> set[str]:
    return set(re.findall(r"\bsmsbot_\w+", expression))


def labels(expression: str) -> set[str]:
    """Those by which it chooses or groups."""
    chosen = re.findall(r"(\w+)\s*(?:=~|!~|!=|=)\s*\"", expression)
    grouped = [name for names in re.findall(r"by\s*\(([^)]*)\)", expression) for name in re.split(r"[\s,]+", names)]
    return {name for name in (*chosen, *grouped) if name} - FROM_PROMETHEUS
