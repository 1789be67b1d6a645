"""The account's balance, for those who run the bot."""

from bot.domain.models import Account
from bot.telegram.callbacks import OpenBalance
from bot.telegram.screens.screen import Screen, button, keyboard, menu_button
from bot.texts import Html, Texts


def balance(texts: Texts, account: Account, currency: str) -> Screen:
    refresh = button(texts.plain("button-refresh"), OpenBalance())
    return Screen(balance_lines(texts, account, currency), keyboard([refresh], [menu_button(texts)]))


def balance_lines(texts: Texts, account: Account, currency: str) -> Html:
    """Only what the provider said."""
    lines = [texts("balance", amount=texts.money(account.balance, currency))]
    if account.hold is not None:
        lines.append(texts("balance-hold", amount=texts.money(account.hold, currency)))
    if account.channels is not None and account.active_channels is not None:
        lines.append(texts("balance-channels", active=account.active_channels, channels=account.channels))
    return Html("\n".join(lines))
