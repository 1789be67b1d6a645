"""How updates come, and the first words with Telegram."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager

import stamina
import structlog

from bot.cli.check import username
from bot.domain.errors import Undelivered
from bot.settings import Settings, SettingsError
from bot.shop.leader import Leader
from bot.storage.keys import UPDATES
from bot.storage.leases import Leases
from bot.telegram.access import Access, Terms
from bot.telegram.bot import Bot
from bot.telegram.commands import STARS_COMMAND_TEXTS, TERMS_COMMAND_TEXTS, WALLET_COMMAND_TEXTS, publish
from bot.telegram.polling import Polling
from bot.telegram.updates import UpdateIntake
from bot.telegram.webhook import Webhook
from bot.texts import Texts

log = structlog.get_logger(__name__)


@asynccontextmanager
async def receiving(
    intake: UpdateIntake, bot: Bot, leases: Leases, settings: Settings
) -> AsyncIterator[Polling | Webhook]:
    """How updates come. Raises `SettingsError`."""
    if not settings.webhook_url:
        alone = None if settings.redis_url else "the only one"  # nobody else can use the embedded database
        yield Polling(bot, intake, Leader(leases, UPDATES, holder=alone))
        return
    path, secret = settings.webhook_path, settings.webhook_secret
    webhook = Webhook(bot, intake, url=settings.webhook_url, path=path, secret=secret)
    async with AsyncExitStack() as stack:
        try:
            await stack.enter_async_context(webhook.listening(settings.webhook_port))
        except OSError as error:
            port = settings.webhook_port
            raise SettingsError(f"WEBHOOK_PORT is wrong: port {port} can't be used ({error.strerror})") from error
        yield webhook


async def talk(
    updates: Polling | Webhook,
    bot: Bot,
    texts: Mapping[str, Texts],
    access: Access,
    terms: Terms,
    settings: Settings,
) -> None:
    """Updates, from the first one on; a Telegram that is away is waited for."""
    async for attempt in stamina.retry_context(on=Undelivered, attempts=None, timeout=None, wait_max=30.0):
        with attempt:
            name = await username(bot)

    async def introduce() -> None:
        more = {
            **(WALLET_COMMAND_TEXTS if settings.markup else {}),
            **(STARS_COMMAND_TEXTS if settings.stars.rate else {}),
            **(TERMS_COMMAND_TEXTS if terms else {}),
        }
        await publish(bot, texts, access, settings.default_language, more=more)
        log.info("ready", bot=name)

    await asyncio.gather(updates.run(), introduce())
