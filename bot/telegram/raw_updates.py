"""Updates as plain JSON, read one by one: one that can't be read costs no other update its handler.

aiogram reads a whole batch or none of it, and asks for the same one again for as long as Telegram keeps it
(https://github.com/aiogram/aiogram/issues/1840).
"""

from collections.abc import Iterable
from typing import Any

import structlog
from aiogram import Bot
from aiogram.methods import TelegramMethod
from aiogram.types import Update
from pydantic import ValidationError

log = structlog.get_logger(__name__)


class GetRawUpdates(TelegramMethod[list[Any]]):
    """`getUpdates` of the Bot API, whose answer may hold anything."""

    __returning__ = list[Any]
    __api_method__ = "getUpdates"

    offset: int | None = None
    limit: int | None = None
    timeout: int | None = None
    allowed_updates: list[str] | None = None


def update_id(raw: object) -> int | None:
    """The number of an update, by which it is acknowledged; `None` where it has none."""
    found = raw.get("update_id") if isinstance(raw, dict) else None
    return found if isinstance(found, int) and not isinstance(found, bool) and found >= 0 else None


def next_offset(batch: Iterable[object]) -> int | None:
    """What acknowledges the whole batch; `None` where no update of it has a number."""
    return max((number + 1 for raw in batch if (number := update_id(raw)) is not None), default=None)


def read_update(raw: object, bot: Bot) -> Update | None:
    """The update; `None`, with a line in the log that tells nothing of its content, where it can't be read."""
    try:
        return Update.model_validate(raw, context={"bot": bot})
    except ValidationError as error:
        problems = error.error_count()
        log.error("update not readable", update_id=update_id(raw), error="ValidationError", problems=problems)
    except Exception as error:  # of a validator of the library's: any update may come, and each is only one
        log.error("update not readable", update_id=update_id(raw), error=type(error).__name__)
    return None
