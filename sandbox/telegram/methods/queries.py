"""Answers to taps and inline queries, and the "typing" line."""

from sandbox.telegram.callbacks import Answer
from sandbox.telegram.core import Core
from sandbox.telegram.errors import bad_request
from sandbox.telegram.methods.method import Method
from sandbox.telegram.parameters import AnswerCallbackQuery, AnswerInlineQuery, SendChatAction

LONGEST_ANSWER = 200
MOST_RESULTS = 50


async def answer_callback_query(core: Core, call: AnswerCallbackQuery) -> bool:
    if len(call.text) > LONGEST_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    query = core.queries.answer("callback", call.callback_query_id)
    core.answers.append(Answer(query.id, query.user_id, call.text, call.show_alert, core.now()))
    event = {"type": "answer", "query_id": query.id, "message_id": query.message_id}
    core.feed.emit(query.user_id, {**event, "text": call.text, "alert": call.show_alert})
    return True


async def answer_inline_query(core: Core, call: AnswerInlineQuery) -> bool:
    if len(call.results) > MOST_RESULTS:
        raise bad_request("too many inline query results specified")
    query = core.queries.answer("inline", call.inline_query_id)
    core.inline_answers.append({"query_id": query.id, "results": call.results})
    core.feed.changed()
    return True


async def send_chat_action(core: Core, call: SendChatAction) -> bool:
    chat = core.chat_to_write(call.chat_id)
    core.feed.emit(chat.id, {"type": "typing"})
    return True


QUERIES = (
    Method("answerCallbackQuery", AnswerCallbackQuery, answer_callback_query),
    Method("answerInlineQuery", AnswerInlineQuery, answer_inline_query),
    Method("sendChatAction", SendChatAction, send_chat_action),
)
