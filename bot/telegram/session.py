"""aiogram's session, which connects anew where a connection fails, and keeps the models of answers."""

import asyncio
from typing import Any, Final

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import ClientDecodeError, TelegramNetworkError
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiohttp import ClientConnectorError, ClientTimeout, ConnectionTimeoutError

CONNECT_TIMEOUT_S: Final = 5.0
"""For one address, its TLS handshake included: one of several may be broken, and answer nothing."""

CONNECT_PAUSES_S: Final = (0.1, 0.5)
"""Before each further try to connect; the addresses take turns."""

UNSENT: Final = (ClientConnectorError, ConnectionTimeoutError)


class ConnectingSession(AiohttpSession):
    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._kept: set[type[Response[Any]]] = set()

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109 -- aiogram's own parameter
    ) -> TelegramType:
        """A connection that fails is tried anew, by Telegram's next address: nothing was sent."""
        total = self.timeout if timeout is None else timeout
        within: Any = ClientTimeout(total=total, sock_connect=CONNECT_TIMEOUT_S)  # aiogram hands it on to aiohttp
        try:
            async with asyncio.timeout(total):
                for pause in CONNECT_PAUSES_S:
                    try:
                        return await super().make_request(bot, method, within)
                    except TelegramNetworkError as error:
                        if not isinstance(error.__cause__, UNSENT):
                            raise
                    await asyncio.sleep(pause)
                return await super().make_request(bot, method, within)
        except TimeoutError as error:
            raise TelegramNetworkError(method=method, message="Request timeout error") from error
        except UnicodeDecodeError as error:  # a page of some proxy's, which aiogram lets through as it is
            raise ClientDecodeError("Failed to decode object", error, "") from None

    def check_response(
        self, bot: Bot, method: TelegramMethod[TelegramType], status_code: int, content: str
    ) -> Response[TelegramType]:
        """Hold the model of each kind of answer: pydantic keeps it weakly, and to make it takes 10 ms and more."""
        self._kept.add(Response[method.__returning__])  # type: ignore[name-defined]  # a type that is known to run time
        return super().check_response(bot, method, status_code, content)
