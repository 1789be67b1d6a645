"""Calls to the Bot API that cost little: JSON both ways, and nothing parsed that nobody reads.

aiogram sends forms, each with a boundary drawn for it, and makes objects of every answer. A tap is two such calls.
"""

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
from aiohttp import BytesPayload, ClientError, ClientTimeout
from pydantic_core import to_json

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
        session = await self.create_session()
        try:
            async with session.post(
                self.api.api_url(bot.token, method.__api_method__),
                data=BytesPayload(to_json(payload, exclude_none=True), content_type="application/json"),
                timeout=_within(self.timeout if timeout is None else timeout),
            ) as response:
                body = await response.read()
        except TimeoutError as error:
            raise TelegramNetworkError(method=method, message="Request timeout error") from error
        except ClientError as error:
            raise TelegramNetworkError(method=method, message=f"{type(error).__name__}: {error}") from error
        content = body.decode("utf-8", "replace")
        return cast(TelegramType, self.check_response(bot, method, response.status, content).result)

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
    return ClientTimeout(total=seconds)


def _says_yes(content: str) -> bool:
    with suppress(ValueError):
        answer = json.loads(content)
        return isinstance(answer, dict) and answer.get("ok") is True
    return False
