"""The activation's card: one message that shows how it stands, from the tap on Buy to the end.

A card is a record. Its buttons act on it, or lead away into a new message (`fresh`): the courier may still draw it
late, so no page ever takes its place.
"""

from aiogram.types import InlineKeyboardButton

from bot.domain.models import Activation, Reason, State
from bot.telegram.callbacks import (
    AskCancel,
    Cancel,
    CheckNow,
    Finish,
    Further,
    OpenCard,
    OpenCountries,
    OpenOffer,
    OpenServices,
)
from bot.telegram.screens.names import Pick
from bot.telegram.screens.parts import after_code, code_lines, copy_number, moment, number_lines, title
from bot.telegram.screens.screen import Row, Screen, button, keyboard, menu_button
from bot.texts import Html, Texts

STATE_TEXTS = {
    State.RESERVED: "card-buying",
    State.SENDING: "card-buying",
    State.WAITING: "card-waiting",
    State.CANCELLING: "card-cancelling",
    State.CODE: "card-code",
    State.READYING: "card-readying",
    State.FURTHER: "card-further",
    State.DONE: "card-done",
    State.CANCELLED: "card-cancelled",
    State.CANCEL_UNCONFIRMED: "card-cancel-unconfirmed",
    State.FAILED: "card-failed",
    State.UNKNOWN: "card-unknown",
    State.NOT_CHARGED: "card-not-charged",
    State.LOST: "card-lost",
}
REASON_TEXTS = {
    (State.CODE, Reason.NO_FURTHER): "card-no-further",
    (State.CANCELLING, Reason.EXPIRED): "card-expiring",
    (State.CANCELLED, Reason.EXPIRED): "card-expired",
    (State.CANCELLED, Reason.OPERATOR): "card-cancelled-checked",
    (State.CANCEL_UNCONFIRMED, Reason.PROVIDER): "card-ended-by-provider",
    (State.LOST, Reason.OPERATOR): "card-not-returned",
    (State.FAILED, Reason.OUT_OF_STOCK): "card-out-of-stock",
    (State.FAILED, Reason.ACCOUNT_EMPTY): "card-account-empty",
    (State.FAILED, Reason.THROTTLED): "card-throttled",
    (State.FAILED, Reason.PROVIDER_DOWN): "card-provider-down",
    (State.FAILED, Reason.REFUSED): "card-refused",
    (State.FAILED, Reason.STALE): "card-stale",
    (State.FAILED, Reason.PRICE_CHANGED): "card-price-refused",
    (State.FAILED, Reason.GIVEN_BACK): "card-given-back",
    (State.FAILED, Reason.PAUSED): "card-paused",
}
"""Where the reason says more than the state alone."""


def card(texts: Texts, activation: Activation, picked: Pick, currency: str) -> Screen:
    parts = [
        title(texts, activation, picked, currency),
        *number_lines(texts, activation),
        *code_lines(texts, activation),
        _standing(texts, activation, currency),
    ]
    return Screen(Html("\n\n".join(parts)), keyboard(*_buttons(texts, activation)))


def cancel_question(texts: Texts, activation: Activation, picked: Pick, currency: str) -> Screen:
    """Asked on the card itself, so that the number stays in sight."""
    parts = [title(texts, activation, picked, currency), *number_lines(texts, activation), texts("cancel-question")]
    return Screen(
        Html("\n\n".join(parts)),
        keyboard(
            [
                button(texts.plain("button-cancel-yes"), Cancel(activation_id=activation.id), "danger"),
                button(texts.plain("button-keep"), OpenCard(activation_id=activation.id)),
            ]
        ),
    )


def _standing(texts: Texts, activation: Activation, currency: str) -> Html:
    """What became of it, and what to expect, in a sentence or two."""
    price = texts.money(activation.price, currency)
    match activation:
        case Activation(state=State.WAITING):
            return texts("card-waiting", left=moment(texts, activation.expires_at))
        case Activation(state=State.FURTHER):
            return texts("card-further", left=moment(texts, activation.expires_at))
        case Activation(state=State.FAILED, reason=Reason.PRICE_CHANGED, new_price=new) if new is not None:
            return texts("card-price-changed", old=price, new=texts.money(new, currency))
    key = REASON_TEXTS.get((activation.state, activation.reason), STATE_TEXTS[activation.state])
    return texts(key, price=price) if activation.state is State.CANCELLED else texts(key)


def _check(texts: Texts, activation: Activation) -> InlineKeyboardButton:
    return button(texts.plain("button-check"), CheckNow(activation_id=activation.id))


def _buttons(texts: Texts, activation: Activation) -> list[Row]:
    same = OpenOffer(fresh=True, country_id=activation.country_id, service_id=activation.service_id)
    other_country = OpenCountries(fresh=True, service_id=activation.service_id)
    menu = menu_button(texts, fresh=True)
    match activation.state:
        case State.RESERVED | State.SENDING | State.CANCELLING:
            return [[menu]]
        case State.WAITING:
            cancel = button(texts.plain("button-cancel"), AskCancel(activation_id=activation.id), "danger")
            return [copy_number(activation), [_check(texts, activation)], [cancel, menu]]
        case State.CODE:
            further = Further(activation_id=activation.id)
            return after_code(texts, activation, Finish(activation_id=activation.id), further)
        case State.FURTHER:
            done = button(texts.plain("button-done"), Finish(activation_id=activation.id), "success")
            return [copy_number(activation), [_check(texts, activation)], [done, menu]]
        case State.READYING:
            done = button(texts.plain("button-done"), Finish(activation_id=activation.id), "success")
            return [copy_number(activation), [done, menu]]
        case State.DONE:
            return after_code(texts, activation)
        case State.CANCELLED | State.CANCEL_UNCONFIRMED:
            another = button(texts.plain("button-another"), OpenServices(fresh=True))
            return [[button(texts.plain("button-same-again"), same)], [another, menu]]
        case State.FAILED | State.UNKNOWN | State.NOT_CHARGED | State.LOST:
            changed = activation.reason is Reason.PRICE_CHANGED
            again = texts.plain("button-see-offer" if changed else "button-try-again")
            return [[button(again, same)], [button(texts.plain("button-other-country"), other_country), menu]]
