"""What every update passes before its handler: throttle, language, access, and the answer to its tap."""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import structlog
from aiogram import BaseMiddleware, Bot
from aiogram.dispatcher.flags import get_flag
from aiogram.enums import ChatType
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Chat, Message, TelegramObject, Update, User

from bot.domain.errors import StorageError
from bot.domain.users import KnownUser
from bot.domain.vouchers import Redeemed, Redemption, read_code
from bot.metrics import UPDATES
from bot.shop.activations.purchases import Purchases
from bot.shop.background import Tasks
from bot.shop.catalogue.catalogue import Catalogue
from bot.shop.wallet.vouchers import Vouchers
from bot.shop.wallet.wallets import Wallets
from bot.telegram.access import Access, UserMemory
from bot.telegram.screens.menu import guest, private_only, refusal, shut_out
from bot.telegram.screens.names import harmless
from bot.telegram.screens.screen import problem_screen
from bot.telegram.screens.vouchers import not_redeemed
from bot.telegram.taps import for_guests, keeps_message, place_of, tap_of, written_voucher
from bot.telegram.ui import NO_CHAT, Ui, Window, answer, answer_inline
from bot.texts import Texts

log = structlog.get_logger(__name__)

Data = dict[str, Any]
"""What middlewares and handlers of one update hand on, by the names of parameters."""

Handler = Callable[[TelegramObject, Data], Awaitable[Any]]


def is_payment(event: TelegramObject) -> bool:
    """Whether this update asks for the word before a payment, or tells of one: it waits for nothing."""
    if not isinstance(event, Update):
        return False
    message = event.message
    paid = message is not None and (message.successful_payment or message.refunded_payment)
    return event.pre_checkout_query is not None or bool(paid)


class Language(BaseMiddleware):
    """Provides `callback_data`, `texts`, and `known`: what the bot remembers of the user, read in the one command that
    an update costs. Of a tap that leads to a list this is remembered by the same command.

    With the database away, Telegram's language is good enough, and `known` is `None`.
    """

    def __init__(self, users: UserMemory, all_texts: Mapping[str, Texts], default: str) -> None:
        self._users = users
        self._all_texts = all_texts
        self._default = default

    async def __call__(self, handler: Handler, event: TelegramObject, data: Data) -> Any:
        user: User | None = data.get("event_from_user")
        tap = data["callback_data"] = tap_of(event)
        known = await self._known(user, tap) if user else None
        chosen = self._all_texts.get((known and known.language) or "")
        data["known"] = known
        data["texts"] = chosen or by_telegram(user, self._all_texts, self._default)
        return await handler(event, data)

    async def _known(self, user: User, tap: CallbackData | None) -> KnownUser | None:
        place = place_of(tap)
        try:
            return await (self._users.known(user.id) if place is None else self._users.choosing(user.id, place))
        except StorageError:
            log.warning("nothing known of a user")
            return None


def by_telegram(user: User | None, all_texts: Mapping[str, Texts], default: str) -> Texts:
    """The texts in the language of the user's Telegram, if there are such, else the default ones."""
    return all_texts.get(((user and user.language_code) or "").split("-")[0].lower(), all_texts[default])


BURST: Final = 20
"""Updates at once: the most impatient thumb, or a phone that comes out of a tunnel with all its taps."""

UPDATES_A_SECOND: Final = 3.0
"""Updates a second that may go on for ever: nobody reads faster, and Telegram takes about one edit a second anyway."""

TELL_INTERVAL_S: Final = 1.0
"""Seconds between two words to a user about it: an answer to each tap would be a flood as well."""

FORGET_AFTER_S: Final = max(BURST / UPDATES_A_SECOND, TELL_INTERVAL_S)
"""Seconds after which a silent user is as good as a new one, so that nothing needs to be remembered of them."""


@dataclass(slots=True)
class UserRate:
    left: float
    seen_at: float
    told_at: float = -TELL_INTERVAL_S


