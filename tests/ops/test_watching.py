"""The alert rules, the dashboard and the sample for Prometheus, as far as they can be judged without a bot."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tests.ops.watching import ALERTS, DASHBOARD, PROMETHEUS, expressions, labels, metrics, panels, rules

PROMTOOL = shutil.which("promtool")


def test_every_rule_says_what_to_look_at() -> None:
    assert len(rules()) > 8
    for rule in rules():
        assert rule["labels"]["severity"] in ("critical", "warning")
        assert rule["annotations"].keys() == {"summary", "description"}


def test_everything_is_asked_of_the_datasource_that_is_chosen() -> None:
    (variable,) = json.loads(DASHBOARD.read_text())["templating"]["list"]
    chosen = {"type": variable["query"], "uid": f"${{{variable['name']}}}"}
    for panel in panels():
        assert [panel["datasource"], *(target["datasource"] for target in panel["targets"])] == [chosen] * (
            1 + len(panel["targets"])
        )


def test_no_two_panels_lie_on_each_other() -> None:
    taken: set[tuple[int, int]] = set()
    for panel in panels():
        place = panel["gridPos"]
        cells = {(place["x"] + x, place["y"] + y) for x in range(place["w"]) for y in range(place["h"])}
        assert not cells & taken, panel["title"]
        assert max(x for x, _ in cells) < 24
        taken |= cells


def test_the_job_that_the_rules_look_for_is_the_samples() -> None:
    sample: dict[str, Any] = YAML(typ="safe").load(PROMETHEUS.read_text())
    (scraped,) = sample["scrape_configs"]
    assert [rule["expr"] for rule in rules() if f'job="{scraped["job_name"]}"' in rule["expr"]]
    assert sample["rule_files"] == [ALERTS.name]


def test_a_legend_names_only_labels_that_are_there() -> None:
    for panel in panels():
        for target in panel["targets"]:
            for word in target["legendFormat"].split("{{")[1:]:
                name = word.partition("}}")[0]
                assert name == "instance" or name in labels(target["expr"]), target


def test_what_an_expression_takes_for_granted_is_seen() -> None:
    expression = 'sum by (le, call) (rate(smsbot_a_bucket{kind="code"}[1m])) / max(smsbot_b)'
    assert metrics(expression) == {"smsbot_a_bucket", "smsbot_b"}
    assert labels(expression) == {"call", "kind"}


if PROMTOOL:  # on other machines there is nobody to ask

    def test_prometheus_itself_takes_rules_sample_and_expressions(tmp_path: Path) -> None:
        asked = tmp_path / "asked.yml"
        named = [{"record": f"asked:{n}", "expr": expression} for n, expression in enumerate(expressions())]
        with asked.open("w") as file:
            YAML(typ="safe").dump({"groups": [{"name": "asked", "rules": named}]}, file)
        for command in (["rules", str(ALERTS)], ["rules", str(asked)], ["config", str(PROMETHEUS)]):
            done = subprocess.run([str(PROMTOOL), "check", *command], capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stdout + done.stderr
