"""Vouchers, for money where users pay, and for one number anywhere: redeemed by users, made and revoked by admins."""

from collections.abc import AsyncIterator, Callable, Sequence
from functools import partial

from aiogram import Router
from aiogram.filters import Command, CommandObject, Filter
from aiogram.types import Message, TelegramObject

from bot.domain.pairs import Pair
from bot.domain.vouchers import Batch, Redeemed, Redemption, read_code
from bot.domain.wallet import to_amount
from bot.shop.wallet.vouchers import NewBatch, Vouchers, read_batch
from bot.telegram.access import Admin
from bot.telegram.admin_callbacks import OpenBatch, OpenBatches, RevokeBatch
from bot.telegram.bot import known_username
from bot.telegram.export import CsvFile
from bot.telegram.handlers.grants import operation
from bot.telegram.screens import vouchers as screens
from bot.telegram.taps import Tapped, voucher_link, written_voucher
from bot.telegram.ui import Ui

COLUMN_TEXTS = ("file-voucher", "file-link", "file-price", "file-currency")
NUMBER_COLUMN_TEXTS = (*COLUMN_TEXTS, "file-service", "file-country")


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
    screen = screens.redeemed(ui.texts, redemption, ui.currency, ui.pick_pair)
    await ui.show(screen if ui.wallets.is_on else screens.without_wallet(ui.texts, screen))


async def open_redeem(_: TelegramObject, ui: Ui) -> None:
    screen = screens.how_to_redeem(ui.texts)
    await ui.show(screen if ui.wallets.is_on else screens.without_wallet(ui.texts, screen))


async def make(message: Message, command: CommandObject, vouchers: Vouchers, ui: Ui) -> None:
    """The codes are shown this once, in the chat and as a file."""
    order = read_batch(command.args or "")
    pair = await _named(order.words, ui) if order and order.words else None
    if order is None or (pair is None and (order.words or not vouchers.is_on)):
        await ui.show(screens.how_to_make(ui.texts, wrong=bool(command.args), money=vouchers.is_on))
    elif new := await vouchers.make(order, operation(message), admin_id=ui.user_id, pair=pair):
        link = partial(_link, ui)
        await ui.show(screens.made(ui.texts, new, _label(ui), link))
        await ui.window.send_file(_file(ui, new, link), screens.file_caption(ui.texts))
    else:
        await ui.show(screens.made_before(ui.texts))


async def _named(words: str, ui: Ui) -> Pair | None:
    """What they name, where that is one service in one country that can be bought now."""
    await ui.catalogue.ready()
    found = ui.catalogue.search(words).pairs
    return Pair(found[0].country.country.id, found[0].service.id) if len(found) == 1 else None


def _label(ui: Ui) -> Callable[[Batch], str]:
    """What each of a batch is worth."""
    return partial(screens.worth, ui.texts, ui.currency, ui.pick_pair)


def _link(ui: Ui, code: str) -> str:
    """Nothing while the bot's own name is not known."""
    username = known_username(ui.window.bot)
    return voucher_link(username, code) if username else ""


def _file(ui: Ui, new: NewBatch, link: Callable[[str], str]) -> CsvFile:
    return CsvFile("vouchers.csv", partial(_rows, ui, new, link))


async def _rows(ui: Ui, new: NewBatch, link: Callable[[str], str]) -> AsyncIterator[Sequence[str]]:
    """Of one for a number with what it is for, and the price up to which it reaches."""
    texts, pair = ui.texts, new.batch.pair
    yield [texts.plain(head) for head in (NUMBER_COLUMN_TEXTS if pair else COLUMN_TEXTS)]
    names = screens.names_of(texts, ui.pick_pair(pair)) if pair else ()
    for code in new.codes:
        yield [code, link(code), str(to_amount(new.batch.amount)), ui.currency, *names]


async def open_batches(_: TelegramObject, vouchers: Vouchers, ui: Ui, callback_data: OpenBatches | None = None) -> None:
    page = callback_data.page if callback_data else 0
    found, total = await vouchers.batches(page * screens.PER_PAGE, screens.PER_PAGE)
    await ui.show(screens.batches(ui.texts, found, total, page, _label(ui)))


async def open_batch(_: TelegramObject, callback_data: OpenBatch, vouchers: Vouchers, ui: Ui) -> None:
    await ui.show(screens.batch(ui.texts, await vouchers.batch(callback_data.nonce), _label(ui)))


async def revoke(_: TelegramObject, callback_data: RevokeBatch, vouchers: Vouchers, ui: Ui) -> None:
    revoked = await vouchers.revoke(callback_data.nonce, admin_id=ui.user_id)
    await ui.show(screens.batch(ui.texts, revoked, _label(ui)))


def register(router: Router) -> None:
    router.message.register(redeem, HasVoucher())
    router.message.register(open_redeem, Command("redeem"))
    router.message.register(make, Command("voucher"), Admin())
    router.message.register(open_batches, Command("vouchers"), Admin())
    router.callback_query.register(open_batches, Tapped(OpenBatches), Admin())
    router.callback_query.register(open_batch, Tapped(OpenBatch), Admin())
    router.callback_query.register(revoke, Tapped(RevokeBatch), Admin())
