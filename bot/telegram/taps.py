"""What was tapped: read once from a button's data, and asked for by the handlers."""

from aiogram.filters import Filter
from aiogram.filters.callback_data import CallbackData
from aiogram.types import TelegramObject
from aiogram.utils.magic_filter import MagicFilter
from pydantic import ValidationError

from bot.telegram import callbacks
from bot.telegram.callbacks import Buy, Page

BASES = (CallbackData, Page, callbacks.OfUser, callbacks.OfReminder, callbacks.Act)
TAPS: tuple[type[CallbackData], ...] = tuple(
    kind
    for kind in vars(callbacks).values()
    if isinstance(kind, type) and issubclass(kind, CallbackData) and kind not in BASES
)
"""Every button there is."""

BY_PREFIX = {tap.__prefix__: tap for tap in TAPS}


def _whole(tap: type[CallbackData], data: str) -> str:
    """A button of before its kind learned to carry more still works: what may be missing at the end is empty."""
    missing = list(tap.model_fields.values())[data.count(":") :]
    return data + ":" * len(missing) if all(one.default is None for one in missing) else data


def parse(data: str | None) -> CallbackData | None:
    """What was tapped; `None` for a button of another age, or a forged one."""
    tap = BY_PREFIX.get((data or "").split(":", 1)[0])
    try:
        return tap.unpack(_whole(tap, data)) if tap and data else None
    except (TypeError, ValidationError):
        return None


def keeps_message(tap: CallbackData | None) -> bool:
    """Whether the message with the tapped button has to stay: it is a card or a code, or nobody knows what it is."""
    match tap:
        case Page():
            return tap.fresh
        case Buy():
            return False
        case _:
            return True


class Tapped(Filter):
    """The tapped button is of this kind, as the door has read it once for all handlers: each filter that aiogram makes
    reads it anew."""

    def __init__(self, kind: type[CallbackData], rule: MagicFilter | None = None) -> None:
        self.kind = kind
        self._rule = rule

    async def __call__(self, _: TelegramObject, callback_data: CallbackData | None) -> bool:
        return type(callback_data) is self.kind and (self._rule is None or bool(self._rule.resolve(callback_data)))
