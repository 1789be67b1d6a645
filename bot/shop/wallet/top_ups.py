"""Top-ups by Stars: invoices, the word before a payment, payments credited once, and refunds until Telegram agrees."""

import asyncio
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

import structlog

from bot.domain.alerts import ShopAlert
from bot.domain.clock import only_before
from bot.domain.errors import (
    ChatGone,
    DeliveryError,
    NoSuchAmount,
    NoSuchTopUp,
    RefundRefused,
    SalesStopped,
    SlowDown,
    StorageError,
    Undelivered,
)
from bot.domain.stars import (
    MAX_STARS,
    CheckoutRefusal,
    Invoice,
    Payment,
    RefundOutcome,
    StarCashier,
    StarTerms,
    TopUp,
    TopUpNews,
    TopUpState,
    invoice_id,
)
from bot.domain.wallet import Balance
from bot.shop.activations.purchases import Purchases
from bot.shop.admin.alerts import Alerts
from bot.shop.background import retry_until_stored
from bot.storage.top_ups import Job, TopUpStore
from bot.storage.wallet import WalletStore

log = structlog.get_logger(__name__)

_NEWS: Final = frozenset(TopUpNews)

SHOWN: Final = 10
"""Top-ups of a user that are listed."""

LEASE_S: Final = 120.0
"""For which one replica has a piece of work: longer than a call of Telegram's."""

IDLE_S: Final = 5.0
"""Between two looks for work, where nobody rings."""

RETRY_MIN_S: Final = 2.0
RETRY_MAX_S: Final = 300.0

TELL_FOR_S: Final = 86_400.0
"""After which a user is not told any more: they see it in their wallet."""

STUCK_AFTER_S: Final = 3600.0
"""After which the operator is told of a refund that Telegram does not answer."""


@dataclass(frozen=True, slots=True)
class Books:
    """What is written down of it all."""

    top_ups: TopUpStore
    wallets: WalletStore


