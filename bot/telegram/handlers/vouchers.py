"""Vouchers, where users pay: redeemed by users, made and revoked by admins."""

from collections.abc import AsyncIterator, Callable, Sequence
from functools import partial

from aiogram import Router
from aiogram.filters import Command, CommandObject, Filter
from aiogram.types import Message, TelegramObject

from bot.domain.vouchers import Redeemed, Redemption, read_code
from bot.domain.wallet import to_amount
from bot.shop.wallet.vouchers import NewBatch, Vouchers, read_batch
from bot.telegram.access import Admin
from bot.telegram.admin_callbacks import OpenBatch, OpenBatches, RevokeBatch
from bot.telegram.bot import known_username
from bot.telegram.export import CsvFile
from bot.telegram.handlers.grants import operation
from bot.telegram.handlers.wallet import InUse
from bot.telegram.screens import vouchers as screens
from bot.telegram.taps import Tapped, voucher_link, written_voucher
from bot.telegram.ui import Ui
from bot.texts import Texts


class HasVoucher(Filter):
    """By a link, by `/redeem`, or as it is."""

    async def __call__(self, message: Message) -> bool:
        return written_voucher(message) is not None


async def redeem(message: Message, vouchers: Vouchers, ui: Ui) -> None:
    """Those who come so far are let in already: `AccessCheck` does it where only the voucher does."""
    code = read_code((written_voucher(message) or "").strip())
    if code is None:
        redemption = Redemption(Redeemed.UNKNOWN)
    else:
        redemption = await vouchers.redeem(code, ui.user_id, admit=False)
    await ui.show(screens.redeemed(ui.texts, redemption, ui.currency))


async def open_redeem(_: TelegramObject, ui: Ui) -> None:
    await ui.show(screens.how_to_redeem(ui.texts))


async def make(message: Message, command: CommandObject, vouchers: Vouchers, ui: Ui) -> None:
    """The codes are shown this once, in the chat and as a file."""
    order = read_batch(command.args or "")
    if order is None:
        await ui.show(screens.how_to_make(ui.texts, wrong=bool(command.args)))
        return
    new = await vouchers.make(order, operation(message), admin_id=ui.user_id)
    if new is None:
        await ui.show(screens.made_before(ui.texts))
        return
    link = partial(_link, ui)
    await ui.show(screens.made(ui.texts, new, ui.currency, link))
    await ui.window.send_file(_file(ui, new, link), screens.file_caption(ui.texts))


def _link(ui: Ui, code: str) -> str:
    """Nothing while the bot's own name is not known."""
    username = known_username(ui.window.bot)
    return voucher_link(username, code) if username else ""


def _file(ui: Ui, new: NewBatch, link: Callable[[str], str]) -> CsvFile:
    return CsvFile("vouchers.csv", partial(_rows, ui.texts, new, link, ui.currency))


async def _rows(texts: Texts, new: NewBatch, link: Callable[[str], str], currency: str) -> AsyncIterator[Sequence[str]]:
    yield [
        texts.plain("file-voucher"),
        texts.plain("file-link"),
        texts.plain("file-price"),
        texts.plain("file-currency"),
    ]
    for code in new.codes:
        yield [code, link(code), str(to_amount(new.batch.amount)), currency]


async def open_batches(_: TelegramObject, vouchers: Vouchers, ui: Ui, callback_data: OpenBatches | None = None) -> None:
    page = callback_data.page if callback_data else 0
    found, total = await vouchers.batches(page * screens.PER_PAGE, screens.PER_PAGE)
    await ui.show(screens.batches(ui.texts, found, total, page, ui.currency))


async def open_batch(_: TelegramObject, callback_data: OpenBatch, vouchers: Vouchers, ui: Ui) -> None:
    await ui.show(screens.batch(ui.texts, await vouchers.batch(callback_data.nonce), ui.currency))


async def revoke(_: TelegramObject, callback_data: RevokeBatch, vouchers: Vouchers, ui: Ui) -> None:
    revoked = await vouchers.revoke(callback_data.nonce, admin_id=ui.user_id)
    await ui.show(screens.batch(ui.texts, revoked, ui.currency))


def register(router: Router) -> None:
    router.message.register(redeem, HasVoucher(), InUse())
    router.message.register(open_redeem, Command("redeem"), InUse())
    router.message.register(make, Command("voucher"), Admin(), InUse())
    router.message.register(open_batches, Command("vouchers"), Admin(), InUse())
    router.callback_query.register(open_batches, Tapped(OpenBatches), Admin(), InUse())
    router.callback_query.register(open_batch, Tapped(OpenBatch), Admin(), InUse())
    router.callback_query.register(revoke, Tapped(RevokeBatch), Admin(), InUse())
