"""Many cases in one test, where a test each would cost more than what it checks."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

Case = Callable[..., AbstractContextManager[None]]
"""Opened around one case, with what tells it from the others."""


@contextmanager
def every_case() -> Iterator[Case]:
    """All cases are tried, whatever becomes of the others; raises a group of all failures, each with its case."""
    tried = 0
    failed: list[BaseException] = []

    @contextmanager
    def case(*values: object) -> Iterator[None]:
        nonlocal tried
        tried += 1
        try:
            yield
        except (Exception, pytest.fail.Exception) as error:
            error.add_note(f"The case: {', '.join(map(repr, values))}")
            failed.append(error)

    yield case
    if failed:
        raise BaseExceptionGroup(f"{len(failed)} of {tried} cases", failed)
    assert tried, "no case was tried"
