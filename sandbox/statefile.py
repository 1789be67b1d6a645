"""The sandbox's memory between two starts: one JSON file, replaced as a whole."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

VERSION = 1


class StateFile:
    def __init__(self, folder: Path) -> None:
        self.path = folder / "sandbox.json"

    def read(self) -> dict[str, Any]:
        """What was written last, empty at the first start. `OSError`, or `ValueError` where it is damaged."""
        try:
            text = self.path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return {}
        state = json.loads(text)
        if not isinstance(state, dict) or state.get("version") != VERSION:
            raise ValueError(f"not a state of version {VERSION}")
        return state

    def write(self, state: Mapping[str, Any]) -> None:
        """All or nothing, also when the machine goes down meanwhile. `OSError` where it cannot be written."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        new = self.path.with_suffix(".tmp")
        with new.open("w", encoding="utf-8") as file:
            json.dump({"version": VERSION, **state}, file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        new.replace(self.path)

    def set_aside(self) -> Path:
        """Keeps what cannot be read under another name, and gives that name."""
        number = 1
        while (aside := self.path.with_name(f"{self.path.name}.damaged-{number}")).exists():
            number += 1
        return self.path.rename(aside)
