"""The code as a message of its own, so that the phone rings."""

from bot.domain.models import Activation, State
from bot.telegram.callbacks import FinishCode, FurtherCode
from bot.telegram.screens.names import Pick
from bot.telegram.screens.parts import after_code, code_lines, title
from bot.telegram.screens.screen import Screen, keyboard
from bot.texts import Html, Texts

OPEN = (State.CODE, State.READYING, State.FURTHER)
"""The states in which the user may say that he is done."""


def code_message(texts: Texts, activation: Activation, picked: Pick, currency: str) -> Screen:
    """Opens with the code, which is what a locked phone shows."""
    done = FinishCode(activation_id=activation.id) if activation.state in OPEN else None
    further = FurtherCode(activation_id=activation.id)
    parts = [*code_lines(texts, activation), title(texts, activation, picked, currency)]
    return Screen(Html("\n\n".join(parts)), keyboard(*after_code(texts, activation, done, further)))
