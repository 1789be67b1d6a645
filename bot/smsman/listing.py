"""Walks lists and keyed objects alike, and leaves out the entries that make no sense where others do."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeVar

import structlog

from bot.smsman.decode import NotUnderstood

log = structlog.get_logger(__name__)

R = TypeVar("R")
T = TypeVar("T")


def collect(call: str, raw: Iterable[R], read: Callable[[R], T]) -> list[T]:
    """What `read` makes of the raw entries; those it refuses with a `ValueError` are counted in the log.

    Raises `NotUnderstood` when it refuses all of them. No entries at all are an answer.
    """
    found: list[T] = []
    left_out = 0
    for item in raw:
        try:
            found.append(read(item))
        except ValueError:  # pydantic's ValidationError is one, and so is NotUnderstood
            left_out += 1
    if left_out and not found:
        raise NotUnderstood("not one entry makes sense")
    if left_out:
        log.warning("entries left out", call=call, left_out=left_out, kept=len(found))
    return found


class Leaf(NamedTuple):
    """A value in nested objects or lists, and the keys on the way to it; a place in a list names nothing: ""."""

    keys: tuple[str, ...]
    value: object


def leaves(node: object, mark: str, keys: tuple[str, ...] = ()) -> Iterator[Leaf]:
    """Everything that has the key `mark`, at most two levels down, and everything that is in its place."""
    if not isinstance(node, dict | list) or (isinstance(node, dict) and mark in node):
        yield Leaf(keys, node)
    elif len(keys) < 2:
        for key, child in _children(node):
            yield from leaves(child, mark, (*keys, key))
    elif node:
        yield Leaf(keys, node)


def keyed(data: object) -> Iterator[object]:
    """The entries of a list, or of an object whose keys are ids that the entries may leave out."""
    if not isinstance(data, dict | list):
        raise NotUnderstood("neither a list nor an object")
    for key, entry in _children(data):
        yield {"id": key, **entry} if isinstance(entry, dict) else entry


def _children(node: dict[str, object] | list[object]) -> Iterable[tuple[str, object]]:
    return node.items() if isinstance(node, dict) else (("", child) for child in node)
