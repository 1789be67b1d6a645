"""Paying with Stars: how much, the invoice, what was paid, and what goes back."""

from collections.abc import Sequence

from bot.domain.stars import Invoice, RefundOutcome, StarTerms, TopUp, TopUpNews, TopUpState
from bot.domain.wallet import to_amount
from bot.telegram.admin_callbacks import OpenUser
from bot.telegram.callbacks import AskRefund, OpenServices, OpenTopUp, OpenTopUps, PayPack, Refund
from bot.telegram.screens.screen import Row, Screen, button, keyboard, menu_button
from bot.telegram.screens.wallet_lines import wallet_button
from bot.texts import Html, Texts

NEWS_TEXTS = {
    TopUpNews.PAID: "topup-paid",
    TopUpNews.REFUNDED: "topup-refunded",
    TopUpNews.REFUSED: "topup-refused",
}
STATE_TEXTS = {
    TopUpState.PAID: "topup-line-paid",
    TopUpState.REFUNDING: "topup-line-refunding",
    TopUpState.REFUNDED: "topup-line-refunded",
}
OUTCOME_TEXTS = {
    RefundOutcome.BEGUN: "refund-begun",
    RefundOutcome.AGAIN: "refund-again",
    RefundOutcome.LATE: "refund-late",
}
IN_A_ROW = 2


def money(texts: Texts, millionths: int, currency: str) -> str:
    return texts.money(to_amount(millionths), currency)


def top_up_page(texts: Texts, terms: StarTerms, balance: int, currency: str) -> Screen:
    """Without Stars it says whom to ask for money; a voucher is another way in either case."""
    voucher = texts("topup-voucher")
    if not terms.rate:
        text = texts("topup-ask", contact=terms.support) if terms.support else texts("topup-none")
        return Screen(Html(f"{text}\n\n{voucher}"), keyboard([menu_button(texts)]))
    packs = [
        button(
            texts.plain("button-pack", stars=stars, amount=money(texts, terms.worth(stars), currency)),
            PayPack(choice=number),
        )
        for number, stars in enumerate(terms.packs)
    ]
    text = texts(
        "topup",
        balance=money(texts, balance, currency),
        worth=money(texts, terms.rate, currency),
    )
    return Screen(
        Html(f"{text}\n\n{voucher}"),
        keyboard(
            *[packs[start : start + IN_A_ROW] for start in range(0, len(packs), IN_A_ROW)],
            [button(texts.plain("button-topups"), OpenTopUps())],
            [*wallet_button(texts), menu_button(texts)],
        ),
    )


def invoice_words(texts: Texts, invoice: Invoice, currency: str) -> tuple[str, str]:
    """Title and description, which Telegram shows as they stand."""
    amount = money(texts, invoice.amount, currency)
    return texts.plain("invoice-title"), texts.plain("invoice", stars=invoice.stars, amount=amount)


def top_ups_page(texts: Texts, found: Sequence[TopUp], mine: Sequence[TopUp], currency: str) -> Screen:
    """`mine`: those that the user may take back still."""
    lines = [_line(texts, one, currency) for one in found]
    rows: list[Row] = [[button(_label(texts, one, currency), AskRefund(nonce=one.id))] for one in mine]
    back = [button(texts.plain("button-topup"), OpenTopUp()), menu_button(texts)]
    parts = [texts("topups"), Html("\n".join(lines))] if lines else [texts("topups-none")]
    if mine:
        parts.append(texts("topups-take-back"))
    return Screen(Html("\n\n".join(parts)), keyboard(*rows, back))


def top_ups_of_page(texts: Texts, user_id: int, found: Sequence[TopUp], currency: str) -> Screen:
    """For an admin, who may give any of them back."""
    lines = [_line(texts, one, currency) for one in found]
    rows: list[Row] = [
        [button(_label(texts, one, currency), AskRefund(nonce=one.id))] for one in found if one.state is TopUpState.PAID
    ]
    head = texts("topups-of", user=str(user_id)) if lines else texts("topups-of-none", user=str(user_id))
    back = [button(texts.plain("button-person"), OpenUser(user_id=user_id)), menu_button(texts)]
    return Screen(Html("\n\n".join([head, *(["\n".join(lines)] if lines else [])])), keyboard(*rows, back))


def refund_question(texts: Texts, top_up: TopUp, free: int, currency: str, *, admin: bool) -> Screen:
    """A payment goes back whole or not at all: said before the tap."""
    stars, amount, left = top_up.stars, money(texts, top_up.amount, currency), money(texts, free, currency)
    sure = button(texts.plain("button-refund", stars=top_up.stars), Refund(nonce=top_up.id), "danger")
    back = [button(texts.plain("button-topups"), OpenTopUps()), menu_button(texts)]
    if free >= top_up.amount:
        return Screen(texts("refund-question", stars=stars, amount=amount), keyboard([sure], back))
    if admin:
        return Screen(texts("refund-question-spent", stars=stars, amount=amount, left=left), keyboard([sure], back))
    return Screen(texts("refund-spent", amount=amount, left=left), keyboard(back))


def refund_page(texts: Texts, outcome: RefundOutcome, top_up: TopUp, free: int, currency: str) -> Screen:
    """After the tap."""
    if outcome is RefundOutcome.SHORT:
        return refund_question(texts, top_up, free, currency, admin=False)
    text = texts(
        OUTCOME_TEXTS.get(outcome, "refund-again"),
        stars=top_up.stars,
        amount=money(texts, top_up.amount, currency),
    )
    return Screen(text, keyboard([button(texts.plain("button-topups"), OpenTopUps()), menu_button(texts)]))


def news_screen(texts: Texts, news: TopUpNews, top_up: TopUp, balance: int, currency: str) -> Screen:
    """What the user is told by itself; a record, so that all else opens below it."""
    text = texts(
        NEWS_TEXTS[news],
        stars=top_up.stars,
        amount=money(texts, top_up.amount, currency),
        balance=money(texts, balance, currency),
    )
    buy = button(texts.plain("button-buy-number"), OpenServices(fresh=True), "primary")
    return Screen(text, keyboard([buy] if news is TopUpNews.PAID else [], [menu_button(texts, fresh=True)]))


def support_page(texts: Texts, contact: str) -> Screen:
    text = texts("paysupport", contact=contact) if contact else texts("paysupport-nobody")
    return Screen(text, keyboard([button(texts.plain("button-topups"), OpenTopUps())], [menu_button(texts)]))


def _line(texts: Texts, one: TopUp, currency: str) -> Html:
    amount = money(texts, one.amount, currency)
    return texts(STATE_TEXTS[one.state], day=texts.time(one.at, "d"), stars=one.stars, amount=amount)


def _label(texts: Texts, one: TopUp, currency: str) -> str:
    return texts.plain("button-take-back", stars=one.stars, amount=money(texts, one.amount, currency))
