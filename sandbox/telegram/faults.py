"""Faults on demand: the next calls of a method fail, before they are carried out or after."""

from dataclasses import dataclass
from typing import Literal

ANY = "*"
"""Stands for every method but getUpdates."""


@dataclass(slots=True)
class Fault:
    method: str
    kind: Literal["error", "html", "drop"]
    status: int = 502
    description: str = ""
    retry_after: int | None = None
    times: int = 1
    after: bool = False
    """The call is carried out, and only then its answer is lost."""


class Faults:
    def __init__(self) -> None:
        self._planned: list[Fault] = []

    def plan(self, fault: Fault) -> None:
        fault.method = fault.method.lower()
        self._planned.append(fault)

    def planned(self) -> list[Fault]:
        return list(self._planned)

    def clear(self) -> None:
        self._planned.clear()

    def take(self, method: str) -> Fault | None:
        """The first fault planned for this method, used up once."""
        name = method.lower()
        for fault in self._planned:
            if fault.method == name or (fault.method == ANY and name != "getupdates"):
                fault.times -= 1
                if fault.times <= 0:
                    self._planned.remove(fault)
                return fault
        return None
