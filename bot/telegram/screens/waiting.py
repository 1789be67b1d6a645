"""While no code comes: what to check, and the questions before another number takes this one's place."""

from bot.domain.models import Activation
from bot.shop.activations.purchases import Question
from bot.telegram.callbacks import AskCancel, OpenCard, OpenCountries, OpenReport, Replace
from bot.telegram.screens.activation import number_lines, title
from bot.telegram.screens.names import Pick
from bot.telegram.screens.replacing import usual_time
from bot.telegram.screens.screen import Screen, button, keyboard, moment
from bot.texts import Html, Texts


def waiting_help(texts: Texts, activation: Activation, usual_s: int, picked: Pick, currency: str) -> Screen:
    """Shown on the card itself, so that the number stays in sight."""
    advice = texts("waiting-help", usual=usual_time(texts, usual_s), left=moment(texts, activation.expires_at))
    parts = [title(texts, activation, picked, currency), *number_lines(texts, activation), advice]
    return Screen(
        Html("\n\n".join(parts)),
        keyboard(
            [
                button(texts.plain("button-replace"), Replace(activation_id=activation.id)),
                button(texts.plain("button-cancel"), AskCancel(activation_id=activation.id), "danger"),
            ],
            [button(texts.plain("button-wrong"), OpenReport(activation_id=activation.id))],
            [button(texts.plain("button-back"), OpenCard(activation_id=activation.id))],
        ),
    )


def replace_question(texts: Texts, activation: Activation, question: Question, picked: Pick, currency: str) -> Screen:
    """Asked on the card: the same costs more by now, or is sold out."""
    keep = button(texts.plain("button-keep"), OpenCard(activation_id=activation.id))
    if question.dearer:
        price = texts.money(question.dearer.user_price or question.dearer.price, currency)
        text = texts("replace-dearer", old=texts.money(activation.shown_price, currency), new=price)
        tap = Replace(activation_id=activation.id, nonce=question.dearer.nonce)
        rows = [[button(texts.plain("button-replace-for", price=price), tap), keep]]
    else:
        text = texts("replace-sold-out")
        elsewhere = OpenCountries(fresh=True, service_id=activation.service_id)
        cancel = button(texts.plain("button-cancel"), AskCancel(activation_id=activation.id), "danger")
        rows = [[button(texts.plain("button-other-country"), elsewhere)], [cancel, keep]]
    parts = [title(texts, activation, picked, currency), *number_lines(texts, activation), text]
    return Screen(Html("\n\n".join(parts)), keyboard(*rows))
