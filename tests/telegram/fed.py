"""Updates of a stand-in Telegram, fed to one handler behind the middlewares as they stand in the real dispatcher."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Any

from aiogram import Dispatcher
from aiogram.filters.callback_data import CallbackData
from aiogram.types import TelegramObject, User

from bot.domain.errors import StorageError
from bot.domain.pairs import Pair, Place
from bot.domain.users import Forgotten, KnownUser
from bot.telegram.access import Access
from bot.telegram.middlewares import AccessCheck, Answering, Language
from bot.telegram.ui import Window
from bot.texts import Texts
from tests.sandbox.telegram_world import ANN, TelegramWorld, acknowledge_all
from tests.texts import TEXTS

DAY = 20_000
Handler = Callable[..., Awaitable[None]]


@dataclass
class Memory:
    """What is known of every user; `away` as when the database is."""

    chosen: str | None = None
    away: bool = False
    admitted: bool | None = None
    noted: list[tuple[int, int, str]] = field(default_factory=list)
    shown_names: dict[int, str] = field(default_factory=dict)

    async def language(self, user_id: int) -> str | None:
        if self.away:
            raise StorageError
        return self.chosen

    async def known(self, user_id: int) -> KnownUser:
        if self.away:
            raise StorageError
        seen = [(day, name) for user, day, name in self.noted if user == user_id]
        day, name = seen[-1] if seen else (0, "")
        return KnownUser(self.chosen, self.admitted, seen=day, name=name, shown_name=self.shown_names.get(user_id, ""))

    async def choosing(self, user_id: int, place: Place) -> KnownUser:
        return replace(await self.known(user_id), place=place)

    async def pin(self, user_id: int, pair: Pair, *, on: bool) -> None:
        raise AssertionError("nobody pins here")

    async def record_visit(self, user_id: int, *, day: int, name: str, shown_name: str = "") -> None:
        self.noted.append((user_id, day, name))
        self.shown_names[user_id] = shown_name

    async def forget(self, user_id: int) -> Forgotten:
        raise AssertionError("nobody is forgotten here")

    async def set_language(self, user_id: int, language: str) -> None:
        self.chosen = language

    async def accepted(self, user_id: int) -> str | None:
        return None

    async def accept(self, user_id: int, digest: str) -> None:
        raise AssertionError("no terms stand here")


def dispatcher(handler: Handler, access: Access, memory: Memory, *, flags: dict[str, Any] | None = None) -> Dispatcher:
    """One handler behind the middlewares as they stand in the real one."""
    dispatcher = Dispatcher(disable_fsm=True)
    dispatcher.update.outer_middleware(Language(memory, TEXTS, "vi"))
    dispatcher.update.outer_middleware(AccessCheck(access, memory, lambda: DAY * 86_400.0))
    dispatcher.callback_query.middleware(Answering())
    dispatcher.message.register(handler)
    dispatcher.callback_query.register(handler, flags=flags)
    return dispatcher


class Seen:
    """A handler that notes what it gets."""

    def __init__(self) -> None:
        self.events: list[tuple[User, Texts, Window]] = []
        self.tapped: list[CallbackData | None] = []

    async def record_visit(
        self, _: TelegramObject, user: User, texts: Texts, window: Window, callback_data: CallbackData | None
    ) -> None:
        self.events.append((user, texts, window))
        self.tapped.append(callback_data)


async def feed(world: TelegramWorld, dispatcher: Dispatcher) -> None:
    updates = await world.bot.get_updates(timeout=0)
    await acknowledge_all(world)
    for update in updates:
        await dispatcher.feed_update(world.bot, update)


async def seen(world: TelegramWorld, *, memory: Memory | None = None, access: Access | None = None) -> Seen:
    """What a handler got of the updates that wait."""
    handler = Seen()
    await feed(world, dispatcher(handler.record_visit, access or Access(public=True), memory or Memory()))
    return handler


def answers(world: TelegramWorld) -> list[str]:
    return [one.text for one in world.telegram.answers]


async def button_of(world: TelegramWorld) -> int:
    """A message to tap on; what is tapped is forged anyway."""
    return (await world.bot.send_message(ANN, "page")).message_id
