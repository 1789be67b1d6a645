"""What a user does: asks for a quote, buys within limits, cancels, is done, and sees what they have."""

import secrets
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import Enum, auto
from typing import Final

from bot.domain.errors import LimitReached, NotForSale, NotFound, SalesStopped
from bot.domain.models import WAITING_STATES, Account, Activation, Offer, Quote, Reason, State
from bot.domain.reports import MAX_WORDS, Verdict, Wrong
from bot.domain.users import AMOUNTS, NO_LIMITS, LimitKind, Limits
from bot.domain.waiting import Replace
from bot.domain.wallet import Markup
from bot.metrics import LIMITS
from bot.shop.activations.poll_schedule import PollSchedule
from bot.shop.catalogue.catalogue import Catalogue
from bot.storage.activations import ActivationStore
from bot.storage.records import Pause
from bot.storage.waiting import WaitingStore

BREAK_EVEN_PERCENT: Final = 17
"""Codes of a hundred numbers with which the account's rating stays as it is, rounded up: a code raises it by half a
point, and a number that is given back lowers it by a tenth (storage/rating.lua counts exactly)."""


class PurchaseLimits:
    def __init__(
        self,
        limits: Limits = NO_LIMITS,
        *,
        is_open: bool = True,
        rating_floor: Decimal = Decimal(0),
    ) -> None:
        """`is_open`: the operator's setting; with `False` nothing is sold, whatever an admin says.

        `rating_floor`: the account's rating below which users are refused whose numbers get too few codes; 0: never.
        """
        self.is_open = is_open
        self._rating_floor = rating_floor
        self.markup: Markup | None = None
        """What users pay above the prices that the limits count; `None` where they pay nothing."""
        self.lets_in: Callable[[int, bool | None], bool] = lambda user_id, admitted: True
        """Whether the settings let the user in, as `Access.lets_in`; whom only a voucher does buys with it alone."""
        self._limits = self._configured = limits

    @property
    def limits(self) -> Limits:
        return replace(self._limits, pays=self.markup is not None)

    def on(self, user_id: int) -> Limits:
        """All that hold for this user, but for what the database has of them."""
        return replace(self.limits, guest=not self.lets_in(user_id, None))

    def learn(self, account: Account) -> None:
        """Never more numbers at once than the account's channels, and a brake while its rating is low, where the
        provider says so."""
        brakes = account.rating is not None and account.rating < self._rating_floor
        self._limits = replace(self._limits, rating=BREAK_EVEN_PERCENT if brakes else 0)
        if account.channels:
            channels = min(filter(None, (self._configured.all_active, account.channels)))
            self._limits = replace(self._limits, all_active=channels)

    def allow(self, price: Decimal) -> None:
        """Raises `LimitReached` for a number that nobody may buy."""
        if 0 < self._limits.price < price:
            raise self.refused(LimitReached(LimitKind.PRICE, self._limits.price, None))

    def refused(self, refusal: LimitReached) -> LimitReached:
        """Count it; gives it to be raised, an amount in the prices that users see."""
        LIMITS[refusal.kind].inc()
        if self.markup is None or refusal.kind not in AMOUNTS:
            return refusal
        return LimitReached(refusal.kind, self.markup.price(refusal.limit), refusal.opens_at)


QUOTE_TTL_S: Final = 15 * 60.0
"""Seconds for which a Buy button stands for its price."""

MAX_REDRAWN: Final = 20
"""Of the newest activations of a user, those that wait first."""


class NextPoll(Enum):
    """When a number is looked at for somebody who asks."""

    NOW = auto()
    SHORTLY = auto()
    """It was looked at a moment ago."""
    NEVER = auto()
    """Nothing is waited for."""


PRICE_MAX_AGE_S: Final = 3.0
"""Seconds for which a look at a country's prices stands: many who look at once cost the provider one request. Nobody is
charged by it: the price is looked at again before it is paid."""


class Reported(Enum):
    """What became of a report."""

    DONE = auto()
    AGAIN = auto()
    """There is one of this number already."""
    MANY = auto()
    """The user has reported as many as they may in a day."""
    NEVER = auto()
    """It does not fit the number as it stands."""


REPORTED: Final = {
    "ok": Reported.DONE,
    "again": Reported.AGAIN,
    "many": Reported.MANY,
    "no": Reported.NEVER,
}
REPLACEABLE: Final = (State.WAITING, State.CANCELLING)


