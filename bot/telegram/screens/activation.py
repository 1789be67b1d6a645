"""An activation: its card, and the code as a message of its own."""

from aiogram.types import InlineKeyboardButton

from bot.domain.models import Activation, Reason, State
from bot.domain.waiting import Replace as Replaced
from bot.telegram.callbacks import (
    Act,
    AskCancel,
    Cancel,
    CheckNow,
    Finish,
    FinishCode,
    Further,
    FurtherCode,
    OpenCard,
    OpenCountries,
    OpenNumbers,
    OpenOffer,
    OpenReport,
    OpenServices,
    OpenWaitingHelp,
    Replace,
    SetReminder,
)
from bot.telegram.screens.names import Pick, country_label, harmless, service_label
from bot.telegram.screens.replacing import after_replacing, cancelling_buttons, cancelling_lines, usual_time
from bot.telegram.screens.screen import MAX_COPIED, Row, Screen, button, copy_button, keyboard, menu_button, moment
from bot.telegram.screens.sms import PhoneNumber, cut, read_sms
from bot.telegram.screens.wallet_lines import card_lines
from bot.texts import Html, Texts

MAX_LABEL = 48
"""Characters: what is copied is all to be seen on its button, where it is a code."""

MAX_CODE = 1000
"""UTF-16 units, as Telegram counts: a code is short, but a whole SMS in its place may be long."""

MAX_EARLIER = 100
EARLIER = 10
"""Codes before the newest that are shown, each cut shorter, so that a message never gets too long."""


def title(texts: Texts, activation: Activation, picked: Pick, currency: str) -> Html:
    return texts(
        "card-title",
        service=service_label(picked.service, texts),
        country=country_label(picked.country, texts.language),
        price=texts.money(activation.shown_price, currency),
    )


def number_lines(texts: Texts, activation: Activation) -> list[Html]:
    """The number to tap and copy, with and without the country's prefix; nothing while there is none."""
    if not activation.number:
        return []
    number = PhoneNumber.parse(activation.number)
    lines = [texts("number", number=number.international)]
    if number.national:
        lines.append(texts("number-national", prefix=number.prefix, number=number.national))
    return [Html("\n".join(lines))]


def code_lines(texts: Texts, activation: Activation) -> list[Html]:
    """The code to tap and copy, and below it those that came before; nothing while there is none."""
    if not activation.code:
        return []
    sms = read_sms(activation.code)
    lines = [texts("code-line", code=_shown(sms.copied, MAX_CODE))] if sms.found else []
    if sms.text:
        lines.append(texts("code-sms", text=_shown(sms.text, MAX_CODE)))
    shown = reversed(activation.earlier[-EARLIER:])
    lines += [texts("code-earlier", code=_shown(code, MAX_EARLIER)) for code in shown]
    return [Html("\n".join(lines))]


def _shown(given: str, units: int) -> str:
    """Harmless, and no longer than so many UTF-16 units."""
    return cut(harmless(given, len(given) + 1), units)


def copy_number(activation: Activation) -> list[Row]:
    """A row each, so that a phone shows all of what is copied."""
    if not activation.number:
        return []
    number = PhoneNumber.parse(activation.number)
    whole: Row = [copy_button(f"📋 {number.spaced}", number.international)]
    return [whole, [copy_button(f"📋 {number.national}", number.national)]] if number.national else [whole]


def after_code(texts: Texts, activation: Activation, done: Act | None = None, further: Act | None = None) -> list[Row]:
    """What one may want once the code is there; `done` while it is still open, `further` where one may be had."""
    sms = read_sms(activation.code)
    code = _shown(sms.copied, MAX_COPIED)
    label = harmless(code, MAX_LABEL) if len(code) <= MAX_LABEL else texts.plain("button-copy-sms")
    same = OpenOffer(fresh=True, country_id=activation.country_id, service_id=activation.service_id)
    wrong = button(texts.plain("button-wrong"), OpenReport(activation_id=activation.id))
    return [
        [copy_button(f"📋 {label}", code)] if code else [],
        [button(texts.plain("button-further"), further)] if further and activation.may_get_further else [],
        [button(texts.plain("button-done"), done, "success")] if done else [],
        [button(texts.plain("button-same-again"), same)],
        [button(texts.plain("button-another"), OpenServices(fresh=True)), menu_button(texts, fresh=True)],
        [] if activation.report else [wrong],
    ]


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
    (State.DONE, Reason.NO_FURTHER): "card-no-further",
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
        _state_line(texts, activation, currency),
        *(after_replacing(texts, activation, currency) if activation.wait.replace else []),
        *(card_lines(texts, activation, currency) if activation.user_price is not None or activation.voucher else []),
    ]
    back = button(texts.plain("button-numbers"), OpenNumbers(fresh=True))
    # The code has a message of its own, with all that one may want then: the card becomes a record.
    is_record = activation.state in (State.CODE, State.DONE) and not activation.is_reopened
    rows = [] if is_record else _buttons(texts, activation)
    menu = [menu_button(texts, fresh=True)]
    beside = menu if menu in rows else []
    return Screen(Html("\n\n".join(parts)), keyboard(*[row for row in rows if row != menu], [*beside, back]))


def moved_card(texts: Texts, activation: Activation, picked: Pick, currency: str) -> Screen:
    """In place of an older card, whose buttons would act on what it no longer shows."""
    ways = [button(texts.plain("button-numbers"), OpenNumbers(fresh=True)), menu_button(texts, fresh=True)]
    text = Html("\n\n".join([title(texts, activation, picked, currency), texts("card-moved")]))
    return Screen(text, keyboard(ways))


