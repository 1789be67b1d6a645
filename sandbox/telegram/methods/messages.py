"""Sending, editing and deleting messages."""

from base64 import b64encode
from typing import Any

from sandbox.telegram.core import Core, Method
from sandbox.telegram.errors import bad_request
from sandbox.telegram.parameters import (
    DeleteMessage,
    DeleteMessages,
    EditMessageReplyMarkup,
    EditMessageText,
    ReplyParameters,
    SendDocument,
    SendInvoice,
    SendMessage,
    SendPhoto,
    Upload,
)
from sandbox.telegram.texts import Formatted, caption_text, message_text
from sandbox.telegram.world import Chat, Message

DELETABLE = 48 * 3600
"""Seconds for which a bot may delete a message."""
MOST_DELETED = 100
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)


async def send_message(core: Core, call: SendMessage) -> dict[str, Any]:
    chat = core.chat_to_write(call.chat_id)
    body = message_text(call.text, call.parse_mode, call.entities)
    return post(core, chat, call, body, link_preview=_link_preview(call))


async def send_photo(core: Core, call: SendPhoto) -> dict[str, Any]:
    chat = core.chat_to_write(call.chat_id)
    caption = caption_text(call.caption, call.parse_mode, call.caption_entities)
    if isinstance(call.photo, Upload):
        photo = core.world.keep_photo(data_url(call.photo.content))
    elif not call.photo:
        raise bad_request("there is no photo in the request")
    elif call.photo not in core.world.photos:
        raise bad_request("wrong file identifier/HTTP URL specified")
    else:
        photo = call.photo
    return post(core, chat, call, caption, photo=photo)


async def send_document(core: Core, call: SendDocument) -> dict[str, Any]:
    """Only as an upload."""
    chat = core.chat_to_write(call.chat_id)
    caption = caption_text(call.caption, call.parse_mode, call.caption_entities)
    upload = call.document
    if not upload.content:
        raise bad_request("file must be non-empty")
    return post(core, chat, call, caption, document=core.world.keep_document(upload.content, upload.name))


def post(
    core: Core, chat: Chat, call: SendMessage | SendPhoto | SendDocument | SendInvoice, body: Formatted, **more: Any
) -> dict[str, Any]:
    """Puts what the bot sends into the chat; gives it as the Bot API shows it."""
    if "keyboard" not in more:
        more["keyboard"] = call.reply_markup.rows() if call.reply_markup else None
    message = Message(
        id=core.world.next_id(chat),
        chat_id=chat.id,
        sender_id=None,
        date=int(core.now()),
        body=body,
        reply_to=_answered(chat, call.reply_parameters),
        protected=call.protect_content,
        **more,
    )
    core.tell("message", core.world.keep(message))
    return core.views.message(message)


def _answered(chat: Chat, reply: ReplyParameters | None) -> int | None:
    """The message that is answered; replies across chats are not copied."""
    if reply is None:
        return None
    if reply.message_id in chat.messages and reply.chat_id in (None, chat.id):
        return reply.message_id
    if reply.allow_sending_without_reply:
        return None
    raise bad_request("message to be replied not found")


def _link_preview(call: SendMessage | EditMessageText) -> dict[str, Any] | None:
    if call.link_preview_options:
        return call.link_preview_options.model_dump(exclude_none=True) or None
    return {"is_disabled": True} if call.disable_web_page_preview else None


def _to_edit(core: Core, call: EditMessageText | EditMessageReplyMarkup) -> Message:
    chat = core.chat_to_write(call.chat_id)
    if not call.message_id:
        raise bad_request("message identifier is not specified")
    message = chat.messages.get(call.message_id)
    if message is None:
        raise bad_request("message to edit not found")
    if message.sender_id is not None:
        raise bad_request("message can't be edited")
    return message


async def edit_message_text(core: Core, call: EditMessageText) -> dict[str, Any]:
    message = _to_edit(core, call)
    body = message_text(call.text, call.parse_mode, call.entities)
    if message.photo or message.document or message.invoice or message.service:
        raise bad_request("there is no text in the message to edit")
    keyboard = call.reply_markup.rows() if call.reply_markup else None
    preview = _link_preview(call)
    if (body, keyboard, preview) == (message.body, message.keyboard, message.link_preview):
        raise bad_request(NOT_MODIFIED)
    message.rewrite(body)
    message.link_preview = preview
    return _edited(core, message, keyboard)


async def edit_message_reply_markup(core: Core, call: EditMessageReplyMarkup) -> dict[str, Any]:
    message = _to_edit(core, call)
    keyboard = call.reply_markup.rows(of_invoice=message.invoice is not None) if call.reply_markup else None
    if keyboard == message.keyboard:
        raise bad_request(NOT_MODIFIED)
    return _edited(core, message, keyboard)


def _edited(core: Core, message: Message, keyboard: list[list[dict[str, Any]]] | None) -> dict[str, Any]:
    message.keyboard, message.edit_date = keyboard, int(core.now())
    core.tell("edit", message)
    return core.views.message(message)


async def delete_message(core: Core, call: DeleteMessage) -> bool:
    chat = core.chat(call.chat_id)
    if not call.message_id:
        raise bad_request("message identifier is not specified")
    message = chat.messages.get(call.message_id)
    if message is None:
        raise bad_request("message to delete not found")
    if core.now() - message.date > DELETABLE or (message.sender_id is not None and not chat.is_private):
        raise bad_request("message can't be deleted")
    _delete(core, chat, message)
    return True


async def delete_messages(core: Core, call: DeleteMessages) -> bool:
    chat = core.chat(call.chat_id)
    if not call.message_ids:
        raise bad_request("message identifiers are not specified")
    if len(call.message_ids) > MOST_DELETED:
        raise bad_request("too many message identifiers specified")
    for message_id in call.message_ids:  # those that are not there are skipped
        message = chat.messages.get(message_id)
        if message and core.now() - message.date <= DELETABLE and (message.sender_id is None or chat.is_private):
            _delete(core, chat, message)
    return True


def _delete(core: Core, chat: Chat, message: Message) -> None:
    del chat.messages[message.id]
    core.tell_deleted(chat.id, message.id)


MESSAGES = (
    Method("sendMessage", SendMessage, send_message, is_message=True),
    Method("sendPhoto", SendPhoto, send_photo, is_message=True),
    Method("sendDocument", SendDocument, send_document, is_message=True),
    Method("editMessageText", EditMessageText, edit_message_text, is_message=True),
    Method("editMessageReplyMarkup", EditMessageReplyMarkup, edit_message_reply_markup, is_message=True),
    Method("deleteMessage", DeleteMessage, delete_message),
    Method("deleteMessages", DeleteMessages, delete_messages),
)


FORMATS = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg", b"GIF8": "gif", b"RIFF": "webp"}


def data_url(content: bytes) -> str:
    """The photo for a page to show. 400 for anything else, as the real one has it."""
    for start, name in FORMATS.items():
        if content.startswith(start):
            return f"data:image/{name};base64,{b64encode(content).decode()}"
    raise bad_request("IMAGE_PROCESS_FAILED")
