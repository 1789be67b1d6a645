"""Something is wrong with a number: what it is, the note to the operator, and the answer to the user."""

from typing import Final

from bot.domain.models import Activation
from bot.domain.reports import REPORTS_A_DAY, Verdict, Wrong
from bot.shop.activations.purchases import Reported
from bot.telegram.admin_callbacks import AnswerReport, OpenUser
from bot.telegram.callbacks import FurtherCode, OpenNumbers, OpenWaitingHelp, SendReport, SendWithoutWords
from bot.telegram.screens.activation import title
from bot.telegram.screens.names import Pick, harmless
from bot.telegram.screens.screen import Row, Screen, button, keyboard, menu_button, moment
from bot.texts import Html, Texts

END_DIGITS: Final = 4
"""Of a number, by which the operator finds it at the provider."""

WRONG_TEXTS = {
    Wrong.USED: "report-used",
    Wrong.NO_CODE: "report-no-code",
    Wrong.BAD_CODE: "report-bad-code",
}
REPORTED_TEXTS = {
    Reported.DONE: "report-sent",
    Reported.AGAIN: "report-again",
    Reported.MANY: "report-many",
    Reported.NEVER: "report-never",
}
VERDICT_TEXTS = {
    Verdict.NONE: "report-answer-how",
    Verdict.ACCEPTED: "report-answered",
    Verdict.DECLINED: "report-answered",
    Verdict.WORDS: "report-answered",
}
ANSWER_TEXTS = {
    Verdict.ACCEPTED: "report-accepted",
    Verdict.DECLINED: "report-declined",
}


def report_question(texts: Texts, activation: Activation, picked: Pick, currency: str) -> Screen:
    """What is wrong, and what comes of saying so: on the card while no code is there, else as a message of its own."""
    head = title(texts, activation, picked, currency)
    id_ = activation.id
    if activation.code:
        bad = button(texts.plain("button-bad-code"), SendReport(activation_id=id_, wrong=Wrong.BAD_CODE))
        more = button(texts.plain("button-further"), FurtherCode(activation_id=id_))
        further: Row = [more] if activation.may_get_further else []
        rows = keyboard([bad], further, [menu_button(texts, fresh=True)])
        return Screen(Html("\n\n".join([texts("report-question-code"), head])), rows)
    used = button(texts.plain("button-used"), SendReport(activation_id=id_, wrong=Wrong.USED))
    nothing = button(texts.plain("button-asked-twice"), SendReport(activation_id=id_, wrong=Wrong.NO_CODE))
    back = button(texts.plain("button-back"), OpenWaitingHelp(activation_id=id_))
    return Screen(Html("\n\n".join([head, texts("report-question")])), keyboard([used], [nothing], [back]))


def reported(texts: Texts, activation_id: str, outcome: Reported) -> Screen:
    """Asks for the user's own words, which an answer to this message brings."""
    text = texts(REPORTED_TEXTS[outcome], max=REPORTS_A_DAY)
    send = button(texts.plain("button-without-words"), SendWithoutWords(activation_id=activation_id))
    return Screen(text, keyboard([send] if outcome is Reported.DONE else [], [menu_button(texts, fresh=True)]))


def words_taken(texts: Texts, *, taken: bool) -> Screen:
    text = texts("report-words-sent" if taken else "report-again-words")
    return Screen(text, keyboard([menu_button(texts, fresh=True)]))


def report_note(texts: Texts, activation: Activation, picked: Pick, currency: str, name: str = "–") -> Screen:
    """For the operator: of the number only its end, and what the user says, as they say it. `name`: the user's."""
    report = activation.report
    assert report is not None  # noqa: S101 -- only what was reported comes here
    facts = texts(
        "report-facts",
        bought=moment(texts, activation.bought_at),
        reported=moment(texts, report.at),
        end=activation.number[-END_DIGITS:],
    )
    words = texts("report-words", words=harmless(report.words, len(report.words) + 1)) if report.words else None
    parts = [
        texts("report-head", wrong=texts(WRONG_TEXTS[report.wrong])),
        title(texts, activation, picked, currency),
        *([words] if words else []),
        facts,
        texts(
            "alert-ids",
            user=str(activation.user_id),
            name=name,
            activation=activation.id,
            request=activation.request_id,
        ),
        texts(VERDICT_TEXTS[report.verdict]),
    ]
    answers = [
        button(texts.plain("button-report-right"), AnswerReport(activation_id=activation.id, accepted=True)),
        button(texts.plain("button-report-fine"), AnswerReport(activation_id=activation.id, accepted=False)),
    ]
    known_user = button(texts.plain("button-person"), OpenUser(user_id=activation.user_id, fresh=True))
    return Screen(Html("\n\n".join(parts)), keyboard(answers if report.verdict is Verdict.NONE else [], [known_user]))


def report_answer(texts: Texts, activation: Activation, picked: Pick, currency: str) -> Screen:
    """For the user."""
    report = activation.report
    assert report is not None  # noqa: S101 -- only what was reported comes here
    if report.verdict is Verdict.WORDS:
        text = texts("report-operator-says", words=harmless(report.answer, len(report.answer) + 1))
    else:
        text = texts(ANSWER_TEXTS[report.verdict])
    numbers = button(texts.plain("button-numbers"), OpenNumbers(fresh=True))
    return Screen(
        Html("\n\n".join([text, title(texts, activation, picked, currency)])),
        keyboard([numbers, menu_button(texts, fresh=True)]),
    )


def answer_sent(texts: Texts, *, first: bool) -> Screen:
    """For the operator, after a sentence of theirs."""
    return Screen(texts("report-answer-sent" if first else "report-answered"))
