"""What a card says of another number in place of this one, and of a cancel that the provider has not taken yet."""

from bot.domain.models import Activation, Reason, State
from bot.domain.waiting import Replace
from bot.telegram.callbacks import Cancel, OpenServices
from bot.telegram.callbacks import Replace as TapReplace
from bot.telegram.screens.purchase import refusal_lines
from bot.telegram.screens.screen import Row, button, menu_button, moment
from bot.texts import Html, Texts

REPLACE_TEXTS = {
    Replace.BEGUN: "card-replaced",
    Replace.CODE: "card-replace-code",
    Replace.UNCONFIRMED: "card-replace-unconfirmed",
    Replace.LATE: "card-replace-late",
    Replace.RESTART: "card-replace-restart",
    Replace.PAUSED: "card-replace-paused",
    Replace.SHORT: "card-replace-short",
    Replace.VOUCHER: "card-replace-voucher",
}


def usual_time(texts: Texts, seconds: int) -> Html:
    """`40 seconds`, as it stands in a sentence after "within"."""
    if seconds < 120:
        return texts("usual-seconds", count=seconds)
    return texts("usual-minutes", count=seconds // 60)


def cancelling_lines(texts: Texts, activation: Activation, currency: str) -> list[Html]:
    """Below the title of a number that is being cancelled."""
    wait = activation.wait
    if wait.replace is Replace.WANTED:
        lines = [texts("card-replacing", price=texts.money(wait.most or activation.shown_price, currency))]
    else:
        lines = [texts("card-expiring" if activation.reason is Reason.EXPIRED else "card-cancelling")]
    if wait.is_cancel_refused and wait.cancel_from:
        lines.append(texts("card-cancel-from", when=moment(texts, wait.cancel_from)))
    elif wait.is_cancel_refused:
        lines.append(texts("card-cancel-refused"))
    return lines


def cancelling_buttons(texts: Texts, activation: Activation) -> list[Row]:
    """The way on while the provider takes its time."""
    menu = menu_button(texts, fresh=True)
    another = button(texts.plain("button-another"), OpenServices(fresh=True))
    if activation.wait.replace is Replace.WANTED:
        drop = button(texts.plain("button-only-cancel"), Cancel(activation_id=activation.id))
        return [[drop], [another, menu] if activation.wait.is_cancel_refused else [menu]]
    if not activation.wait.is_cancel_refused:
        return [[menu]]
    return [[button(texts.plain("button-replace-then"), TapReplace(activation_id=activation.id))], [another, menu]]


def after_replacing(texts: Texts, activation: Activation, currency: str) -> list[Html]:
    """What became of the other number, on the card of the first."""
    wait = activation.wait
    if wait.refusal:
        return refusal_lines(texts, wait.refusal, currency)
    if activation.state is State.CANCELLING or wait.replace not in REPLACE_TEXTS:
        return []
    return [texts(REPLACE_TEXTS[wait.replace])]