class TopUps:
    """Each change of a wallet is one script, which also queues what Telegram or the user must be told."""

    def __init__(
        self, books: Books, terms: StarTerms, purchases: Purchases, alerts: Alerts, now: Callable[[], float]
    ) -> None:
        """`now`: Unix seconds."""
        self.terms = terms
        self._store, self._wallets = books.top_ups, books.wallets
        self._purchases = purchases
        self._alerts = alerts
        self._now = now
        self._wake_up = asyncio.Event()

    # -- what a user does

    def pack(self, number: int) -> int:
        """The Stars of a pack. Raises `NoSuchAmount` for a button of before the operator changed them."""
        if number >= len(self.terms.packs):
            raise NoSuchAmount("no such pack any more")
        return self.terms.packs[number]

    async def begin(self, user_id: int, stars: int, language: str) -> Invoice:
        """Write down what the payment will be worth. Raises `NoSuchAmount` and `SalesStopped`."""
        if not self.terms.rate or not 0 < stars <= MAX_STARS:
            raise NoSuchAmount("no such number of Stars")
        if await self._paused():
            raise SalesStopped("no payments while nothing is sold")
        invoice = Invoice(secrets.token_urlsafe(12), user_id, stars, self.terms.rate, language)
        await self._store.keep_invoice(invoice)
        return invoice

    async def refusal(self, payment: Payment, *, let_in: bool) -> CheckoutRefusal | None:
        """Why this payment, of which no Star has moved yet, must not be made; `None` if it may. Never raises."""
        if not let_in:
            return CheckoutRefusal.SHUT_OUT
        if not self.terms.rate:  # of before the operator took none any more
            return CheckoutRefusal.PAUSED
        try:
            invoice = await self._store.invoice(payment.payload)
            if invoice is None or invoice.stars != payment.stars:
                return CheckoutRefusal.NOT_OURS
            if invoice.user_id != payment.user_id:
                return CheckoutRefusal.OTHER_USER
            return CheckoutRefusal.PAUSED if await self._paused() else None
        except StorageError:
            return CheckoutRefusal.STORAGE

    async def credit(self, payment: Payment) -> None:
        """The Stars are here: credit them once for each charge; a database that is away is waited for."""
        if invoice_id(payment.payload) is None:
            log.warning("payment by no invoice of this bot's left to the reconciliation", user=payment.user_id)
            return
        outcome, _ = await retry_until_stored(self._store.paid, payment, self.terms.rate)
        self._wake_up.set()
        if outcome == "no_invoice":
            log.warning("payment without an invoice credited at the present rate", user=payment.user_id)

    async def of(self, user_id: int) -> list[TopUp]:
        """The user's last ones, newest first."""
        return await self._store.of(user_id, SHOWN)

    async def find(self, id_: str, user_id: int, *, admin: bool) -> tuple[TopUp, Balance]:
        """One with what its payer has now. Raises `NoSuchTopUp`, also for somebody else's but to an admin."""
        top_up = await self._store.find(id_)
        if top_up is None or not (admin or top_up.user_id == user_id):
            raise NoSuchTopUp("no such top-up of this user")
        return top_up, await self._wallets.balance(top_up.user_id)

    async def balance(self, user_id: int) -> Balance:
        return await self._wallets.balance(user_id)

    def may_take_back(self, top_up: TopUp) -> bool:
        """Whether it is not given back yet, and its user's own time for that is not over."""
        return top_up.state is TopUpState.PAID and top_up.at >= self._now() - self.terms.refund_s

    async def refund(self, id_: str, user_id: int, *, admin: bool) -> RefundOutcome:
        """Debit the wallet now, and have the Stars given back. An admin may at any time, whatever was spent."""
        outcome, _ = await self._store.refund(
            id_, user_id=None if admin else user_id, by=user_id if admin else 0, since=self._now() - self.terms.refund_s
        )
        self._wake_up.set()
        return outcome

    async def refunded(self, charge_id: str) -> None:
        """Telegram says that it has gone back. One whose payment is not known yet is left to the reconciliation."""
        await retry_until_stored(self._store.refunded, charge_id)
        self._wake_up.set()

    async def _paused(self) -> bool:
        return not self._purchases.is_open or await self._purchases.sales_stop() is not None

    # -- what is done about it in the background

    async def run(self, cashier: StarCashier) -> None:
        """For ever: whatever is due, at once where somebody rings."""
        while True:
            self._wake_up.clear()
            while await self.run_once(cashier):
                pass
            with suppress(TimeoutError):
                async with asyncio.timeout(IDLE_S):
                    await self._wake_up.wait()

    async def run_once(self, cashier: StarCashier) -> int:
        """Do what is due; gives how much it was."""
        jobs = await self._store.claim(LEASE_S)
        await asyncio.gather(*(self._do(job, cashier) for job in jobs))
        return len(jobs)

    async def _do(self, job: Job, cashier: StarCashier) -> None:
        top_up = job.top_up
        if top_up is None:
            await self._store.done(job)
            return
        age = self._now() - top_up.changed_at
        try:
            with only_before(job.send_before):
                if job.kind == "refund":
                    await self._give_back(job, top_up, cashier)
                elif job.kind in _NEWS:
                    await self._tell(TopUpNews(job.kind), top_up, cashier)
                else:
                    await self._alert(ShopAlert(job.kind), top_up)
        except SlowDown as error:
            await self._store.later(job, error.seconds)
            return
        except DeliveryError as error:
            if job.kind == "refund" or age < TELL_FOR_S:
                await self._retry(job, age, error)
                return
            log.warning("nobody is told of a top-up", what=job.kind, error=str(error))
        await self._store.done(job)

    async def _tell(self, news: TopUpNews, top_up: TopUp, cashier: StarCashier) -> None:
        balance = await self._wallets.balance(top_up.user_id)
        with suppress(ChatGone):  # they see it in their wallet when they are back
            await cashier.tell(news, top_up, balance.free)

    async def _alert(self, shop_alert: ShopAlert, top_up: TopUp) -> None:
        reason = {"reason": top_up.refusal} if shop_alert is ShopAlert.REFUND_REFUSED else {}
        user = str(top_up.user_id)
        if not await self._alerts.tell(
            shop_alert, quiet=0.0, subject=top_up.id, user=user, stars=top_up.stars, **reason
        ):
            raise Undelivered("no admin could be told")

    async def _give_back(self, job: Job, top_up: TopUp, cashier: StarCashier) -> None:
        try:
            await cashier.refund(top_up.user_id, top_up.charge_id)
        except RefundRefused as error:
            await self._store.refused(job, str(error))
        else:
            await self._store.refunded(top_up.charge_id)

    async def _retry(self, job: Job, age: float, error: DeliveryError) -> None:
        await self._store.later(job, min(RETRY_MAX_S, max(RETRY_MIN_S, age / 4)))
        if job.kind == "refund" and age > STUCK_AFTER_S:
            await self._alerts.tell(ShopAlert.REFUND_STUCK, quiet=86_400.0, reason=str(error))