class Throttle(BaseMiddleware):
    """A token bucket a user, in memory: it asks neither the database nor the provider.

    It remembers those of the last few seconds only. Each replica counts for itself: a few times the pace is no flood.
    """

    def __init__(self, all_texts: Mapping[str, Texts], default: str, now: Callable[[], float] = time.monotonic) -> None:
        self._all_texts = all_texts
        self._default = default
        self._now = now
        self._rates: dict[int, UserRate] = {}
        """The longest silent comes first."""

    def __len__(self) -> int:
        return len(self._rates)

    async def __call__(self, handler: Handler, event: TelegramObject, data: Data) -> Any:
        user: User | None = data.get("event_from_user")
        if user is None or is_payment(event) or self._pours(rate := self._rate(user.id)):
            return await handler(event, data)
        UPDATES["throttled"].inc()
        query = event.callback_query if isinstance(event, Update) else None
        if query is not None and self._now() - rate.told_at >= TELL_INTERVAL_S:
            rate.told_at = self._now()
            await self._tell(query, user)
        return None

    async def _tell(self, query: CallbackQuery, user: User) -> None:
        await answer(query, by_telegram(user, self._all_texts, self._default).plain("toast-too-fast"))

    def _pours(self, rate: UserRate) -> bool:
        if rate.left < 1:
            return False
        rate.left -= 1
        return True

    def _rate(self, user_id: int) -> UserRate:
        """The user's own, filled up to now; those of silent users are thrown away."""
        now = self._now()
        rate = self._rates.pop(user_id, None) or UserRate(BURST, now)
        rate.left = min(BURST, rate.left + (now - rate.seen_at) * UPDATES_A_SECOND)
        rate.seen_at = now
        self._rates[user_id] = rate
        while now - self._rates[first := next(iter(self._rates))].seen_at > FORGET_AFTER_S:
            del self._rates[first]
        return rate


ANSWERS = "answers"
"""The flag of a handler that answers its taps itself, with a toast; where it fails, they are answered without."""


class Answering(BaseMiddleware):
    def __init__(self) -> None:
        self._tasks = Tasks()

    async def __call__(self, handler: Handler, event: TelegramObject, data: Data) -> Any:
        if not isinstance(event, CallbackQuery):
            return await handler(event, data)
        if get_flag(data, ANSWERS):
            try:
                return await handler(event, data)
            except Exception:
                await answer(event)
                raise
        answered = self._tasks.start(answer(event), name="answer a tap")
        try:
            return await handler(event, data)
        finally:
            if not answered.done():
                await asyncio.wait({answered})


DAY_S = 86_400
NAME = re.compile(r"[A-Za-z0-9_]{1,32}")
MAX_SHOWN_NAME = 64
"""Characters of a name that are remembered: Telegram shows no more of it in a list."""


