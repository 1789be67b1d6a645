"""Walks lists and keyed objects alike, and leaves out the entries that make no sense where others do."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeVar

import structlog

from bot.smsman.decode import NotUnderstood
from bot.smsman.pieces import Members, Slow, members_of

log = structlog.get_logger(__name__)

R = TypeVar("R")

AT_ONCE: Final = 250
"""Entries that are read before others may have their turn: a millisecond."""


def collect(call: str, raw: Iterable[R], take: Callable[[R], object]) -> Slow[None]:
    """`take` the raw entries, one after the other; those it refuses with a `ValueError` are counted in the log.

    Raises `NotUnderstood` when all of them are refused. No entries at all are an answer.
    """
    left_out = number = 0
    for number, item in enumerate(raw, 1):
        try:
            take(item)
        except ValueError:  # pydantic's ValidationError is one, and so is NotUnderstood
            left_out += 1
        if number % AT_ONCE == 0:
            yield
    kept = number - left_out
    if left_out and not kept:
        raise NotUnderstood("not one entry makes sense")
    if left_out:
        log.warning("entries left out", call=call, left_out=left_out, kept=kept)


Leaf = tuple[tuple[str, ...], object]
"""A value in nested objects or lists, behind the keys on the way to it; a place in a list names nothing: ""."""


def leaves(members: Members, mark: str) -> Iterator[Leaf]:
    """Everything that has the key `mark`, at most two levels down, and everything that is in its place."""
    for outer, member in members:
        if isinstance(member, dict | list) and not (isinstance(member, dict) and mark in member):
            for inner, child in members_of(member):
                if child or not isinstance(child, dict | list):
                    yield (outer, inner), child
        else:
            yield (outer,), member


def keyed(members: Members) -> Iterator[object]:
    """The entries of a list, or of an object whose keys are ids that the entries may leave out."""
    for key, entry in members:
        yield {"id": key, **entry} if isinstance(entry, dict) else entry
