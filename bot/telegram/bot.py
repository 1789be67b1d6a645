"""The bot's connection to Telegram: its session, what goes with each call, and what Telegram refuses to show."""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import Enum
from html import unescape
from typing import Any, Final

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.exceptions import (
    AiogramError,
    ClientDecodeError,
    TelegramBadRequest,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import GetUpdates, Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, User, WebhookInfo
from aiohttp import BytesPayload, ClientConnectorError, ClientTimeout, ConnectionTimeoutError
from yarl import URL

from bot.domain.clock import AnswerTimeout, is_too_late
from bot.domain.errors import Undelivered, WrongBotToken
from bot.metrics import TELEGRAM_ERRORS, TELEGRAM_S, TELEGRAM_SLOW_DOWN

ORNAMENTS: Final = (
    "can't parse entities",
    "unsupported start tag",
    "can't parse inline keyboard button",
    "can't parse reply keyboard markup",
    "can't parse",
    "text buttons are unallowed",
    "entity",
    "entities",
    "button_",
    "unknown field",
    "unsupported",
    "copy_text",
    "reply_markup",
    "style",
)
"""Pieces of Telegram's descriptions of a 400, in small letters: it does not take an entity or a button."""


def refused_ornament(error: TelegramBadRequest) -> str | None:
    """The known words in which an ornament was refused; never what follows them, which may quote the message."""
    description = error.message.partition('"')[0].lower()
    return next((words for words in ORNAMENTS if words in description), None)


def plain_text(html: str) -> str:
    """The text of a message, to be sent without a parse mode."""
    return unescape(re.sub(r"<[^>]*>", "", html))


def plain_keyboard(keyboard: InlineKeyboardMarkup | None) -> InlineKeyboardMarkup | None:
    """The buttons that every Bot API knows; what a copy button copies stands in the text as well."""
    given = keyboard.inline_keyboard if keyboard else []
    rows = [[_plain(one) for one in row if one.callback_data or one.url] for row in given]
    rows = [row for row in rows if row]
    return InlineKeyboardMarkup(inline_keyboard=rows) if rows else None


def _plain(button: InlineKeyboardButton) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=button.text, callback_data=button.callback_data, url=button.url)


NO_ANSWER: Final = (TelegramNetworkError, TelegramServerError)


