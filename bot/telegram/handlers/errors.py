"""Errors become texts, in one ordered list: the first family that fits speaks."""

import traceback
from typing import NamedTuple

import structlog
from aiogram import Router
from aiogram.exceptions import AiogramError, TelegramBadRequest
from aiogram.filters.callback_data import CallbackData
from aiogram.types import ErrorEvent

from bot.domain.errors import (
    AccountEmpty,
    LimitReached,
    NoSuchAmount,
    NoSuchTopUp,
    NotForSale,
    NotFound,
    ProviderError,
    QuoteGone,
    SalesStopped,
    ShopError,
    StorageError,
    TermsNotAgreed,
    Throttled,
    TooLittleMoney,
    VoucherRefused,
    WrongToken,
)
from bot.domain.pairs import Pair
from bot.shop.activations.purchases import Purchases
from bot.telegram.access import Terms
from bot.telegram.callbacks import Agree, Buy, OpenOffer, OpenReminder, Page, SetReminder
from bot.telegram.handlers.purchase import OfferRefused
from bot.telegram.screens.catalogue import Labels
from bot.telegram.screens.purchase import limit, not_for_sale, offer, offer_again, terms_question
from bot.telegram.screens.screen import Screen, problem_screen
from bot.telegram.screens.wallet import too_little
from bot.telegram.ui import NO_CHAT, Ui
from bot.texts import Texts

log = structlog.get_logger(__name__)


class Answer(NamedTuple):
    error: type[Exception]
    text: str
    again: bool
    """Whether the same tap may do better in a moment."""


ERROR_TEXTS = (
    Answer(LimitReached, "error-limit", again=False),
    Answer(SalesStopped, "error-paused", again=True),
    Answer(NotForSale, "error-nothing-there", again=False),
    Answer(QuoteGone, "error-quote-gone", again=False),
    Answer(VoucherRefused, "error-voucher", again=False),
    Answer(NotFound, "error-not-found", again=False),
    Answer(NoSuchTopUp, "error-no-such-topup", again=False),
    Answer(NoSuchAmount, "error-no-such-amount", again=False),
    Answer(WrongToken, "error-shop-closed", again=False),
    Answer(AccountEmpty, "error-shop-closed", again=False),
    Answer(Throttled, "error-throttled", again=True),
    Answer(ProviderError, "error-provider", again=True),
    Answer(StorageError, "error-storage", again=True),
    Answer(Exception, "error-unexpected", again=True),
)


async def explain(
    event: ErrorEvent,
    purchases: Purchases,
    terms: Terms,
    ui: Ui | None = None,
    callback_data: CallbackData | None = None,
) -> None:
    """Say what went wrong, where there is somebody to say it to and Telegram is not itself what went wrong."""
    error: BaseException = event.exception
    if isinstance(error, OfferRefused):
        callback_data, error = error.tap, error.__cause__ or error
    _record(error)
    silent = isinstance(error, AiogramError) and not isinstance(error, TelegramBadRequest)
    if ui is None or ui.window.chat_id == NO_CHAT or silent:
        return
    try:
        await ui.show(await _screen(error, callback_data, purchases, terms, ui))
    except AiogramError as second:
        _record(second)


async def _screen(error: BaseException, tap: CallbackData | None, purchases: Purchases, terms: Terms, ui: Ui) -> Screen:
    """An old Buy button leads to the offer as it is today."""
    if isinstance(tap, Agree):
        tap = OpenOffer(country_id=tap.country_id, service_id=tap.service_id)
    try:
        if isinstance(error, QuoteGone | VoucherRefused) and isinstance(tap, Buy):
            quote, priced_at = await purchases.quote(ui.user_id, tap.country_id, tap.service_id)
            present = offer(ui.texts, quote, priced_at, ui.pick(quote), ui.currency)
            return offer_again(ui.texts, present, voucher=isinstance(error, VoucherRefused))
    except (ShopError, ProviderError, StorageError) as second:
        _record(second)
        error = second
    if isinstance(error, NotForSale) and isinstance(tap, Buy | OpenOffer | OpenReminder | SetReminder):
        return _not_for_sale(tap, ui)
    if isinstance(error, TermsNotAgreed) and isinstance(tap, Buy | OpenOffer):
        return terms_question(ui.texts, terms, OpenOffer(country_id=tap.country_id, service_id=tap.service_id))
    if isinstance(error, TooLittleMoney):
        return too_little(ui.texts, error, tap, ui.currency)
    if isinstance(error, LimitReached):
        return limit(ui.texts, error, tap, ui.currency)
    return screen_for(error, tap, ui.texts)


def _not_for_sale(tap: Buy | OpenOffer | OpenReminder | SetReminder, ui: Ui) -> Screen:
    """Sold out, or not offered any more; and what is nearest to it."""
    pair = Pair(tap.country_id, tap.service_id)
    labels, picked = Labels(ui.texts, ui.currency), ui.pick_pair(pair, tap)
    return not_for_sale(labels, picked, ui.catalogue.nearest(pair), may_return=ui.catalogue.is_listed(*pair))


def screen_for(error: BaseException, tap: CallbackData | None, texts: Texts) -> Screen:
    answer = next(one for one in ERROR_TEXTS if isinstance(error, one.error))
    return problem_screen(texts, texts(answer.text), _retry(tap) if answer.again else None)


def _retry(tap: CallbackData | None) -> CallbackData | None:
    """What acts on a card stays on the card: there is its button still."""
    match tap:
        case Page():
            return tap.model_copy(update={"fresh": False})
        case Buy():
            return tap
        case _:
            return None


def _record(error: BaseException) -> None:
    """Where it happened, and never its text, which may hold what a user wrote or was sent."""
    if isinstance(error, LimitReached):
        log.info("purchase refused", cap=error.kind)
    if isinstance(error, ShopError):
        return
    frames = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, ProviderError | StorageError | AiogramError):
        log.warning("handler gave up", error=type(error).__name__)
    else:
        log.error("handler failed", error=type(error).__name__, frames=frames[-8:])


def register(router: Router) -> None:
    router.error.register(explain)
