"""docker-compose.yml as an engine would read it: with the variables of an `.env` put in."""

import re
from collections.abc import Mapping
from typing import Any, Final

from ruamel.yaml import YAML

from tests.house.sources import ROOT

PASSWORD: Final = "0badcafe0badcafe"


def services(variables: Mapping[str, str] | None = None) -> dict[str, Any]:
    """`bot`, `proxy` and `valkey`. Without a variable that it insists on, a `LookupError` with its words."""
    text = (ROOT / "docker-compose.yml").read_text()
    given = {"VALKEY_PASSWORD": PASSWORD} if variables is None else variables

    def value(found: re.Match[str]) -> str:
        if found[1] not in given:
            raise LookupError(found[2])
        return given[found[1]]

    text = re.sub(r"\$\{(\w+):-([^}]*)\}", lambda found: given.get(found[1], found[2]), text)
    content = YAML(typ="safe").load(re.sub(r"\$\{(\w+):\?([^}]*)\}", value, text))
    found: dict[str, Any] = content["services"]
    return found


def seconds(duration: str) -> int:
    assert duration.endswith("s")
    return int(duration.removesuffix("s"))
