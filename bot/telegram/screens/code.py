"""The code as a message of its own, so that the phone rings."""

from bot.domain.models import Activation, State
from bot.telegram.callbacks import FinishCode
from bot.telegram.screens.names import Pick
from bot.telegram.screens.parts import after_code, code_line, title
from bot.telegram.screens.screen import Screen, keyboard
from bot.texts import Html, Texts


def code_message(texts: Texts, activation: Activation, picked: Pick, currency: str) -> Screen:
    """Opens with the code, which is what a locked phone shows."""
    done = FinishCode(activation_id=activation.id) if activation.state is State.CODE else None
    parts = [*code_line(texts, activation), title(texts, activation, picked, currency)]
    return Screen(Html("\n\n".join(parts)), keyboard(*after_code(texts, activation, done)))