def cancel_question(texts: Texts, activation: Activation, picked: Pick, currency: str) -> Screen:
    """Asked on the card itself, so that the number stays in sight."""
    price = texts.money(activation.shown_price, currency)
    if activation.voucher:
        question = texts("cancel-question-voucher")
    else:
        pays = activation.user_price is not None
        question = texts("cancel-question-wallet" if pays else "cancel-question", price=price)
    parts = [title(texts, activation, picked, currency), *number_lines(texts, activation), question]
    return Screen(
        Html("\n\n".join(parts)),
        keyboard(
            [
                button(texts.plain("button-cancel-yes"), Cancel(activation_id=activation.id), "danger"),
                button(texts.plain("button-keep"), OpenCard(activation_id=activation.id)),
            ]
        ),
    )


def _state_line(texts: Texts, activation: Activation, currency: str) -> Html:
    """What became of it, and what to expect, in a sentence or two."""
    price = texts.money(activation.shown_price, currency)
    match activation:
        case Activation(state=State.WAITING):
            left, usual_s = moment(texts, activation.expires_at), activation.wait.usual_s
            if usual_s:
                return texts("card-waiting-long", left=left, usual=usual_time(texts, usual_s))
            return texts("card-waiting", left=left)
        case Activation(state=State.CANCELLING) if activation.wait.has_slow_cancel:
            return Html("\n\n".join(cancelling_lines(texts, activation, currency)))
        case Activation(state=State.FURTHER):
            return texts("card-further", left=moment(texts, activation.expires_at))
        case Activation(state=State.DONE, several=False, reason=Reason.NONE):
            return texts("card-code")  # it is closed as soon as the code is told, and nothing changes for the user
        case Activation(state=State.FAILED, reason=Reason.PRICE_CHANGED, new_price=new) if new is not None:
            return texts("card-price-changed", old=price, new=texts.money(new, currency))
        case Activation(state=State.CANCELLED, reason=reason) if activation.voucher:
            return texts("card-expired-voucher" if reason is Reason.EXPIRED else "card-cancelled-voucher")
    key = REASON_TEXTS.get((activation.state, activation.reason), STATE_TEXTS[activation.state])
    return texts(key, price=price) if activation.state is State.CANCELLED else texts(key)


def _check(texts: Texts, activation: Activation) -> InlineKeyboardButton:
    return button(texts.plain("button-check"), CheckNow(activation_id=activation.id))


def _again(texts: Texts, activation: Activation, same: OpenOffer) -> InlineKeyboardButton:
    changed = activation.reason is Reason.PRICE_CHANGED
    return button(texts.plain("button-see-offer" if changed else "button-try-again"), same)


def _tell_me(texts: Texts, activation: Activation) -> Row:
    """Who came with a voucher sets no reminders."""
    if activation.reason is not Reason.OUT_OF_STOCK or activation.voucher:
        return []
    tap = SetReminder(fresh=True, country_id=activation.country_id, service_id=activation.service_id)
    return [button(texts.plain("button-tell-me"), tap)]


def _buttons(texts: Texts, activation: Activation) -> list[Row]:
    same = OpenOffer(fresh=True, country_id=activation.country_id, service_id=activation.service_id)
    menu = menu_button(texts, fresh=True)
    match activation.state:
        case State.CANCELLING if activation.wait.has_slow_cancel:
            return cancelling_buttons(texts, activation)
        case State.RESERVED | State.SENDING | State.CANCELLING:
            return [[menu]]
        case State.WAITING:
            cancel = button(texts.plain("button-cancel"), AskCancel(activation_id=activation.id), "danger")
            replace = button(texts.plain("button-replace"), Replace(activation_id=activation.id))
            advice = button(texts.plain("button-no-code"), OpenWaitingHelp(activation_id=activation.id))
            return [*copy_number(activation), [_check(texts, activation), advice], [replace, cancel], [menu]]
        case State.CODE:
            further = Further(activation_id=activation.id)
            done = Finish(activation_id=activation.id) if activation.may_get_further else None
            return after_code(texts, activation, done, further)
        case State.FURTHER:
            finish = button(texts.plain("button-done"), Finish(activation_id=activation.id), "success")
            return [*copy_number(activation), [_check(texts, activation)], [finish], [menu]]
        case State.READYING:
            finish = button(texts.plain("button-done"), Finish(activation_id=activation.id), "success")
            return [*copy_number(activation), [finish], [menu]]
        case State.DONE:
            return after_code(texts, activation)
        case State.CANCELLED | State.CANCEL_UNCONFIRMED:
            another = button(texts.plain("button-another"), OpenServices(fresh=True))
            has_next = activation.wait.replace is Replaced.BEGUN
            return [[] if has_next else [button(texts.plain("button-same-again"), same)], [another, menu]]
        case State.FAILED | State.UNKNOWN | State.NOT_CHARGED | State.LOST:
            other_country = OpenCountries(fresh=True, service_id=activation.service_id)
            others = [button(texts.plain("button-other-country"), other_country), menu]
            return [[_again(texts, activation, same)], _tell_me(texts, activation), others]


ASKED_FOR_MORE = (State.READYING, State.FURTHER)


def code_message(texts: Texts, activation: Activation, picked: Pick, currency: str) -> Screen:
    """Opens with the code, which is what a locked phone shows."""
    is_open = activation.state in ASKED_FOR_MORE or activation.may_get_further
    done = FinishCode(activation_id=activation.id) if is_open else None
    further = FurtherCode(activation_id=activation.id)
    parts = [*code_lines(texts, activation), title(texts, activation, picked, currency)]
    return Screen(Html("\n\n".join(parts)), keyboard(*after_code(texts, activation, done, further)))