class AccessCheck(BaseMiddleware):
    """Provides `user` and `window`. Who comes in is written down, once a day; a good voucher lets its user in."""

    def __init__(
        self,
        access: Access,
        users: UserMemory,
        now: Callable[[], float] = time.time,
        *,
        vouchers: Vouchers | None = None,
    ) -> None:
        """`now` gives Unix seconds."""
        self._access = access
        self._vouchers = vouchers
        self._users = users
        self._now = now

    async def __call__(self, handler: Handler, event: TelegramObject, data: Data) -> Any:
        if is_payment(event):  # the Stars are here, whoever paid them; before a payment its handler asks who they are
            return await handler(event, data)
        user: User | None = data.get("event_from_user")
        chat: Chat | None = data.get("event_chat")
        bot: Bot = data["bot"]
        known: KnownUser | None = data["known"]
        if isinstance(event, Update) and event.inline_query and user:
            data |= {"user": user, "window": Window(bot, NO_CHAT)}
            lets_in = self._access.lets_in(user.id, known.admitted if known else None)
            return await (handler(event, data) if lets_in else answer_inline(event.inline_query, []))
        happened = (event.message or event.callback_query) if isinstance(event, Update) else None
        if user is None or chat is None or happened is None:
            return None
        window, texts = _window(bot, chat, happened, data["callback_data"]), data["texts"]
        if chat.type != ChatType.PRIVATE:
            return await _refuse_group(happened, window, texts, bot.id)
        if not self._access.lets_in(user.id, known.admitted if known else None):
            try:
                redeemed = await self._redeem(happened, user.id, known)
            except StorageError:
                return await _refuse(happened, window, texts, user.id, None)
            if redeemed and redeemed.outcome is not Redeemed.OK:
                return await window.show(not_redeemed(texts, redeemed.outcome))
            if redeemed is None and not (_is_guest(known) and for_guests(data["callback_data"], happened)):
                return await _refuse(happened, window, texts, user.id, known)
        data |= {"user": user, "window": window}
        try:
            return await handler(event, data)
        finally:
            await self._record_visit(user, known)

    async def _redeem(
        self, happened: Message | CallbackQuery, user_id: int, known: KnownUser | None
    ) -> Redemption | None:
        """By which they come in, or not; `None` where they have sent no voucher, or must not come in by one."""
        code = read_code(written_voucher(happened) or "") if isinstance(happened, Message) else None
        if code is None or self._vouchers is None or known is None or known.admitted is not None:
            return None
        redemption = await self._vouchers.redeem(code, user_id, admit=True)
        return None if redemption.outcome is Redeemed.NO_WALLET else redemption

    async def _record_visit(self, user: User, known: KnownUser | None) -> None:
        """At most one write a day, unless their name changes or they come back."""
        today, found = int(self._now() // DAY_S), NAME.fullmatch(user.username or "")
        name, shown = found[0] if found else "", harmless(user.full_name, MAX_SHOWN_NAME)
        same_names = known is not None and (known.name, known.shown_name) == (name, shown)
        if known is None or (known.seen >= today and same_names and not known.gone):
            return
        try:
            await self._users.record_visit(user.id, day=today, name=name, shown_name=shown)
        except StorageError:
            log.warning("a visit is not written down")  # the next one is


def _is_guest(known: KnownUser | None) -> bool:
    """A voucher for a number lets them in for just that."""
    return known is not None and known.admitted is None and known.has_vouchers


def _window(bot: Bot, chat: Chat, happened: Message | CallbackQuery, tap: CallbackData | None) -> Window:
    if isinstance(happened, Message) or happened.message is None:
        return Window(bot, chat.id)
    return Window(bot, chat.id, happened.message.message_id, keeps_message(tap))


async def _refuse_group(happened: Message | CallbackQuery, window: Window, texts: Texts, bot_id: int) -> None:
    """Only what is meant for the bot is answered: a tap, a command, being added. A group's talk is not."""
    if isinstance(happened, CallbackQuery):
        await answer(happened, texts.plain("toast-private-only"))
    elif (happened.text or "").startswith("/") or any(
        member.id == bot_id for member in happened.new_chat_members or ()
    ):
        await window.show(private_only(texts))


async def _refuse(
    happened: Message | CallbackQuery, window: Window, texts: Texts, user_id: int, known: KnownUser | None
) -> None:
    """With the database away nobody knows whether an admin let them in, and they are told just that."""
    if known is None:
        screen, toast = problem_screen(texts, texts("error-storage"), None), texts.plain("error-storage")
    elif known.admitted is False:
        screen, toast = shut_out(texts), texts.plain("toast-shut-out")
    elif known.has_vouchers:
        screen, toast = guest(texts), texts.plain("toast-guest")
    else:
        screen, toast = refusal(texts, user_id), texts.plain("toast-stranger", id=str(user_id))
    if isinstance(happened, CallbackQuery):
        await answer(happened, toast)
    else:
        await window.show(screen)


class MakeUi(BaseMiddleware):
    """Provides `ui`, once the texts are chosen and the user is let in."""

    def __init__(
        self, catalogue: Catalogue, wallets: Wallets, access: Access, currency: str, all_texts: Mapping[str, Texts]
    ) -> None:
        self._catalogue = catalogue
        self._wallets = wallets
        self._access = access
        self._currency = currency
        self._all_texts = all_texts

    async def __call__(self, handler: Handler, event: TelegramObject, data: Data) -> Any:
        if "user" not in data:  # a payment, which needs no page
            return await handler(event, data)
        user_id = data["user"].id
        data["ui"] = Ui(
            texts=data["texts"],
            all_texts=self._all_texts,
            currency=self._currency,
            catalogue=self._catalogue,
            window=data["window"],
            user_id=user_id,
            is_admin=user_id in self._access.admins,
            known=data["known"] or KnownUser(),
            wallets=self._wallets,
            is_guest=not self._access.lets_in(user_id, data["known"].admitted if data["known"] else None),
        )
        return await handler(event, data)


class WelcomeBack(BaseMiddleware):
    """For messages: a user who unblocks the bot sends /start by that, or writes."""

    def __init__(self, purchases: Purchases) -> None:
        self._purchases = purchases

    async def __call__(self, handler: Handler, event: TelegramObject, data: Data) -> Any:
        answer = await handler(event, data)
        user: User | None = data.get("user")
        if user is None:
            return answer
        try:
            await self._purchases.welcome_back(user.id)
        except StorageError:
            log.warning("not asked what a user has missed")  # their next message asks again
        return answer
