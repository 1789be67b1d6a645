"""How the bot gets its updates, by long polling or a webhook, and how it answers taps and inline queries."""

import ipaddress
from typing import Any
from urllib.parse import urlsplit

from sandbox.telegram.core import Core, InlineAnswer, Method
from sandbox.telegram.errors import ApiError, bad_request
from sandbox.telegram.inline import AnswerInlineQuery
from sandbox.telegram.parameters import (
    AnswerCallbackQuery,
    DeleteWebhook,
    GetUpdates,
    Nothing,
    SendChatAction,
    SetWebhook,
)
from sandbox.telegram.queries import Answer

WEBHOOK_IS_SET = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


async def get_updates(core: Core, call: GetUpdates) -> list[dict[str, Any]]:
    if core.webhook.url:
        raise ApiError(409, WEBHOOK_IS_SET)
    if call.allowed_updates is not None:
        core.updates.allowed = call.allowed_updates
    return [update.dump() for update in await core.polling.poll(call.offset, call.limit, call.timeout)]


async def set_webhook(core: Core, call: SetWebhook) -> bool:
    if call.url and not _is_fit(call.url):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if call.allowed_updates is not None:
        core.updates.allowed = call.allowed_updates
    if call.drop_pending_updates:
        core.updates.drop_all()
    core.polling.end_with("Conflict: terminated by setWebhook request")
    core.webhook.set(call.url, secret=call.secret_token, max_connections=call.max_connections)
    return True


def _is_fit(url: str) -> bool:
    """The real one takes https only; a stand-in also takes plain http on this machine."""
    parts = urlsplit(url)
    if parts.scheme == "https":
        return bool(parts.hostname)
    try:
        near = parts.hostname == "localhost" or ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return False
    return parts.scheme == "http" and near


async def delete_webhook(core: Core, call: DeleteWebhook) -> bool:
    if call.drop_pending_updates:
        core.updates.drop_all()
    core.webhook.set("")
    return True


async def get_webhook_info(core: Core, _: Nothing) -> dict[str, Any]:
    return core.webhook.info()


async def leave(_core: Core, _: Nothing) -> bool:
    """`close` and `logOut` move a bot between servers; there is one here."""
    return True


UPDATES = (
    Method("getUpdates", GetUpdates, get_updates),
    Method("setWebhook", SetWebhook, set_webhook),
    Method("deleteWebhook", DeleteWebhook, delete_webhook),
    Method("getWebhookInfo", Nothing, get_webhook_info),
    Method("close", Nothing, leave),
    Method("logOut", Nothing, leave),
)


LONGEST_ANSWER = 200


async def answer_callback_query(core: Core, call: AnswerCallbackQuery) -> bool:
    if len(call.text) > LONGEST_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    query = core.queries.answer("callback", call.callback_query_id)
    core.answers.append(Answer(query.id, query.user_id, call.text, call.show_alert, core.now()))
    event = {"type": "answer", "query_id": query.id, "message_id": query.message_id}
    core.events.emit(query.user_id, {**event, "text": call.text, "alert": call.show_alert})
    return True


async def answer_inline_query(core: Core, call: AnswerInlineQuery) -> bool:
    query = core.queries.answer("inline", call.inline_query_id)
    core.inline_answers.append(InlineAnswer(query.id, query.user_id, call))
    shown = [{"id": one.id, "title": one.title, "description": one.description} for one in call.results]
    event = {"type": "inline", "query_id": query.id, "results": shown}
    button = call.button.model_dump(exclude_none=True) if call.button else None
    core.events.emit(query.user_id, {**event, "button": button})
    return True


async def send_chat_action(core: Core, call: SendChatAction) -> bool:
    chat = core.chat_to_write(call.chat_id)
    core.events.emit(chat.id, {"type": "typing"})
    return True


QUERIES = (
    Method("answerCallbackQuery", AnswerCallbackQuery, answer_callback_query),
    Method("answerInlineQuery", AnswerInlineQuery, answer_inline_query),
    Method("sendChatAction", SendChatAction, send_chat_action),
)
