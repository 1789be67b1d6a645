"""What the operator is told of an activation, or of the shop. Without the number: it is the user's."""

from bot.domain.models import Activation, Notice, State
from bot.telegram.screens.names import Pick
from bot.telegram.screens.parts import title
from bot.telegram.screens.screen import Screen
from bot.texts import Html, Texts

NOTICE_TEXTS = {
    Notice.AUDITOR: "alert-auditor",
    Notice.PROVIDER_DOWN: "alert-provider-down",
    Notice.PROVIDER_UP: "alert-provider-up",
}


def alert(texts: Texts, activation: Activation, picked: Pick, currency: str) -> Screen:
    unknown = activation.state is State.UNKNOWN
    parts = [
        texts("alert-unknown") if unknown else texts("alert-cancel-unconfirmed"),
        title(texts, activation, picked, currency),
        texts(
            "alert-ids", user=str(activation.user_id), activation=activation.id, request=activation.request_id or "–"
        ),
    ]
    return Screen(Html("\n\n".join(parts)))


def notice_alert(texts: Texts, notice: Notice, **values: str | int) -> Screen:
    """Of the shop as a whole. `values` are what the notice's text asks for."""
    return Screen(texts(NOTICE_TEXTS[notice], **values))
