"""Walks lists and keyed objects alike, and leaves out the entries that make no sense where others do."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Final, TypeVar

import structlog

from bot.smsman.decode import NotUnderstood

log = structlog.get_logger(__name__)

R = TypeVar("R")

AT_ONCE: Final = 1000
"""Entries that are read before others have their turn: a few milliseconds."""

REST_S: Final = 0.001
"""An answer from outside takes the event loop several rounds, and each would wait for one more piece of the list."""

Member = tuple[str, object]
"""A member of an object, or one of a list under the name ""."""


async def collect(call: str, raw: Iterable[R], take: Callable[[R], object]) -> None:
    """`take` the raw entries, one after the other; those it refuses with a `ValueError` are counted in the log.

    Raises `NotUnderstood` when all of them are refused. No entries at all are an answer.
    """
    left_out = number = 0
    entries = iter(raw)
    while some := list(islice(entries, AT_ONCE)):
        if number:
            await asyncio.sleep(REST_S)
        for item in some:
            try:
                take(item)
            except ValueError:  # pydantic's ValidationError is one, and so is NotUnderstood
                left_out += 1
        number += len(some)
    kept = number - left_out
    if left_out and not kept:
        raise NotUnderstood("not one entry makes sense")
    if left_out:
        log.warning("entries left out", call=call, left_out=left_out, kept=kept)


def members_of(data: object) -> Iterator[Member]:
    match data:
        case dict():
            yield from data.items()
        case list():
            yield from (("", member) for member in data)
        case _:
            raise NotUnderstood("neither a list nor an object")


Leaf = tuple[tuple[str, ...], object]
"""A value in nested objects or lists, behind the keys on the way to it; a place in a list names nothing: ""."""


def leaves(data: object, mark: str) -> Iterator[Leaf]:
    """Everything that has the key `mark`, at most two levels down, and everything that is in its place."""
    for outer, member in members_of(data):
        if isinstance(member, dict | list) and not (isinstance(member, dict) and mark in member):
            for inner, child in members_of(member):
                if child or not isinstance(child, dict | list):
                    yield (outer, inner), child
        else:
            yield (outer,), member


def keyed(data: object) -> Iterator[object]:
    """The entries of a list, or of an object whose keys are ids that the entries may leave out."""
    for key, entry in members_of(data):
        yield {"id": key, **entry} if isinstance(entry, dict) else entry


_WRAPPERS: Final = ("data", "result", "response")
_LIST_WRAPPERS: Final = (*_WRAPPERS, "countries", "applications", "services", "prices", "limits", "items", "list")
_LAYERS: Final = 4


def unpacked(data: object) -> object:
    """One answer without a list of one or a wrapper around it; what stood beside it stays beside it."""
    for _ in range(_LAYERS):
        if isinstance(data, list) and len(data) == 1:
            data = data[0]
            continue
        name = _wrapper(data)
        if not isinstance(data, dict) or not name:
            break
        inner = data[name]
        inner = inner[0] if isinstance(inner, list) and len(inner) == 1 else inner
        if not isinstance(inner, dict):
            break
        data = {key: value for key, value in data.items() if key != name} | inner
    return data


def unwrapped(data: object) -> object:
    """A list without a wrapper around it."""
    for _ in range(_LAYERS):
        if not isinstance(data, dict) or not (name := _wrapper(data, _LIST_WRAPPERS)):
            break
        data = data[name]
    return data


def _wrapper(data: object, wrappers: tuple[str, ...] = _WRAPPERS) -> str:
    names = [name for name in wrappers if isinstance(data, dict) and isinstance(data.get(name), dict | list)]
    return names[0] if len(names) == 1 else ""
