"""A person with a phone: everything they do and see goes through the HTTP Bot API and the real dispatcher."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiogram import Bot, Dispatcher
from aiohttp import web
from aiohttp.test_utils import TestServer
from redis.asyncio import Redis

from bot.domain.stars import NO_STARS, StarTerms
from bot.domain.users import NO_LIMITS, Limits
from bot.domain.wallet import Markup
from bot.providers.smsman import FurtherSms
from bot.shop.admin.broadcast import Broadcaster
from bot.shop.catalogue.catalogue import Catalogue
from bot.storage.keys import Keys
from bot.storage.leases import Leases
from bot.storage.users import UserStore
from bot.telegram.access import Access, Terms
from bot.telegram.bot import build_bot, introduce
from bot.telegram.chart import ChartPainter
from bot.telegram.dispatcher import Dependencies, build_dispatcher
from bot.telegram.notifier import TelegramMessenger
from bot.telegram.stars import TelegramCashier
from sandbox.smsman import SmsMan as Sandbox
from sandbox.telegram import Telegram
from tests.assortment import shortened
from tests.clock import Clock
from tests.sandbox.telegram_world import hang_up
from tests.texts import TEXTS
from tests.world import TOKEN, Shop, open_shop

BOT_TOKEN = "42:a-bot-token-that-must-never-be-seen"
ALICE, MINH, OLGA, STRANGER = 1001, 1002, 1003, 1099

NO_TERMS: Mapping[str, str] = {}


@dataclass
class World:
    """The bot and both outside worlds; nothing happens by itself: `pump` handles what has come in."""

    telegram: Telegram
    shop: Shop
    bot: Bot
    dispatcher: Dispatcher
    messenger: TelegramMessenger
    users: UserStore
    broadcaster: Broadcaster
    cashier: TelegramCashier
    _offset: int = field(default=0)

    async def pump(self) -> None:
        """Handle every update, then do all that is due, until nothing more comes."""
        while updates := await self.bot.get_updates(offset=self._offset, timeout=0):
            for update in updates:
                self._offset = update.update_id + 1
                await self.dispatcher.feed_update(self.bot, update)
            await self.shop.settle()
            if self.shop.built.top_ups.terms.rate:
                await self.shop.built.top_ups.run_once(self.cashier)

    async def pass_time(self, seconds: float) -> None:
        await self.shop.pass_time(seconds)

    def person(self, user_id: int) -> "Person":
        return Person(self, user_id)


@dataclass
class Person:
    """One user's phone."""

    world: World
    id: int

    async def say(self, text: str) -> None:
        self.world.telegram.send_text(self.id, text)
        await self.world.pump()

    async def tap(self, label: str, *, on: dict[str, Any] | None = None) -> None:
        """Tap the button with this label, on the newest message that has one."""
        message = on or next(m for m in reversed(self.screens) if any(label in text for text in labels(m)))
        self.world.telegram.tap(self.id, message["id"], label=label)
        await self.world.pump()

    async def forge(self, data: str, *, on: dict[str, Any] | None = None) -> None:
        """Send a callback that no button of this chat ever had."""
        self.world.telegram.tap(self.id, (on or self.screen)["id"], data=data)
        await self.world.pump()

    async def pay(self, *, on: dict[str, Any] | None = None, before: Callable[[], None] | None = None) -> str:
        """Confirm the pay sheet of the newest invoice; gives why the bot refused, or nothing."""
        invoice = on or next(message for message in reversed(self.screens) if message["invoice"])
        self.world.telegram.pay(self.id, invoice["id"], chat_id=invoice.get("chat_id"))
        if before:
            before()
        await self.world.pump()
        said = [call for name, call in self.world.telegram.requests if name == "answerPreCheckoutQuery"][-1]
        return str(said.get("error_message", ""))

    async def start_buying(self, begin: str = "Buy a number") -> None:
        """As far as an offer: the first service in the first country. `begin`: the label in their language."""
        await self.say("/start")
        await self.tap(begin)
        await self.tap(labels(self.screen)[0])
        await self.tap(labels(self.screen)[0])

    async def buy(self, begin: str = "Buy a number", buy: str = "Buy") -> dict[str, Any]:
        """Gives the card. `begin` and `buy`: the labels in their language."""
        await self.start_buying(begin)
        await self.tap(buy)
        return self.screen

    @property
    def screens(self) -> list[dict[str, Any]]:
        return [message for message in self.world.telegram.messages(self.id) if message["from_bot"]]

    @property
    def screen(self) -> dict[str, Any]:
        """What the bot showed last."""
        return self.screens[-1]

    @property
    def text(self) -> str:
        return str(self.screen["text"])

    def shown(self, message: dict[str, Any]) -> dict[str, Any]:
        """A message as it stands now."""
        return next(one for one in self.screens if one["id"] == message["id"])


def labels(message: dict[str, Any]) -> list[str]:
    return [button["text"] for row in message["keyboard"] or [] for button in row if "callback_data" in button]


@asynccontextmanager
async def open_world(
    redis: Redis,
    clock: Clock,
    access: Access,
    limits: Limits = NO_LIMITS,
    further_sms: FurtherSms = "off",
    terms: Mapping[str, str] = NO_TERMS,
    stars: StarTerms = NO_STARS,
    markup: Markup | None = None,
) -> AsyncIterator[World]:
    telegram = Telegram(token=BOT_TOKEN, now=clock)
    for user_id, name, language in (
        (ALICE, "Alice", "en"),
        (MINH, "Minh", "vi"),
        (OLGA, "Olga", "ru"),
        (STRANGER, "Sam", "en"),
    ):
        telegram.add_user(user_id, name, language)
    app = web.Application()
    app.add_routes(telegram.routes())
    app.on_shutdown.append(telegram.close)
    server = TestServer(app)
    await server.start_server()
    bot = build_bot(BOT_TOKEN, str(server.make_url("")).rstrip("/"))
    await introduce(bot)
    sandbox = shortened(Sandbox(token=TOKEN, now=clock))
    sandbox.switch(sms_delay=(20.0, 20.0), never_share=0.0, slow_share=0.0)
    users = UserStore(redis, Keys())

    def messenger(catalogue: Catalogue) -> TelegramMessenger:
        return TelegramMessenger(
            bot,
            catalogue,
            users,
            TEXTS,
            currency="RUB",
            default_language="en",
            admins=access.admins,
            leases=Leases(redis, Keys()),
        )

    try:
        async with open_shop(
            redis,
            clock,
            sandbox,
            messenger,
            limits=limits,
            further_sms=further_sms,
            lets_in=access.lets_in,
            stars=stars,
            markup=markup,
        ) as shop:
            parts = Dependencies(
                purchases=shop.purchases,
                catalogue=shop.catalogue,
                statistics=shop.built.statistics,
                user_admin=shop.built.user_admin,
                broadcaster=shop.built.broadcaster,
                reminders=shop.built.reminders,
                top_ups=shop.built.top_ups,
                wallets=shop.built.wallets,
                grants=shop.built.grants,
                vouchers=shop.built.vouchers,
                earnings=shop.built.earnings,
                chart_painter=ChartPainter(),
                users=users,
                provider=shop.adapter,
                access=access,
                terms=Terms(terms, users),
            )
            dispatcher = build_dispatcher(parts, texts=TEXTS, currency="RUB", default_language="en", now=clock)
            cashier = TelegramCashier(bot, users, TEXTS, "RUB", "en")
            teller = messenger(shop.catalogue)
            yield World(telegram, shop, bot, dispatcher, teller, users, shop.built.broadcaster, cashier)
    finally:
        await hang_up(bot)
        await server.close()
