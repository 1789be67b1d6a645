"""Vouchers: what a user reads of one, and what admins see of their batches."""

from collections.abc import Callable, Sequence
from typing import Final

from bot.domain.vouchers import MAX_CODES, MAX_DAYS, Batch, Redeemed, Redemption
from bot.domain.wallet import Balance, to_amount
from bot.shop.wallet.vouchers import DEFAULT_DAYS, NewBatch
from bot.telegram.admin_callbacks import OpenBatch, OpenBatches, RevokeBatch
from bot.telegram.callbacks import OpenServices
from bot.telegram.screens.catalogue import arrows
from bot.telegram.screens.screen import Row, Screen, button, keyboard, menu_button
from bot.telegram.screens.wallet_lines import balance_line, wallet_button
from bot.texts import Html, Texts

PER_PAGE: Final = 5
MAX_SHOWN: Final = 10
"""Codes of a new batch that stand in the chat; all are in its file."""

REFUSAL_TEXTS = {
    Redeemed.UNKNOWN: "voucher-unknown",
    Redeemed.USED: "voucher-used",
    Redeemed.EXPIRED: "voucher-expired",
    Redeemed.REVOKED: "voucher-revoked",
    Redeemed.TRIES: "voucher-tries",
    Redeemed.SHUT_OUT: "voucher-shut-out",
}


def redeemed(texts: Texts, redemption: Redemption, currency: str) -> Screen:
    """The same however often its user sends it."""
    if redemption.outcome is not Redeemed.OK:
        text = texts(REFUSAL_TEXTS[redemption.outcome])
        return Screen(text, keyboard(wallet_button(texts), [menu_button(texts)]))
    text = texts("voucher-redeemed", amount=texts.money(to_amount(redemption.amount), currency))
    return Screen(
        Html(f"{text}\n\n{balance_line(texts, Balance(redemption.balance), currency)}"),
        keyboard(
            [button(texts.plain("button-buy-number"), OpenServices(), "primary")],
            wallet_button(texts),
            [menu_button(texts)],
        ),
    )


def not_redeemed(texts: Texts, outcome: Redeemed) -> Screen:
    """For somebody whom nothing else lets in either."""
    return Screen(texts(REFUSAL_TEXTS[outcome]))


def how_to_redeem(texts: Texts) -> Screen:
    return Screen(texts("voucher-how-to-redeem"), keyboard(wallet_button(texts), [menu_button(texts)]))


def how_to_make(texts: Texts, *, wrong: bool = False) -> Screen:
    """`wrong`: what was written can't be read."""
    parts = [texts("voucher-wrong")] if wrong else []
    parts.append(texts("voucher-how-to-make", days=DEFAULT_DAYS, count=MAX_CODES, longest=MAX_DAYS))
    return Screen(Html("\n\n".join(parts)), keyboard(*_ways(texts)))


def made(texts: Texts, new: NewBatch, currency: str, link: Callable[[str], str]) -> Screen:
    """The one time that its codes are shown; `link` gives what redeems one, or nothing while that is not known."""
    batch = new.batch
    lines = [Html("\n".join(filter(None, [f"<code>{code}</code>", link(code)]))) for code in new.codes[:MAX_SHOWN]]
    parts = [_line(texts, batch, currency), *lines, texts("voucher-made")]
    return Screen(Html("\n\n".join(parts)), keyboard(*_ways(texts, batch)))


def made_before(texts: Texts) -> Screen:
    return Screen(texts("voucher-made-before"), keyboard(*_ways(texts)))


def file_caption(texts: Texts) -> Screen:
    return Screen(texts("voucher-file"), keyboard([menu_button(texts, fresh=True)]))


def batches(texts: Texts, found: Sequence[Batch], total: int, page: int, currency: str) -> Screen:
    """What was made, and how much of it is used."""
    lines = [_line(texts, one, currency) for one in found]
    parts = [texts("vouchers"), *(lines or [texts("vouchers-none")])]
    rows = [_batch_row(texts, one, currency) for one in found if not one.revoked]
    last = max(0, (total - 1) // PER_PAGE)
    arrow_row = arrows(min(page, last), last, lambda number: OpenBatches(page=number))
    return Screen(Html("\n\n".join(parts)), keyboard(*rows, arrow_row, [menu_button(texts)]))


def _batch_row(texts: Texts, one: Batch, currency: str) -> Row:
    amount = texts.money(to_amount(one.amount), currency)
    return [button(texts.plain("button-batch", id=one.id[:4], amount=amount, count=one.count), OpenBatch(nonce=one.id))]


def batch(texts: Texts, one: Batch | None, currency: str) -> Screen:
    """One batch, and its end where it has not come."""
    if one is None:
        return Screen(texts("voucher-batch-gone"), keyboard(*_ways(texts)))
    parts = [_line(texts, one, currency)]
    if one.revoked:
        return Screen(Html("\n\n".join(parts)), keyboard(*_ways(texts)))
    parts.append(texts("voucher-revoke-question"))
    revoke = button(texts.plain("button-revoke"), RevokeBatch(nonce=one.id), "danger")
    return Screen(Html("\n\n".join(parts)), keyboard([revoke], *_ways(texts)))


def _line(texts: Texts, one: Batch, currency: str) -> Html:
    text = texts(
        "voucher-batch",
        id=one.id[:4],
        amount=texts.money(to_amount(one.amount), currency),
        count=one.count,
        used=one.used,
        until=texts.time(one.until, "d"),
    )
    return Html(f"{text}\n{texts('voucher-batch-revoked')}") if one.revoked else text


def _ways(texts: Texts, new: Batch | None = None) -> list[Row]:
    """Under a record (`new`, with codes that are shown once) they lead into new messages."""
    is_record = new is not None
    all_of_them = button(texts.plain("button-vouchers"), OpenBatches(fresh=is_record))
    return [[all_of_them, menu_button(texts, fresh=is_record)]]
