"""The dispatcher as the app builds it, for tests that need nothing behind it."""

from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from typing import Any, cast

from aiogram import Dispatcher
from aiogram.dispatcher.event.handler import HandlerObject

from bot.domain.errors import StorageError
from bot.domain.pairs import Pair, Place
from bot.domain.users import Forgotten, KnownUser
from bot.shop.wallet.wallets import Wallets
from bot.telegram.access import Access, Terms
from bot.telegram.dispatcher import Dependencies, build_dispatcher
from tests.texts import TEXTS

NOBODY = cast(Any, None)
"""Stands for a part that is never called."""


class Strangers:
    """A memory in which nobody has chosen anything."""

    async def language(self, user_id: int) -> str | None:
        return None

    async def known(self, user_id: int) -> KnownUser:
        return KnownUser()

    async def choosing(self, user_id: int, place: Place) -> KnownUser:
        return KnownUser(place=place)

    async def pin(self, user_id: int, pair: Pair, *, on: bool) -> None:
        raise AssertionError("nobody pins here")

    async def record_visit(self, user_id: int, *, day: int, name: str, shown_name: str = "") -> None:
        return None

    async def forget(self, user_id: int) -> Forgotten:
        raise AssertionError("nobody is forgotten here")

    async def set_language(self, user_id: int, language: str) -> None:
        raise AssertionError("nobody chooses here")

    async def accepted(self, user_id: int) -> str | None:
        return None

    async def accept(self, user_id: int, digest: str) -> None:
        raise AssertionError("nobody agrees here")


class Notes:
    """A memory of what admins were told; `away` as when the database is."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.away = False

    async def taken(self, name: str) -> bool:
        if self.away:
            raise StorageError
        return name in self.names

    async def hold(self, name: str, holder: str, seconds: float) -> str:
        if self.away:
            raise StorageError
        self.names.add(name)
        return holder


class Idle:
    """A shop in which nothing is bought, so nobody has missed anything."""

    async def welcome_back(self, user_id: int) -> None:
        return None


def dependencies(**given: Any) -> Dependencies:
    """With nobody in the place of all others."""
    given = {"wallets": Wallets(NOBODY, NOBODY, is_on=False), **given}
    return Dependencies(**{one.name: given.get(one.name, NOBODY) for one in fields(Dependencies)})


@cache
def dispatcher() -> Dispatcher:
    parts = dependencies(purchases=Idle(), users=Strangers(), access=Access(public=True), terms=Terms({}, Strangers()))
    return build_dispatcher(parts, texts=TEXTS, currency="RUB", default_language="en")


def handlers() -> Iterator[tuple[str, HandlerObject]]:
    """Every handler with the kind of event that it takes, in the order in which they are asked."""
    for router in dispatcher().chain_tail:
        for kind, observer in router.observers.items():
            if kind != "update":
                yield from ((kind, handler) for handler in observer.handlers)


def callback_handlers() -> list[HandlerObject]:
    return [handler for kind, handler in handlers() if kind == "callback_query"]
