"""The account's balance and the sales switch."""

from bot.domain.models import Account
from bot.telegram.admin_callbacks import OpenStatistics, SetSales
from bot.telegram.callbacks import OpenBalance
from bot.telegram.screens.screen import Screen, button, keyboard, menu_button, moment
from bot.texts import Html, Texts


def sales_switch(texts: Texts, sales_stop: tuple[int, float] | None, by: str, *, is_open: bool) -> Screen:
    """`sales_stop`: by which admin, who is called `by`, and since when. `is_open`: the setting, which no button
    overrules."""
    if sales_stop:
        toggle = button(texts.plain("button-go"), SetSales(on=True), "success")
    else:
        toggle = button(texts.plain("button-stop"), SetSales(on=False), "danger")
    back = button(texts.plain("button-overview"), OpenStatistics())
    return Screen(sales_lines(texts, sales_stop, by, is_open=is_open), keyboard([toggle], [back, menu_button(texts)]))


def sales_lines(texts: Texts, sales_stop: tuple[int, float] | None, by: str, *, is_open: bool) -> Html:
    if sales_stop:
        admin_id, since = sales_stop
        lines = [texts("switch-off", name=by, admin=str(admin_id), when=moment(texts, since))]
    else:
        lines = [texts("switch-on") if is_open else texts("switch-free")]
    if not is_open:
        lines.append(texts("switch-setting"))
    return Html("\n\n".join(lines))


def balance(texts: Texts, account: Account, currency: str) -> Screen:
    refresh = button(texts.plain("button-refresh"), OpenBalance())
    back = button(texts.plain("button-overview"), OpenStatistics())
    return Screen(balance_lines(texts, account, currency), keyboard([refresh], [back, menu_button(texts)]))


def balance_lines(texts: Texts, account: Account, currency: str) -> Html:
    """Only what the provider said."""
    lines = [texts("balance", amount=texts.money(account.balance, currency))]
    if account.hold is not None:
        lines.append(texts("balance-hold", amount=texts.money(account.hold, currency)))
    if account.channels is not None and account.active_channels is not None:
        lines.append(texts("balance-channels", active=account.active_channels, channels=account.channels))
    if account.rating is not None:
        lines.append(texts("balance-rating", rating=f"{account.rating.normalize():f}"))
    return Html("\n".join(lines))
