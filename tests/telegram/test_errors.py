"""What the user reads when something goes wrong, and what the log keeps of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.domain.errors import (
    AccountEmpty,
    NotForSale,
    NotFound,
    OutcomeUnknown,
    ProviderDown,
    QuoteGone,
    ShopError,
    StorageError,
    Throttled,
    WrongToken,
)
from bot.domain.models import Account, Offer, Quote
from bot.domain.users import KnownUser
from bot.shop.catalogue.catalogue import Catalogue
from bot.telegram.access import Access, Terms
from bot.telegram.callbacks import Buy, Cancel, OpenBalance, OpenOffer
from bot.telegram.dispatcher import build_dispatcher
from bot.telegram.handlers import errors
from bot.telegram.handlers.errors import ERROR_TEXTS
from bot.telegram.updates import UpdateIntake
from tests.sandbox.telegram_world import ANN, TelegramWorld, acknowledge_all
from tests.telegram.wiring import NOBODY, dependencies
from tests.texts import TEXTS

BUY = Buy(nonce="of-last-week", country_id=10, service_id=3)
OFFER = OpenOffer(country_id=10, service_id=3)
PRIVATE = "what Ann must not find in a log"


@dataclass
class Trouble:
    """A shop, a memory and a provider that raise what they are told to, once each time it is told."""

    raising: list[Exception] = field(default_factory=list)
    intake: UpdateIntake = NOBODY
    drained: list[bool] = field(default_factory=list)
    """Whether the bot counted as idle whenever it asked for a quote."""

    def _fail(self) -> None:
        if self.raising:
            raise self.raising.pop(0)

    async def quote(self, user_id: int, country_id: int, service_id: int) -> tuple[Quote, Offer]:
        self._fail()
        self.drained.append(await self.intake.drained(0.0))
        return Quote("fresh", user_id, country_id, service_id, Decimal(9)), Offer(country_id, service_id, Decimal(9), 5)

    async def begin(self, nonce: str, **_: Any) -> None:
        self._fail()

    async def cancel(self, user_id: int, activation_id: str) -> None:
        self._fail()

    async def language(self, user_id: int) -> str | None:
        return None

    async def known(self, user_id: int) -> KnownUser:
        return KnownUser()

    async def record_visit(self, user_id: int, *, day: int, name: str, shown_name: str = "") -> None:
        return None

    async def set_language(self, user_id: int, language: str) -> None:
        self._fail()

    async def balance(self) -> Account:
        self._fail()
        return Account(Decimal(1))


@dataclass
class Ann:
    """She has one message with whatever button she wants to tap."""

    world: TelegramWorld
    trouble: Trouble

    async def tap(self, data: str, *raising: Exception) -> dict[str, Any]:
        """Gives the message that shows what came of it."""
        self.trouble.raising = list(raising)
        page = await self.world.bot.send_message(ANN, "page")
        self.world.telegram.tap(ANN, page.message_id, data=data)
        [update] = await self.world.bot.get_updates(timeout=0)
        await acknowledge_all(self.world)
        trouble: Any = self.trouble
        parts = dependencies(
            purchases=trouble,
            catalogue=Catalogue(NOBODY, NOBODY, now=lambda: 0.0),
            users=trouble,
            provider=trouble,
            access=Access(public=True, admins=frozenset({ANN})),
            terms=Terms({}, trouble),
        )
        dispatcher = build_dispatcher(parts, texts=TEXTS, currency="RUB", default_language="en")
        trouble.intake = UpdateIntake(dispatcher, self.world.bot)
        await trouble.intake.take(update)
        return {**self.world.telegram.messages(ANN)[-1], "page": page.message_id}


@pytest.fixture
def ann(world: TelegramWorld) -> Ann:
    world.telegram.add_user(ANN, "Ann", "en")
    return Ann(world, Trouble())


def labels(message: dict[str, Any]) -> list[str]:
    return [button["text"] for row in message["keyboard"] for button in row]


@pytest.mark.parametrize(
    ("error", "said", "again"),
    [
        (WrongToken(PRIVATE), "shop is closed", False),
        (AccountEmpty(PRIVATE), "shop is closed", False),
        (Throttled(PRIVATE), "try again in a minute", True),
        (ProviderDown(PRIVATE), "provider does not answer", True),
        (OutcomeUnknown(PRIVATE), "provider does not answer", True),
        (StorageError(PRIVATE), "never buys twice", True),
        (NotFound(PRIVATE), "no such number among yours", False),
        (RuntimeError(PRIVATE), "went wrong on our side", True),
    ],
)
async def test_each_error_is_said_plainly_on_the_page_that_was_tapped(
    ann: Ann, error: Exception, said: str, again: bool
) -> None:
    shown = await ann.tap(OFFER.pack(), error)
    assert said in shown["text"]
    assert PRIVATE not in shown["text"]
    assert shown["id"] == shown["page"]
    assert ("🔄 Try again" in labels(shown)) == again
    assert "☰ Menu" in labels(shown)
    assert [one.text for one in ann.world.telegram.answers] == [""]


@pytest.mark.parametrize("tap", [OFFER, BUY])
async def test_what_is_not_for_sale_leads_to_another_country_or_service(ann: Ann, tap: OpenOffer | Buy) -> None:
    shown = await ann.tap(tap.pack(), NotForSale())
    assert "not offered here any more" in shown["text"]
    assert labels(shown) == ["🌍 Other country", "🧩 Other service", "☰ Menu"]


async def test_an_old_buy_button_shows_the_offer_afresh(ann: Ann) -> None:
    shown = await ann.tap(BUY.pack(), QuoteGone())
    assert "nothing was bought" in shown["text"]
    assert "✅ Buy for ₽9" in labels(shown)
    assert shown["id"] == shown["page"]


async def test_shutdown_waits_for_an_error_to_be_told_too(ann: Ann) -> None:
    await ann.tap(BUY.pack(), QuoteGone())
    assert ann.trouble.drained == [False]
    assert await ann.trouble.intake.drained(0.0)


async def test_an_old_buy_button_of_what_is_sold_out_says_so(ann: Ann) -> None:
    assert "not offered" in (await ann.tap(BUY.pack(), QuoteGone(), NotForSale()))["text"]
    assert "provider does not answer" in (await ann.tap(BUY.pack(), QuoteGone(), ProviderDown()))["text"]


async def test_an_error_never_takes_the_place_of_a_card(ann: Ann) -> None:
    shown = await ann.tap(Cancel(activation_id="abc").pack(), StorageError())
    assert shown["id"] != shown["page"]
    assert labels(shown) == ["☰ Menu"], "the card has the button still"


async def test_an_error_outside_the_shop_is_said_as_well(ann: Ann) -> None:
    assert "shop is closed" in (await ann.tap(OpenBalance().pack(), WrongToken()))["text"]


@pytest.mark.parametrize("error", [RuntimeError(PRIVATE), ProviderDown(PRIVATE), StorageError(PRIVATE)])
async def test_the_log_says_where_it_happened_and_nothing_of_the_user(ann: Ann, error: Exception) -> None:
    with capture_logs() as logs:
        await ann.tap(OFFER.pack(), error)
    assert [entry["error"] for entry in logs] == [type(error).__name__]
    assert PRIVATE not in str(logs)
    assert str(ANN) not in str(logs)


async def test_what_a_user_does_wrong_is_no_news_for_the_operator(ann: Ann) -> None:
    with capture_logs() as logs:
        await ann.tap(OFFER.pack(), NotForSale())
        await ann.tap(BUY.pack(), QuoteGone())
    assert logs == []


@pytest.mark.parametrize(
    "ruin",
    [
        lambda telegram: telegram.html_502("editMessageText"),
        lambda telegram: telegram.drop("editMessageText"),
        lambda telegram: telegram.fail(
            "editMessageText", status=403, description="Forbidden: bot was blocked by the user"
        ),
        lambda telegram: telegram.fail("editMessageText", status=429, description="Too Many Requests", retry_after=99),
    ],
)
async def test_a_telegram_that_fails_is_logged_and_not_answered(ann: Ann, ruin: Callable[[Any], None]) -> None:
    ruin(ann.world.telegram)
    with capture_logs() as logs:
        shown = await ann.tap(OFFER.pack())
    assert shown["text"] == "page"
    assert [entry["event"] for entry in logs] == ["handler gave up"]


async def test_a_page_that_telegram_refuses_is_told_as_our_own_fault(ann: Ann) -> None:
    ann.world.telegram.fail("editMessageText", status=400, description="Bad Request: message is too long")
    assert "went wrong on our side" in (await ann.tap(OFFER.pack()))["text"]


@pytest.mark.parametrize("leaf", ShopError.__subclasses__())
def test_every_use_case_that_cannot_go_on_is_known_where_errors_become_texts(leaf: type[ShopError]) -> None:
    assert getattr(errors, leaf.__name__, None) is leaf


def test_no_family_speaks_before_its_leaves() -> None:
    order = [answer.error for answer in ERROR_TEXTS]
    assert [later for place, later in enumerate(order) if issubclass(later, tuple(order[:place]))] == []
