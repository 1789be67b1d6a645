"""What a handler needs to answer one update: texts, money, names, the user, and where the answer is shown."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aiogram import BaseMiddleware
from aiogram.filters.callback_data import CallbackData
from aiogram.types import TelegramObject

from bot.domain.models import Activation, Quote
from bot.shop.catalogue.catalogue import Catalogue
from bot.telegram.access import Access
from bot.telegram.messages import Window
from bot.telegram.screens import names
from bot.telegram.screens.names import Pick
from bot.telegram.screens.screen import Screen
from bot.texts import Texts


@dataclass(frozen=True, slots=True)
class Ui:
    texts: Texts
    """In the user's language."""
    all_texts: Mapping[str, Texts]
    """By language."""
    currency: str
    """The account's, by ISO 4217."""
    catalogue: Catalogue
    window: Window
    user_id: int
    is_admin: bool

    def pick(self, one: Activation | Quote, tap: CallbackData | None = None) -> Pick:
        """The names of its country and service. `tap`: the button that picked them."""
        return names.pick(self.catalogue, one.country_id, one.service_id, tap)

    async def show(self, screen: Screen) -> None:
        """Show a page: in place of the one that was tapped, or below a record."""
        await self.window.show(screen)

    async def redraw(self, screen: Screen) -> None:
        """Show a record anew in its own place."""
        await self.window.redraw(screen)


class MakeUi(BaseMiddleware):
    """Provides `ui`, once the texts are chosen and the user is let in."""

    def __init__(self, catalogue: Catalogue, access: Access, currency: str, all_texts: Mapping[str, Texts]) -> None:
        self._catalogue = catalogue
        self._access = access
        self._currency = currency
        self._all_texts = all_texts

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        user_id = data["user"].id
        data["ui"] = Ui(
            texts=data["texts"],
            all_texts=self._all_texts,
            currency=self._currency,
            catalogue=self._catalogue,
            window=data["window"],
            user_id=user_id,
            is_admin=user_id in self._access.admins,
        )
        return await handler(event, data)
