"""Money that an admin gives users or takes from them: how to, what came of it, and what the user is told."""

from collections.abc import Sequence

from bot.domain.wallet import Allowance, Balance, Booked, to_amount
from bot.shop.wallet.grants import Order
from bot.telegram.admin_callbacks import OpenAllowances, OpenGrants, OpenUser, OpenUsers
from bot.telegram.screens.screen import Row, Screen, button, keyboard, menu_button
from bot.telegram.screens.wallet_lines import balance_line, wallet_button
from bot.texts import Html, Texts

EXAMPLE_ID = 12345
MAX_ALLOWANCES = 40
"""That a page names."""


def how_to(texts: Texts, user_id: int = 0, *, wrong: bool = False) -> Screen:
    """How money is given and taken; `wrong`: what was written can't be read."""
    parts = [texts("grants", id=str(user_id or EXAMPLE_ID))]
    if wrong:
        parts.insert(0, texts("grants-wrong"))
    return Screen(Html("\n\n".join(parts)), keyboard(*_ways(texts, user_id)))


def booked(texts: Texts, order: Order, booked: Booked, currency: str, *, told: bool) -> Screen:
    """An adjustment or an allowance for once; `told`: the user knows."""
    free = texts.money(to_amount(booked.balance), currency)
    if not booked.done:
        text = texts("grant-short", id=str(order.user_id), free=free)
        return Screen(text, keyboard(*_ways(texts, order.user_id)))
    sign, amount = ("➕" if order.amount > 0 else "➖"), texts.money(to_amount(abs(order.amount)), currency)
    text = texts("grant-done", sign=sign, amount=amount, id=str(order.user_id), free=free)
    lines = [text, texts("grant-told") if told else texts("grant-untold")]
    return Screen(Html("\n\n".join(lines)), keyboard(*_ways(texts, order.user_id)))


def allowed(texts: Texts, order: Order, balance: int, currency: str) -> Screen:
    """What somebody gets each month was set or ended."""
    free = texts.money(to_amount(balance), currency)
    if order.amount:
        amount = texts.money(to_amount(order.amount), currency)
        text = texts("allowance-set", id=str(order.user_id), amount=amount, free=free)
    else:
        text = texts("allowance-ended", id=str(order.user_id), free=free)
    return Screen(text, keyboard(*_ways(texts, order.user_id)))


def allowances(texts: Texts, found: Sequence[Allowance], currency: str) -> Screen:
    """Who gets how much each month."""
    lines = [
        texts("allowance-line", id=str(one.user_id), amount=texts.money(to_amount(one.amount), currency))
        for one in found[:MAX_ALLOWANCES]
    ]
    if len(found) > MAX_ALLOWANCES:
        lines.append(Html("…"))
    parts = [texts("allowances"), Html("\n".join(lines)) if lines else texts("allowances-none")]
    return Screen(
        Html("\n\n".join([*parts, texts("allowances-how")])),
        keyboard([button(texts.plain("button-people"), OpenUsers()), menu_button(texts)]),
    )


def granted(texts: Texts, order: Order, balance: int, currency: str) -> Screen:
    """For the user whose money it is."""
    amount = texts.money(to_amount(abs(order.amount)), currency)
    line = texts("wallet-reason", sign="➕" if order.amount > 0 else "➖", amount=amount, reason=order.rest)
    return Screen(
        Html(f"{line}\n\n{balance_line(texts, Balance(balance), currency)}"),
        keyboard(wallet_button(texts), [menu_button(texts)]),
    )


def _ways(texts: Texts, user_id: int) -> list[Row]:
    """Where an admin goes on."""
    if not user_id:
        return [[button(texts.plain("button-people"), OpenUsers()), menu_button(texts)]]
    return [
        [button(texts.plain("button-grants"), OpenGrants(user_id=user_id))],
        [button(texts.plain("button-allowances"), OpenAllowances())],
        [button(texts.plain("button-the-user"), OpenUser(user_id=user_id)), menu_button(texts)],
    ]
