"""Calls to the Bot API that cost little: JSON both ways, and nothing parsed that nobody reads.

aiogram sends forms, each with a boundary drawn for it, and makes objects of every answer. A tap is two such calls.
"""

import asyncio
import json
from contextlib import suppress
from functools import lru_cache
from typing import Any, Final, cast

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import AnswerCallbackQuery, EditMessageText, Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import InputFile
from aiohttp import BytesPayload, ClientConnectorError, ClientError, ClientTimeout, ConnectionTimeoutError
from pydantic_core import to_json

CONNECT_TIMEOUT_S: Final = 5.0
"""For one address, its TLS handshake included: one of several may be broken, and answer nothing."""

CONNECT_PAUSES_S: Final = (0.1, 0.5)
"""Before each further try to connect; the addresses take turns."""

UNREAD: Final = (AnswerCallbackQuery, EditMessageText)
"""Of their answer only the yes is wanted, which the Bot API gives as `True` where there is no message of ours."""


YES: Final = Response[Any](ok=True, result=True)


class JsonSession(AiohttpSession):
    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._kept: set[type[Response[Any]]] = set()

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109 -- aiogram's own parameter
    ) -> TelegramType:
        files: dict[str, InputFile] = {}
        payload = self._payload(bot, method, files)
        if files:  # a form after all
            return await super().make_request(bot, method, timeout)
        url, said = self.api.api_url(bot.token, method.__api_method__), to_json(payload, exclude_none=True)
        seconds = self.timeout if timeout is None else timeout
        try:
            async with asyncio.timeout(seconds):
                status, body = await self._post(url, said, seconds)
        except TimeoutError as error:
            raise TelegramNetworkError(method=method, message="Request timeout error") from error
        except ClientError as error:
            raise TelegramNetworkError(method=method, message=f"{type(error).__name__}: {error}") from error
        content = body.decode("utf-8", "replace")
        return cast(TelegramType, self.check_response(bot, method, status, content).result)

    async def _post(self, url: str, said: bytes, seconds: float) -> tuple[int, bytes]:
        """Status and body. A connection that fails is tried anew, by Telegram's next address: nothing was sent."""
        session = await self.create_session()
        for pause in (*CONNECT_PAUSES_S, None):
            payload = BytesPayload(said, content_type="application/json")
            try:
                async with session.post(url, data=payload, timeout=_within(seconds)) as response:
                    return response.status, await response.read()
            except (ClientConnectorError, ConnectionTimeoutError):
                if pause is None:
                    raise
                await asyncio.sleep(pause)
        raise AssertionError("the last try returns or raises")

    def check_response(
        self, bot: Bot, method: TelegramMethod[TelegramType], status_code: int, content: str
    ) -> Response[TelegramType]:
        if status_code == 200 and isinstance(method, UNREAD) and _says_yes(content):
            return YES
        # The models that are made for each kind of answer are held weakly by pydantic: one that nobody keeps is made
        # anew for every call, in 10 ms and more.
        self._kept.add(Response[method.__returning__])  # type: ignore[name-defined]  # a type that is known to run time
        return super().check_response(bot, method, status_code, content)

    def _payload(self, bot: Bot, method: TelegramMethod[Any], files: dict[str, InputFile]) -> dict[str, Any]:
        """What is said; defaults of the bot's are put in their places, and files into `files`."""
        said = {}
        for name, value in method:
            # Keyboards are large, and hold no file and no default: they stay models until they are written out.
            plain = name == "reply_markup" or isinstance(value, str | int)
            ready = value if plain else self.prepare_value(value, bot, files, _dumps_json=False)
            if ready is not None:
                said[name] = ready
        return said


@lru_cache(16)
def _within(seconds: float) -> ClientTimeout:
    return ClientTimeout(total=seconds, sock_connect=CONNECT_TIMEOUT_S)


def _says_yes(content: str) -> bool:
    with suppress(ValueError):
        answer = json.loads(content)
        return isinstance(answer, dict) and answer.get("ok") is True
    return False
