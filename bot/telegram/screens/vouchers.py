"""Vouchers: what a user reads of one, and what admins see of their batches."""

from collections.abc import Callable, Sequence
from typing import Final

from bot.domain.pairs import Pair
from bot.domain.vouchers import MAX_CODES, MAX_DAYS, Batch, NumberVoucher, Redeemed, Redemption
from bot.domain.wallet import Balance, to_amount
from bot.shop.catalogue.countries import country_name
from bot.shop.wallet.vouchers import DEFAULT_DAYS, NewBatch
from bot.telegram.admin_callbacks import OpenBatch, OpenBatches, RevokeBatch
from bot.telegram.callbacks import OpenNumbers, OpenOffer, OpenServices
from bot.telegram.screens.catalogue import arrows
from bot.telegram.screens.names import Pick, pair_label, service_name
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
    Redeemed.NO_WALLET: "voucher-no-wallet",
}


def worth(texts: Texts, currency: str, pick: Callable[[Pair], Pick], one: Batch) -> str:
    """What each of a batch is good for: `100 ₽`, or `Telegram · Vietnam ≤ 15 ₽`."""
    amount = texts.money(to_amount(one.amount), currency)
    return f"{_what(texts, pick(one.pair))} ≤ {amount}" if one.pair else amount


def _what(texts: Texts, picked: Pick) -> str:
    return pair_label(picked.service, picked.country, texts)


def names_of(texts: Texts, picked: Pick) -> tuple[str, str]:
    """For a file: the service and the country."""
    country = country_name(picked.country.title, texts.language, picked.country.code)
    return service_name(picked.service, texts), country


def without_wallet(texts: Texts, screen: Screen) -> Screen:
    """The same where users have none."""
    wallet = wallet_button(texts)
    rows = screen.keyboard.inline_keyboard if screen.keyboard else []
    return Screen(screen.text, keyboard(*[row for row in rows if row != list(wallet)]))


def _number_redeemed(texts: Texts, number: NumberVoucher, currency: str, pick: Callable[[Pair], Pick]) -> Screen:
    picked = pick(number.pair)
    offer = OpenOffer(country_id=number.pair.country_id, service_id=number.pair.service_id)
    if not number.until:
        ways = keyboard([button(texts.plain("button-numbers"), OpenNumbers())], [menu_button(texts)])
        return Screen(texts("voucher-number-taken", what=_what(texts, picked)), ways)
    text = texts(
        "voucher-number",
        what=_what(texts, picked),
        most=texts.money(to_amount(number.most), currency),
        until=texts.time(number.until, "d"),
    )
    return Screen(text, keyboard([button(texts.plain("button-see-offer"), offer, "primary")], [menu_button(texts)]))


def redeemed(texts: Texts, redemption: Redemption, currency: str, pick: Callable[[Pair], Pick]) -> Screen:
    """The same however often its user sends it."""
    if redemption.number:
        return _number_redeemed(texts, redemption.number, currency, pick)
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


def how_to_make(texts: Texts, *, money: bool, wrong: bool = False) -> Screen:
    """`wrong`: what was written can't be read; `money`: users have wallets, so that a voucher may be for money."""
    parts = [texts("voucher-wrong")] if wrong else []
    if money:
        parts.append(texts("voucher-how-to-make", days=DEFAULT_DAYS, count=MAX_CODES, longest=MAX_DAYS))
    parts.append(texts("voucher-how-to-make-number"))
    return Screen(Html("\n\n".join(parts)), keyboard(*_ways(texts)))


def made(texts: Texts, new: NewBatch, label: Callable[[Batch], str], link: Callable[[str], str]) -> Screen:
    """The one time that its codes are shown; `link` gives what redeems one, or nothing while that is not known."""
    batch = new.batch
    lines = [Html("\n".join(filter(None, [f"<code>{code}</code>", link(code)]))) for code in new.codes[:MAX_SHOWN]]
    parts = [_line(texts, batch, label), *lines, texts("voucher-made")]
    return Screen(Html("\n\n".join(parts)), keyboard(*_ways(texts, batch)))


def made_before(texts: Texts) -> Screen:
    return Screen(texts("voucher-made-before"), keyboard(*_ways(texts)))


def file_caption(texts: Texts) -> Screen:
    return Screen(texts("voucher-file"), keyboard([menu_button(texts, fresh=True)]))


def batches(texts: Texts, found: Sequence[Batch], total: int, page: int, label: Callable[[Batch], str]) -> Screen:
    """What was made, and how much of it is used."""
    lines = [_line(texts, one, label) for one in found]
    parts = [texts("vouchers"), *(lines or [texts("vouchers-none")])]
    rows = [_batch_row(texts, one, label) for one in found if not one.revoked]
    last = max(0, (total - 1) // PER_PAGE)
    arrow_row = arrows(min(page, last), last, lambda number: OpenBatches(page=number))
    return Screen(Html("\n\n".join(parts)), keyboard(*rows, arrow_row, [menu_button(texts)]))


def _batch_row(texts: Texts, one: Batch, label: Callable[[Batch], str]) -> Row:
    text = texts.plain("button-batch", id=one.id[:4], amount=label(one), count=one.count)
    return [button(text, OpenBatch(nonce=one.id))]


def batch(texts: Texts, one: Batch | None, label: Callable[[Batch], str]) -> Screen:
    """One batch, and its end where it has not come."""
    if one is None:
        return Screen(texts("voucher-batch-gone"), keyboard(*_ways(texts)))
    parts = [_line(texts, one, label)]
    if one.revoked:
        return Screen(Html("\n\n".join(parts)), keyboard(*_ways(texts)))
    parts.append(texts("voucher-revoke-question-number" if one.pair else "voucher-revoke-question"))
    revoke = button(texts.plain("button-revoke"), RevokeBatch(nonce=one.id), "danger")
    return Screen(Html("\n\n".join(parts)), keyboard([revoke], *_ways(texts)))


def _line(texts: Texts, one: Batch, label: Callable[[Batch], str]) -> Html:
    amount, until = label(one), texts.time(one.until, "d")
    if one.pair is None:
        text = texts("voucher-batch", id=one.id[:4], amount=amount, count=one.count, used=one.used, until=until)
    else:
        text = texts(
            "voucher-batch-number",
            id=one.id[:4],
            amount=amount,
            count=one.count,
            redeemed=one.redeemed,
            used=one.used,
            until=until,
        )
    return Html(f"{text}\n{texts('voucher-batch-revoked')}") if one.revoked else text


def _ways(texts: Texts, new: Batch | None = None) -> list[Row]:
    """Under a record (`new`, with codes that are shown once) they lead into new messages."""
    is_record = new is not None
    all_of_them = button(texts.plain("button-vouchers"), OpenBatches(fresh=is_record))
    return [[all_of_them, menu_button(texts, fresh=is_record)]]
