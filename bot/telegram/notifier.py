"""Telegram as the shop's messenger: cards and codes to their users, alerts to the operator."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from decimal import Decimal
from typing import Final, Protocol

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramRetryAfter

from bot.domain.alerts import ShopAlert
from bot.domain.broadcast import Broadcast
from bot.domain.errors import ChatGone, DeliveryError, Malformed, SlowDown, StorageError, Undelivered
from bot.domain.models import NO_EVIDENCE, Activation, Evidence
from bot.shop.catalogue.catalogue import Catalogue
from bot.telegram.access import UserMemory
from bot.telegram.bot import no_waiting, refused_ornament
from bot.telegram.screens.activation import card, code_message
from bot.telegram.screens.alerts import alert, failing_offer, shop_alert_text
from bot.telegram.screens.broadcast import broadcast, progress
from bot.telegram.screens.names import Pick, pick
from bot.telegram.screens.reminders import reminder_message
from bot.telegram.screens.reports import report_answer, report_note
from bot.telegram.screens.screen import Screen
from bot.telegram.screens.users import who
from bot.telegram.ui import put
from bot.texts import Html, Texts

CHAT_GONE = ("chat not found", "user is deactivated", "peer_id_invalid", "user not found")
"""Pieces of Telegram's descriptions of a 400, in small letters, that no later try will change."""


REFUSED: Final = (
    "too long",
    "text is empty",
    "text must be non-empty",
    "not enough rights",
    "message can't be",
    "topic",
)
"""What else a description may hold, in small letters; no more of it is told, since it may quote the message."""

ALERTED_S: Final = 2 * 86_400.0
"""Seconds for which an admin who has an alert is not told it again: for longer than another admin is tried."""


class Memory(Protocol):
    """What all replicas have been told. Raises `StorageError`."""

    async def taken(self, name: str) -> bool: ...

    async def hold(self, name: str, holder: str, seconds: float) -> str: ...


class TelegramMessenger:
    """`Messenger` and `Broadcaster` of `bot.domain.protocols`.

    An error's text is the name of its cause, never a piece of the message.
    """

    def __init__(
        self,
        bot: Bot,
        catalogue: Catalogue,
        users: UserMemory,
        texts: Mapping[str, Texts],
        *,
        currency: str,
        default_language: str,
        admins: frozenset[int],
        leases: Memory,
    ) -> None:
        """`leases`: where it is written down which admin has which alert."""
        self._bot = bot
        self._catalogue = catalogue
        self._users = users
        self._texts = texts
        self._currency = currency
        self._default_language = default_language
        self._leases = leases
        self.admins = admins

    async def show_card(self, activation: Activation) -> int:
        screen = await self._screen(card, activation)
        with delivery():
            return await put(self._bot, activation.chat_id, activation.card_id, screen)

    async def send_code(self, activation: Activation) -> int:
        screen = await self._screen(code_message, activation)
        with delivery():
            return await put(self._bot, activation.chat_id, 0, screen, reply_to=activation.card_id)

    async def send_reminder(self, told: Activation) -> None:
        screen = await self._screen(reminder_message, told)
        with delivery():
            await put(self._bot, told.chat_id, 0, screen)

    async def alert(self, activation: Activation, evidence: Evidence = NO_EVIDENCE) -> None:
        texts = self._texts[self._default_language]
        with suppress(StorageError):
            evidence = replace(evidence, user_name=who(await self._users.known(activation.user_id)))
        screen = alert(texts, activation, self._pick(activation), self._currency, evidence)
        await self._tell_admins(screen, f"alert:{activation.id}:{activation.state}")

    async def tell_report(self, activation: Activation) -> None:
        texts = self._texts[self._default_language]
        name = "–"
        with suppress(StorageError):
            name = who(await self._users.known(activation.user_id)) or name
        screen = report_note(texts, activation, self._pick(activation), self._currency, name)
        has_words = bool(activation.report and activation.report.words)
        await self._tell_admins(screen, f"report:{activation.id}:{has_words}")

    async def send_answer(self, activation: Activation) -> None:
        screen = await self._screen(report_answer, activation)
        with delivery():
            await put(self._bot, activation.chat_id, 0, screen)

    async def notify(self, admin: int, shop_alert: ShopAlert, **values: str | int | Decimal) -> None:
        texts = self._texts[self._default_language]
        if shop_alert is ShopAlert.OFFER_FAILS:
            screen = failing_offer(texts, self._catalogue, values)
        else:
            screen = shop_alert_text(texts, shop_alert, self._currency, **values)
        with delivery():
            await put(self._bot, admin, 0, screen)

    async def send_broadcast(self, user_id: int, html: str, language: str | None) -> None:
        texts = self._texts.get(language or "", self._texts[self._default_language])
        with delivery():
            await put(self._bot, user_id, 0, broadcast(texts, Html(html)))

    async def show_progress(self, one: Broadcast) -> int:
        texts = self._texts.get(await self._users.language(one.by) or "", self._texts[self._default_language])
        with delivery():
            return await put(self._bot, one.chat_id, one.card_id, progress(texts, one))

    async def _tell_admins(self, screen: Screen, subject: str) -> None:
        """Every one who does not have it yet. Who blocked the bot is left out; another error is raised at the end."""
        failed: DeliveryError | None = None
        for admin in sorted(self.admins):
            try:
                await self._tell_admin(admin, screen, f"{subject}:{admin}")
            except ChatGone:
                continue
            except DeliveryError as error:
                failed = failed or error
        if failed:
            raise failed

    async def _tell_admin(self, admin: int, screen: Screen, name: str) -> None:
        """A database that is away forgets nothing of weight: the alert may come twice."""
        with suppress(StorageError):
            if await self._leases.taken(name):
                return
        with delivery():
            await put(self._bot, admin, 0, screen)
        with suppress(StorageError):
            await self._leases.hold(name, "told", ALERTED_S)

    def _pick(self, activation: Activation) -> Pick:
        return pick(self._catalogue, activation.country_id, activation.service_id)

    async def _screen(self, draw: Callable[[Texts, Activation, Pick, str], Screen], activation: Activation) -> Screen:
        """In the language that the user has chosen by now, or else had when they bought."""
        try:
            chosen = await self._users.language(activation.user_id)
        except StorageError:
            chosen = None
        texts = self._texts.get(chosen or activation.language, self._texts[self._default_language])
        return draw(texts, activation, self._pick(activation), self._currency)


@contextmanager
def delivery() -> Iterator[None]:
    """Turns whatever aiogram raises into the `DeliveryError` family.

    The cause is cut off (`from None`): its text may hold the answer's body, and that the number or the code.
    """
    try:
        with no_waiting():
            yield
    except TelegramRetryAfter as error:
        raise SlowDown(error.retry_after) from None
    except TelegramForbiddenError:
        raise ChatGone("forbidden") from None
    except TelegramBadRequest as error:
        if any(piece in error.message.lower() for piece in CHAT_GONE):
            raise ChatGone("chat not found") from None
        words = refused_ornament(error) or next((one for one in REFUSED if one in error.message.lower()), "")
        raise Malformed(f"bad request {words}".strip()) from None
    except Exception as error:
        raise Undelivered(type(error).__name__) from None
