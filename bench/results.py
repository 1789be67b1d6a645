"""Results on disk, so that one section can be measured anew without losing the others."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from bench.host import Host
from bench.section import Section


@dataclass(frozen=True, slots=True)
class Taken:
    """A section as it was measured."""

    section: Section
    host: Host
    day: str
    """ISO 8601."""
    seconds: float
    """How long it took."""
    load: float
    """How many processes wanted a core, on the average of the minute before."""
    command: str


_FORM = TypeAdapter(dict[str, Taken])


def read(file: Path) -> dict[str, Taken]:
    return _FORM.validate_json(file.read_bytes()) if file.exists() else {}


def write(file: Path, results: Mapping[str, Taken]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(_FORM.dump_json(dict(sorted(results.items())), indent=1) + b"\n")
