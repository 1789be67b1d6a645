"""Faults on demand: the next calls of a method fail, before they are carried out or after."""

from dataclasses import dataclass
from typing import Literal

ANY = "*"


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

    def fail(
        self,
        method: str,
        *,
        status: int,
        description: str,
        retry_after: int | None = None,
        times: int = 1,
        after: bool = False,
    ) -> None:
        """The next calls are answered so. `after`: they are carried out first. `"*"`: any method but getUpdates."""
        self._plan(Fault(method, "error", status, description, retry_after, times, after))

    def html_502(self, method: str, *, times: int = 1, after: bool = False) -> None:
        """The page that a proxy before the real one shows."""
        self._plan(Fault(method, "html", times=times, after=after))

    def drop(self, method: str, *, times: int = 1, after: bool = False) -> None:
        """The connection is cut instead of an answer."""
        self._plan(Fault(method, "drop", times=times, after=after))

    def _plan(self, fault: Fault) -> None:
        fault.method = fault.method.lower()
        self._planned.append(fault)

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
