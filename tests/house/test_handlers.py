"""Whatever a handler names, it gets, and of the type it says."""

import inspect
from collections.abc import Callable, Mapping
from typing import Any, get_type_hints

import pytest
from aiogram.dispatcher.event.handler import HandlerObject
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, ErrorEvent, InlineQuery, Message, PreCheckoutQuery, TelegramObject

from bot.domain.users import KnownUser
from bot.telegram.dispatcher import Dependencies
from bot.telegram.taps import Replies, Tapped
from bot.telegram.ui import Ui
from bot.texts import Texts
from tests.telegram.wiring import dispatcher, handlers

EVENTS: Mapping[str, tuple[type, ...]] = {
    "message": (Message, TelegramObject),
    "callback_query": (CallbackQuery, TelegramObject),
    "inline_query": (InlineQuery,),
    "pre_checkout_query": (PreCheckoutQuery,),
    "error": (ErrorEvent,),
}
FROM_MIDDLEWARES: Mapping[str, Any] = {"ui": Ui, "known": KnownUser | None, "texts": Texts}
"""`tests/telegram/test_middlewares.py` proves that they really provide them."""
MAX_LINES = 12
"""Of a handler's body, as the formatter breaks its calls: about eight of one's own."""


def dependencies() -> dict[str, Any]:
    """What `build_dispatcher` hands on, with the types of its fields."""
    hints = get_type_hints(Dependencies)
    return {name: hints[name] for name in dispatcher().workflow_data}


def provided(handler: HandlerObject) -> dict[str, Any]:
    given = {**dependencies(), **FROM_MIDDLEWARES}
    for one in handler.filters or []:
        if isinstance(one.callback, Tapped):
            given["callback_data"] = one.callback.kind
        if isinstance(one.callback, Replies):
            given["replied"] = one.callback.kind
        if isinstance(one.callback, Command):
            given["command"] = CommandObject
    return given


def without_none(annotation: Any, *, optional: bool) -> Any:
    """`X` for `X | None` where the parameter may be left out."""
    args = [one for one in getattr(annotation, "__args__", ()) if one is not type(None)]
    return args[0] if optional and len(args) == 1 else annotation


def name_of(handler: HandlerObject) -> str:
    return f"{handler.callback.__module__}.{handler.callback.__name__}"


def test_there_are_handlers() -> None:
    assert {kind for kind, _ in handlers()} == EVENTS.keys()


@pytest.mark.parametrize(("kind", "handler"), [pytest.param(*one, id=name_of(one[1])) for one in handlers()])
def test_a_handler_gets_what_it_names(kind: str, handler: HandlerObject) -> None:
    event, *others = inspect.signature(handler.callback).parameters.values()
    hints = get_type_hints(handler.callback)
    assert hints[event.name] in EVENTS[kind]
    for parameter in others:
        optional = parameter.default is not inspect.Parameter.empty
        given = provided(handler).get(parameter.name)
        assert given == without_none(hints[parameter.name], optional=optional) or (optional and given is None)


@pytest.mark.parametrize("handler", [pytest.param(one, id=name_of(one)) for kind, one in handlers() if kind != "error"])
def test_a_handler_is_short_and_tries_nothing(handler: HandlerObject) -> None:
    body = body_of(handler.callback)
    assert len(body) <= MAX_LINES
    assert not [line for line in body if line.startswith(("try:", "except"))]


def body_of(function: Callable[..., Any]) -> list[str]:
    source = inspect.getsource(function)
    return [line.strip() for line in source.partition(" -> None:\n")[2].splitlines() if line.strip()]
