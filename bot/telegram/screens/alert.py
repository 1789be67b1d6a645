"""What the operator is told of an activation that he has to look at. Without the number: it is the user's."""

from bot.domain.models import Activation, State
from bot.telegram.screens.names import Pick
from bot.telegram.screens.parts import title
from bot.telegram.screens.screen import Screen
from bot.texts import Html, Texts


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
