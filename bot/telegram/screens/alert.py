"""What the operator is told of an activation, or of the shop. Without the number: it is the user's."""

from decimal import Decimal

from bot.domain.models import Activation, Notice, State
from bot.telegram.callbacks import OpenPerson, Resolve
from bot.telegram.screens.names import Pick
from bot.telegram.screens.parts import title
from bot.telegram.screens.screen import Row, Screen, button, keyboard
from bot.texts import Html, Texts

NOTICE_TEXTS = {
    Notice.AUDITOR: "alert-auditor",
    Notice.OTHER_NUMBER: "alert-other-number",
    Notice.LATE_PURCHASE: "alert-late-purchase",
    Notice.CLOCK_STEP: "alert-clock-step",
    Notice.UNREADABLE: "alert-unreadable",
    Notice.UNREADABLE_ANSWER: "alert-unreadable-answer",
    Notice.PROVIDER_DOWN: "alert-provider-down",
    Notice.PROVIDER_UP: "alert-provider-up",
    Notice.ACCOUNT_EMPTY: "alert-account-empty",
    Notice.ACCOUNT_LOW: "alert-account-low",
    Notice.ACCOUNT_FINE: "alert-account-fine",
    Notice.WRONG_TOKEN: "alert-wrong-token",
    Notice.TOKEN_WORKS: "alert-token-works",
    Notice.UPDATES_STOPPED: "alert-updates-stopped",
    Notice.UPDATES_COME: "alert-updates-come",
}


ALERT_TEXTS = {
    State.UNKNOWN: "alert-unknown",
    State.NOT_CHARGED: "alert-not-charged",
    State.LOST: "alert-lost",
    State.CANCELLED: "alert-returned",
    State.CANCEL_UNCONFIRMED: "alert-cancel-unconfirmed",
}


def alert(texts: Texts, activation: Activation, picked: Pick, currency: str) -> Screen:
    """Of one activation, with a question while only the operator can answer it."""
    key = ALERT_TEXTS.get(activation.state)
    parts = [
        texts(key) if key else texts("alert-settled"),
        title(texts, activation, picked, currency),
        texts(
            "alert-ids", user=str(activation.user_id), activation=activation.id, request=activation.request_id or "–"
        ),
    ]
    free = Resolve(activation_id=activation.id, charged=False)
    charged = Resolve(activation_id=activation.id, charged=True)
    verdicts: Row = []
    if activation.state is State.UNKNOWN:
        verdicts = [button(texts.plain("button-not-charged"), free), button(texts.plain("button-charged"), charged)]
    elif activation.state is State.CANCEL_UNCONFIRMED:
        verdicts = [button(texts.plain("button-returned"), free), button(texts.plain("button-kept"), charged)]
    person = button(texts.plain("button-person"), OpenPerson(user_id=activation.user_id, fresh=True))
    rows = keyboard(verdicts, [person])
    return Screen(Html("\n\n".join(parts)), rows)


def notice_alert(texts: Texts, notice: Notice, currency: str, **values: str | int | Decimal) -> Screen:
    """Of the shop as a whole. `values` are what the notice's text asks for; a `Decimal` is an amount of money."""
    shown = {name: texts.money(one, currency) if isinstance(one, Decimal) else one for name, one in values.items()}
    return Screen(texts(NOTICE_TEXTS[notice], **shown))
