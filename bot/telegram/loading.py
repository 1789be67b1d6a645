"""Loads aiogram without making its hundreds of models: each is made when it is first used.

aiogram has a model for everything in the Bot API, and its import has pydantic make a validator for each of them, with
everything in it: most of the seconds that a start takes, and 100 MB. A bot uses a few dozen. The models are left as
they are while aiogram is imported, and find what their annotations mean when pydantic asks for them. Measured: 66 MB
instead of 165, and 1.0 s of processor time instead of 3.1. Where aiogram has changed so that this fails, it is imported
in the usual way.
"""

import importlib
import sys
from collections.abc import Mapping
from typing import Any

import structlog
from pydantic import BaseModel

log = structlog.get_logger(__name__)

_meanings: dict[str, Any] = {}
"""What the names in the annotations of aiogram's models stand for: aiogram itself says so at the end of its import."""


def load_aiogram() -> None:
    """Before anything else imports it; where something has, all is made already."""
    if "aiogram" in sys.modules:
        return
    try:
        _load_lazily()
        _try()
    except Exception as error:  # whatever an aiogram of another form raises
        log.warning("aiogram is loaded in the usual way", error=type(error).__name__)
        _meanings.clear()
        for name in [name for name in sys.modules if name.partition(".")[0] == "aiogram"]:
            del sys.modules[name]
        importlib.import_module("aiogram")


def _load_lazily() -> None:
    make = BaseModel.__dict__["model_rebuild"]

    def remember(cls: type[BaseModel], *, _types_namespace: Mapping[str, Any] | None = None, **options: Any) -> None:
        if _types_namespace is None:
            _make(cls, **options)
        else:
            _meanings.update(_types_namespace)

    BaseModel.model_rebuild = classmethod(remember)  # type: ignore[assignment, arg-type]  # for this import only
    try:
        from aiogram.methods import Response, TelegramMethod
        from aiogram.types import TelegramObject
    finally:
        BaseModel.model_rebuild = make  # type: ignore[method-assign]
    kinds: tuple[type[BaseModel], ...] = TelegramObject, TelegramMethod, Response
    for kind in kinds:
        kind.model_rebuild = classmethod(_make)  # type: ignore[method-assign, assignment, arg-type]


def _try() -> None:
    """A small model with another one in it, read as an update will be. Raises whatever is wrong with it."""
    from aiogram.types import MessageEntity

    user = {"id": 1, "is_bot": False, "first_name": "Ann"}
    entity = MessageEntity.model_validate({"type": "text_mention", "offset": 0, "length": 1, "user": user})
    if entity.user is None or entity.user.id != 1:
        raise LookupError("a model is read wrongly")


def _make(cls: type[BaseModel], *, _parent_namespace_depth: int = 0, **options: Any) -> bool | None:
    return BaseModel.__dict__["model_rebuild"].__func__(  # type: ignore[no-any-return]
        cls, **{"_types_namespace": _meanings, **options}
    )


def make_models() -> None:
    """Make those that every bot needs, before there is anybody to keep waiting: updates, calls, and what a card has."""
    from aiogram.methods import AnswerCallbackQuery, DeleteMessage, EditMessageText, GetUpdates, SendMessage
    from aiogram.types import (
        CopyTextButton,
        InlineKeyboardButton,
        InlineKeyboardMarkup,
        Message,
        ReplyParameters,
        Update,
    )

    calls = GetUpdates, SendMessage, EditMessageText, AnswerCallbackQuery, DeleteMessage
    kinds: tuple[type[BaseModel], ...] = Update, Message, *calls
    kinds += InlineKeyboardMarkup, InlineKeyboardButton, CopyTextButton, ReplyParameters
    for kind in kinds:
        kind.model_rebuild()
