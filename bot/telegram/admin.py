"""Who runs the bot."""

from aiogram.filters import Filter
from aiogram.types import TelegramObject, User

from bot.telegram.access import Access


class Admin(Filter):
    """To all others the handler does not exist."""

    async def __call__(self, _: TelegramObject, user: User, access: Access) -> bool:
        return user.id in access.admins