class CallMonitor(BaseRequestMiddleware):
    """Stands inside of whatever tries again, so that each try counts."""

    def __init__(self, *, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._answered = False
        self._token_known = True
        self._silent_since: float | None = None

    async def problem(self) -> str | None:
        """Why Telegram can't be reached, as far as the last calls tell; `None` if it can."""
        if self._silent_since is not None:
            return f"does not answer for {self._now() - self._silent_since:.0f} s"
        if not self._token_known:
            return "does not know the bot's token"
        return None if self._answered else "has not answered yet"

    async def __call__(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
    ) -> Response[TelegramType]:
        began, name = self._now(), method.__api_method__
        try:
            answer = await make_request(bot, method)
        except AiogramError as error:
            self._ended(well=not isinstance(error, NO_ANSWER), known=not isinstance(error, TelegramUnauthorizedError))
            TELEGRAM_ERRORS.labels(name, type(error).__name__).inc()
            if isinstance(error, TelegramRetryAfter):
                TELEGRAM_SLOW_DOWN.inc()
            TELEGRAM_S.labels(name).observe(self._now() - began)
            raise
        self._ended(well=True)
        TELEGRAM_S.labels(name).observe(self._now() - began)
        return answer

    def _ended(self, *, well: bool, known: bool = True) -> None:
        if well:
            self._answered, self._token_known, self._silent_since = True, known, None
        elif self._silent_since is None:
            self._silent_since = self._now()


MAX_WAIT_S = 5.0
"""Seconds that a handler may be held up for; one asked to wait longer gets the error."""
TRIES = 3

_off: ContextVar[bool] = ContextVar("impatient", default=False)


@contextmanager
def no_waiting() -> Iterator[None]:
    """Inside, a 429 is raised at once: the notifier waits by itself, without holding up other users."""
    token = _off.set(True)
    try:
        yield
    finally:
        _off.reset(token)


class RetryAfter(BaseRequestMiddleware):
    def __init__(self, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep) -> None:
        self._sleep = sleep

    async def __call__(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
    ) -> Response[TelegramType]:
        for _ in range(TRIES - 1):
            try:
                return await make_request(bot, method)
            except TelegramRetryAfter as error:
                if method.__api_method__ == GetUpdates.__api_method__ or _off.get() or error.retry_after > MAX_WAIT_S:
                    raise
                await self._sleep(error.retry_after)
        return await make_request(bot, method)


CONNECT_TIMEOUT_S: Final = 5.0
"""For one address, its TLS handshake included: one of several may be broken, and answer nothing."""

CONNECT_PAUSES_S: Final = (0.1, 0.5)
"""Before each further try to connect; the addresses take turns."""

CONNECT_TIMEOUT: Final[Any] = ClientTimeout(total=None, sock_connect=CONNECT_TIMEOUT_S)
"""aiogram hands it on to aiohttp; the whole call is bounded around it."""

UNSENT: Final = (ClientConnectorError, ConnectionTimeoutError)


class ConnectingSession(AiohttpSession):
    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._kept: dict[type[TelegramMethod[Any]], type[Response[Any]]] = {}

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109 -- aiogram's own parameter
    ) -> TelegramType:
        """A connection that fails is tried anew, by Telegram's next address: nothing was sent."""
        try:
            async with AnswerTimeout(self.timeout if timeout is None else timeout):
                for pause in CONNECT_PAUSES_S:
                    try:
                        return await self._send(bot, method)
                    except TelegramNetworkError as error:
                        if not isinstance(error.__cause__, UNSENT):
                            raise
                    await asyncio.sleep(pause)
                return await self._send(bot, method)
        except TimeoutError as error:
            raise TelegramNetworkError(method=method, message="Request timeout error") from error
        except UnicodeDecodeError as error:  # a page of some proxy's, which aiogram lets through as it is
            raise ClientDecodeError("Failed to decode object", error, "") from None

    async def _send(self, bot: Bot, method: TelegramMethod[TelegramType]) -> TelegramType:
        if is_too_late():
            raise TelegramNetworkError(method=method, message="The process slept for too long, so nothing was sent")
        return await super().make_request(bot, method, CONNECT_TIMEOUT)

    def build_form_data(self, bot: Bot, method: TelegramMethod[TelegramType]) -> Any:
        """What aiogram makes, for a sixth less of a tap's CPU: it looks at all 13 fields of each button, most of them
        empty, and has aiohttp prepare for files that are not there."""
        keyboard = getattr(method, "reply_markup", None)
        if isinstance(keyboard, InlineKeyboardMarkup):
            method = method.model_copy(update={"reply_markup": keyboard.model_dump_json(exclude_none=True)})
        files: dict[str, Any] = {}
        values = method.model_dump(warnings=False, exclude_none=True).items()
        fields = [(name, said) for name, value in values if (said := self.prepare_value(value, bot=bot, files=files))]
        if files:
            return super().build_form_data(bot, method)
        plain = {name: said.value if isinstance(said, Enum) else said for name, said in fields}
        form = URL.build(query=plain).raw_query_string  # a fifth of what urlencode takes
        return BytesPayload(form.encode(), content_type="application/x-www-form-urlencoded")

    def check_response(
        self, bot: Bot, method: TelegramMethod[TelegramType], status_code: int, content: str
    ) -> Response[TelegramType]:
        """Hold the model of each kind of answer: pydantic keeps it weakly, and to make it takes 10 ms and more."""
        if (kind := type(method)) not in self._kept:
            self._kept[kind] = Response[method.__returning__]  # type: ignore[name-defined]  # known at run time
        return super().check_response(bot, method, status_code, content)


__all__ = ["Bot", "build_bot"]

CONNECTIONS = 64
CALL_TIMEOUT_S = 20.0
"""Seconds for one call; long polling adds its own."""


def build_bot(token: str, api_url: str) -> Bot:
    """`api_url` is the address of the Bot API without the token. Raises `TokenValidationError` for what is no token."""
    session = ConnectingSession(limit=CONNECTIONS, timeout=CALL_TIMEOUT_S, api=TelegramAPIServer.from_base(api_url))
    session.middleware(RetryAfter())
    properties = DefaultBotProperties(parse_mode=ParseMode.HTML, link_preview_is_disabled=True)
    return Bot(token, session=session, default=properties)


async def introduce(bot: Bot) -> str:
    """The bot's username. Raises `WrongBotToken`, or `Undelivered` when Telegram does not answer."""
    try:
        me = await bot.me()  # remembered: aiogram asks once more before it polls, and would end over a failure
    except (TelegramUnauthorizedError, TelegramNotFound):  # 404 is what a token of another shape gets
        raise WrongBotToken("Telegram does not know this token") from None
    except AiogramError as error:
        raise Undelivered(f"Telegram does not answer ({type(error).__name__})") from None
    return me.username or str(me.id)


def known_username(bot: Bot) -> str:
    """The same as far as Telegram was asked already: a link is not worth a tap's waiting for it."""
    me: User | None = getattr(bot, "_me", None)  # where aiogram remembers it
    return (me and me.username) or ""


async def webhook_info(bot: Bot) -> WebhookInfo:
    """What Telegram says of the bot's webhook, and of the updates that wait. Raises `Undelivered`."""
    try:
        return await bot.get_webhook_info()
    except AiogramError as error:
        raise Undelivered(f"Telegram does not answer ({type(error).__name__})") from None


async def take_over(bot: Bot) -> None:
    """Take away a webhook that the token had before: with one, long polling gets nothing but 409."""
    try:
        await bot.delete_webhook()
    except AiogramError as error:
        raise Undelivered(f"Telegram does not answer ({type(error).__name__})") from None