@dataclass(frozen=True, slots=True)
class Question:
    """Asked before a number is replaced, which is as it was."""

    dearer: Quote | None = None
    """What the same costs by now; `None`: it is sold out."""


@dataclass(frozen=True, slots=True)
class HistoryPage:
    activations: Sequence[Activation]
    total: int
    offset: int
    services: Mapping[int, int] = field(default_factory=dict)
    """The id of each service that the user has bought → how many numbers, in all."""


class Purchases:
    """Each method is one atomic write or read, so a tap that dies half-way has either happened or not.

    Nothing here speaks to the provider about a purchase: a worker does, after the intent is written down.
    Whatever changes an activation also queues its card: the notifier draws it, and nobody else does.
    """

    def __init__(
        self,
        store: ActivationStore,
        catalogue: Catalogue,
        purchase_limits: PurchaseLimits,
        poll_schedule: PollSchedule,
        *,
        gap: float = 3.0,
    ) -> None:
        """`gap`: seconds, the least between two polls of one number, however often somebody asks."""
        self._store = store
        self._waiting_store = WaitingStore(store)
        self._catalogue = catalogue
        self._purchase_limits = purchase_limits
        self._poll_schedule = poll_schedule
        self._gap = gap

    async def quote(self, user_id: int, country_id: int, service_id: int) -> tuple[Quote, Offer]:
        """Today's price, frozen for this user for a quarter of an hour.

        Raises `NotForSale`, `ProviderError`, and `LimitReached` where nobody may pay that much for a number.
        """
        offer = await self._catalogue.offer(country_id, service_id, max_age=PRICE_MAX_AGE_S)
        self._purchase_limits.allow(offer.provider_price)
        user_price = None if offer.cost is None else offer.price
        quote = Quote(secrets.token_urlsafe(12), user_id, country_id, service_id, offer.provider_price, user_price)
        found = await self._store.quote(quote, ttl=QUOTE_TTL_S)
        return replace(found, may_pay=found.may_pay or self._purchase_limits.lets_in(user_id, None)), offer

    async def begin(self, nonce: str, *, user_id: int, chat_id: int, card_id: int, language: str) -> Activation:
        """Buy what was quoted, showing it in the message `card_id`.

        A second tap gives the same activation as it stands. Raises `QuoteGone`, `LimitReached`, `VoucherRefused`,
        `TooLittleMoney` and `SalesStopped`.
        """
        if not self._purchase_limits.is_open:
            try:
                return await self._store.find(user_id, nonce)
            except NotFound:
                raise SalesStopped("by a setting") from None
        try:
            return await self._store.begin(
                nonce,
                user_id=user_id,
                chat_id=chat_id,
                card_id=card_id,
                language=language,
                limits=self._purchase_limits.on(user_id),
            )
        except LimitReached as refusal:
            raise self._purchase_limits.refused(refusal) from None

    async def set_sales(self, admin_id: int, *, on: bool) -> Pause | None:
        """Stop purchases on all replicas at once, or let them go on. Numbers that wait go on in any case."""
        return await self._store.switch(admin_id, on=on)

    async def sales_stop(self) -> Pause | None:
        """By whom and since when purchases are stopped."""
        return await self._store.paused()

    @property
    def is_open(self) -> bool:
        """The operator's setting, which the switch does not overrule."""
        return self._purchase_limits.is_open

    async def check(self, user_id: int, activation_id: str) -> NextPoll:
        """Have the provider asked as soon as may be. Raises `NotFound`."""
        transition = await self._store.check(user_id, activation_id, gap=self._gap)
        if transition.activation is None:
            raise NotFound("no such activation of this user")
        return {"ok": NextPoll.NOW, "soon": NextPoll.SHORTLY}.get(transition.outcome, NextPoll.NEVER)

    async def cancel(self, user_id: int, activation_id: str) -> Activation:
        """Ask for the end of a waiting number; one in another state is given as it stands. Raises `NotFound`."""
        return await self._store.cancel(user_id, activation_id, Reason.USER)

    async def replace(self, user_id: int, activation_id: str, nonce: str = "") -> Question | None:
        """Cancel it, and buy the same again once the provider has confirmed that: for no more than it cost.

        Gives a question where that can't be. `nonce`: the quote of a higher price, to which the user has agreed.
        Where a voucher pays, a higher price is none of the user's as long as it reaches.
        Raises `NotFound`, `QuoteGone`, `LimitReached`, `VoucherRefused`, `SalesStopped` and `ProviderError`; nothing is
        cancelled then.
        """
        activation = await self._store.find(user_id, activation_id)
        if activation.state not in REPLACEABLE or activation.wait.replace is Replace.WANTED:
            return None
        if not self.is_open:
            raise SalesStopped("by a setting")
        if not nonce and (question := await self._question(activation)):
            if not (activation.voucher and question.dearer):
                return question
            nonce = question.dearer.nonce
        try:
            limits = self._purchase_limits.on(user_id)
            await self._waiting_store.replace(user_id, activation_id, nonce=nonce, limits=limits)
        except LimitReached as refusal:
            raise self._purchase_limits.refused(refusal) from None
        return None

    async def _question(self, activation: Activation) -> Question | None:
        try:
            quote, _ = await self.quote(activation.user_id, activation.country_id, activation.service_id)
        except NotForSale:
            return Question()
        dearer = quote.price > activation.price or (quote.user_price or 0) > (activation.user_price or 0)
        return Question(quote) if dearer else None

    def usual_wait(self, activation: Activation) -> int:
        """Seconds within which a code usually comes, as far as is known of its country and service."""
        return self._poll_schedule.usual_wait(activation.country_id, activation.service_id)

    async def report(self, user_id: int, activation_id: str, wrong: Wrong) -> Reported:
        """Something is wrong with a number, of which the operator is told; one without a code is given back.

        Raises `NotFound`.
        """
        return REPORTED[await self._waiting_store.report(user_id, activation_id, wrong)]

    async def add_words(self, user_id: int, activation_id: str, words: str = "") -> bool:
        """The user's own words to a report, or that there are none; gives whether they are taken. Raises `NotFound`."""
        return await self._waiting_store.add_words(user_id, activation_id, words[:MAX_WORDS]) in ("ok", "again")

    async def answer_report(
        self, activation_id: str, verdict: Verdict, sentence: str = "", *, admin_id: int
    ) -> tuple[Activation, bool]:
        """The operator's answer, of which the user is told; gives whether it was the first. Raises `NotFound`."""
        return await self._waiting_store.answer(activation_id, verdict, sentence[:MAX_WORDS], admin_id=admin_id)

    async def again(self, user_id: int, activation_id: str, card_id: int) -> Activation:
        """Ask for a further SMS on a number that has its code, shown in this message, or in a new one for 0.

        One that can get none is given as it stands. Raises `NotFound`.
        """
        return await self._store.again(user_id, activation_id, card_id)

    async def finish(self, user_id: int, activation_id: str) -> Activation:
        """The user has their code; one in another state is given as it stands. Raises `NotFound`."""
        return await self._store.finish(user_id, activation_id)

    async def find(self, user_id: int, activation_id: str) -> Activation:
        """Raises `NotFound`, also for somebody else's."""
        return await self._store.find(user_id, activation_id)

    async def resolve(self, activation_id: str, *, charged: bool, admin_id: int) -> Activation:
        """An admin's word on an unknown purchase or an unconfirmed cancel; `charged`: the money is gone.

        One in another state is given as it stands. Raises `NotFound`.
        """
        return await self._store.resolve(activation_id, charged=charged, admin_id=admin_id)

    async def welcome_back(self, user_id: int) -> None:
        """They write, so they can be reached: what could not be delivered while they had left the bot is sent now."""
        await self._store.unpark(user_id)

    async def set_card(self, user_id: int, activation_id: str, card_id: int) -> None:
        """From now on this message shows the activation. Raises `NotFound`."""
        await self._store.card(user_id, activation_id, card_id, render=True)

    async def redraw_cards(self, user_id: int) -> None:
        """Have the user's live cards drawn anew, in their language of now."""
        page = await self._store.history.page(user_id, 0, MAX_REDRAWN)
        for one in page.activations:
            if one.card_id and (one.state in WAITING_STATES or one.state is State.CODE):
                await self._store.card(user_id, one.id, one.card_id, render=True)

    def rows(self, user_id: int) -> AsyncIterator[Activation]:
        """All that is kept of the user's, oldest first."""
        return self._store.history.rows(user_id)

    async def history(self, user_id: int, offset: int, limit: int, service_id: int | None = None) -> HistoryPage:
        """The waiting ones first, then the newest first; of one service alone, or of all."""
        page = await self._store.history.page(user_id, offset, limit, service_id)
        return HistoryPage(page.activations, page.total, offset, page.services)
