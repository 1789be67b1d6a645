"""A user's wallet: what is in it, its entries in plain words, and the refusal where it has too little."""

from collections.abc import Callable, Iterator

from bot.domain.errors import TooLittleMoney
from bot.domain.wallet import Entry, EntryKind, to_amount
from bot.shop.wallet.wallets import WalletPage
from bot.telegram.callbacks import Buy, OpenCard, OpenOffer, OpenServices, OpenWallet
from bot.telegram.screens.catalogue import PER_PAGE, arrows
from bot.telegram.screens.names import Pick, pair_label, short_label
from bot.telegram.screens.screen import Row, Screen, button, keyboard, menu_button
from bot.telegram.screens.wallet_lines import balance_line, top_up_row, wallet_button
from bot.texts import Html, Texts

ENTRY_TEXTS = {
    EntryKind.TOP_UP: "wallet-topup",
    EntryKind.REFUND: "wallet-refund",
    EntryKind.REFUND_REFUSED: "wallet-refund-refused",
    EntryKind.VOUCHER: "wallet-voucher",
    EntryKind.VOUCHER_CAPTURE: "wallet-voucher-capture",
    EntryKind.ALLOWANCE: "wallet-allowance",
    EntryKind.HOLD: "wallet-hold",
    EntryKind.RELEASE: "wallet-release",
    EntryKind.CAPTURE: "wallet-capture",
}
"""All others, an admin's adjustments first of all, are told by their reason."""


def wallet(texts: Texts, page: WalletPage, currency: str, name: Callable[[Entry], Pick]) -> Screen:
    """`name` finds the country and the service of an entry."""
    lines = [_entry_line(texts, entry, currency, name) for entry in page.entries]
    parts = [texts("wallet"), balance_line(texts, page.balance, currency)]
    parts += [Html("\n\n".join(lines))] if lines else [texts("wallet-none")]
    last = max(0, (page.total - 1) // PER_PAGE)
    arrow_row = arrows(min(page.offset // PER_PAGE, last), last, lambda number: OpenWallet(page=number))
    buy = button(texts.plain("button-buy-number"), OpenServices(), "primary")
    return Screen(
        Html("\n\n".join(parts)),
        keyboard(*_activations(texts, page, name), arrow_row, top_up_row(texts), [buy], [menu_button(texts)]),
    )


def _entry_line(texts: Texts, entry: Entry, currency: str, name: Callable[[Entry], Pick]) -> Html:
    """`⏳ 15 · held for 🇻🇳 Telegram`, and when."""
    amount = texts.money(to_amount(abs(entry.amount)), currency)
    sign = "➕" if entry.amount > 0 else "➖"
    if entry.kind in ENTRY_TEXTS:
        what = short_label(name(entry), texts) if entry.activation_id else ""
        line = texts(ENTRY_TEXTS[entry.kind], amount=amount, sign=sign, what=what)
    elif entry.reason:
        line = texts("wallet-reason", amount=amount, sign=sign, reason=entry.reason)
    else:
        line = texts("wallet-other", amount=amount, sign=sign)
    return Html(f"{line}\n{texts.time(entry.at, 'dt')}")


def _activations(texts: Texts, page: WalletPage, name: Callable[[Entry], Pick]) -> Iterator[Row]:
    """A button for each activation that the entries belong to, once."""
    found = {entry.activation_id: entry for entry in reversed(page.entries) if entry.activation_id}
    for activation_id, entry in reversed(found.items()):
        picked = name(entry)
        label = f"🧾 {pair_label(picked.service, picked.country, texts)}"
        yield [button(label, OpenCard(activation_id=activation_id))]


def too_little(texts: Texts, error: TooLittleMoney, tap: object, currency: str) -> Screen:
    """`tap`: what was refused, which leads back to its offer."""
    text = texts(
        "wallet-too-little",
        have=texts.money(error.balance, currency),
        price=texts.money(error.price, currency),
    )
    again: Row = []
    if isinstance(tap, Buy | OpenOffer):
        offer = OpenOffer(country_id=tap.country_id, service_id=tap.service_id)
        again = [button(texts.plain("button-see-offer"), offer)]
    return Screen(text, keyboard(top_up_row(texts), again, wallet_button(texts), [menu_button(texts)]))
