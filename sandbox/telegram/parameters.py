"""The parameters of every method: read as clients send them, then checked by one strict model each."""

import json
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from aiohttp import web
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, InstanceOf, PlainSerializer, ValidationError

from sandbox.telegram.entities import Entity
from sandbox.telegram.errors import ApiError, bad_request
from sandbox.telegram.keyboards import Keyboard

LARGEST_BODY = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with the call."""

    content: bytes = field(repr=False)
    name: str = ""

    def __str__(self) -> str:
        return f"a file of {len(self.content)} bytes"


async def read_parameters(request: web.Request) -> dict[str, Any]:
    """Raises `ApiError` 400 for JSON that is none, 413 for a body over 20 MB."""
    parameters: dict[str, Any] = dict(request.query)
    try:
        parameters |= await _read_body(request.clone(client_max_size=LARGEST_BODY))
    except web.HTTPRequestEntityTooLarge:
        raise ApiError(413, "Request Entity Too Large") from None
    uploads = {name: value for name, value in parameters.items() if isinstance(value, Upload)}
    for name, value in list(parameters.items()):
        if isinstance(value, str) and value.startswith("attach://"):
            key = value.removeprefix("attach://")
            if key in uploads:
                parameters[name] = uploads[key]
                parameters.pop(key, None)
    return parameters


async def _read_body(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        try:
            body = json.loads(await request.read() or b"{}")
        except ValueError:
            raise bad_request("can't parse JSON object") from None
        if not isinstance(body, dict):
            raise bad_request("object expected as parameters")
        return body
    form = await request.post()
    return {name: _upload(value) if isinstance(value, web.FileField) else value for name, value in form.items()}


def _upload(file: web.FileField) -> Upload:
    return Upload(file.file.read(), file.filename)


def refusal(error: ValidationError) -> ApiError:
    """Names the first field that is wrong, so that a bot's mistake is found at once."""
    first = error.errors(include_url=False, include_input=False)[0]
    name = ".".join(str(part) for part in first["loc"]) or "parameters"
    if first["type"] == "extra_forbidden":
        return bad_request(f'unknown field "{name}"')
    if first["type"] == "missing":
        return bad_request(f'field "{name}" is not specified')
    return bad_request(f'field "{name}" is wrong: {first["msg"]}')


def _decoded(value: object) -> object:
    """Forms carry objects and lists as JSON text."""
    return json.loads(value) if isinstance(value, str) else value


def _number(value: object) -> object:
    """A chat id is a number; any other text is somebody's user name."""
    return int(value) if isinstance(value, str) and value.lstrip("-").isdecimal() else value


ChatId = Annotated[int | str, BeforeValidator(_number)]
Json = BeforeValidator(_decoded)
File = Annotated[InstanceOf[Upload], PlainSerializer(str)]
Language = Annotated[str, Field(pattern=r"^([a-z]{2})?$")]


class Parameters(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Nothing(Parameters):
    pass


class ReplyParameters(Parameters):
    message_id: int
    chat_id: ChatId | None = None
    allow_sending_without_reply: bool = False
    quote_parse_mode: str | None = None
    """aiogram sends its default one with every reply."""


class LinkPreview(Parameters):
    is_disabled: bool | None = None
    url: str | None = None
    prefer_small_media: bool | None = None
    prefer_large_media: bool | None = None
    show_above_text: bool | None = None


class Scope(Parameters):
    type: Literal[
        "default", "all_private_chats", "all_group_chats", "all_chat_administrators", "chat", "chat_administrators"
    ] = "default"
    chat_id: ChatId | None = None


class Command(Parameters):
    command: str
    description: str


class MenuButton(Parameters):
    type: Literal["commands", "default"]


class _Send(Parameters):
    chat_id: ChatId = ""
    parse_mode: str | None = None
    disable_notification: bool = False
    protect_content: bool = False
    reply_parameters: Annotated[ReplyParameters | None, Json] = None
    reply_markup: Annotated[Keyboard | None, Json] = None


class SendMessage(_Send):
    text: str = ""
    entities: Annotated[list[Entity] | None, Json] = None
    link_preview_options: Annotated[LinkPreview | None, Json] = None
    disable_web_page_preview: bool = False


class SendPhoto(_Send):
    photo: str | File = ""
    caption: str = ""
    caption_entities: Annotated[list[Entity] | None, Json] = None


class LabeledPrice(Parameters):
    label: str
    amount: int


class SendInvoice(Parameters):
    chat_id: ChatId = ""
    title: str = ""
    description: str = ""
    payload: str = ""
    provider_token: str = ""
    currency: str = ""
    prices: Annotated[list[LabeledPrice], Json]
    start_parameter: str = ""
    disable_notification: bool = False
    protect_content: bool = False
    reply_parameters: Annotated[ReplyParameters | None, Json] = None
    reply_markup: Annotated[Keyboard | None, Json] = None


class AnswerPreCheckoutQuery(Parameters):
    pre_checkout_query_id: str = ""
    ok: bool
    error_message: str = ""


class RefundStarPayment(Parameters):
    user_id: int
    telegram_payment_charge_id: str = ""


class GetStarTransactions(Parameters):
    offset: int = 0
    limit: int = 100


class SendDocument(_Send):
    document: File
    caption: str = ""
    caption_entities: Annotated[list[Entity] | None, Json] = None


class _Edit(Parameters):
    chat_id: ChatId = ""
    message_id: int = 0
    reply_markup: Annotated[Keyboard | None, Json] = None


class EditMessageText(_Edit):
    text: str = ""
    parse_mode: str | None = None
    entities: Annotated[list[Entity] | None, Json] = None
    link_preview_options: Annotated[LinkPreview | None, Json] = None
    disable_web_page_preview: bool = False


class EditMessageReplyMarkup(_Edit):
    pass


class DeleteMessage(Parameters):
    chat_id: ChatId = ""
    message_id: int = 0


class DeleteMessages(Parameters):
    chat_id: ChatId = ""
    message_ids: Annotated[list[int], Json] = []


class SendChatAction(Parameters):
    chat_id: ChatId = ""
    action: Literal["typing", "upload_photo", "upload_document", "choose_sticker", "find_location"]


class GetChat(Parameters):
    chat_id: ChatId = ""


class AnswerCallbackQuery(Parameters):
    callback_query_id: str = ""
    text: str = ""
    show_alert: bool = False
    cache_time: int = 0


class GetUpdates(Parameters):
    offset: int = 0
    limit: int = 100
    timeout: int = 0
    allowed_updates: Annotated[list[str] | None, Json] = None


class SetWebhook(Parameters):
    url: str = ""
    secret_token: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{0,256}$")] = ""
    max_connections: int = 40
    allowed_updates: Annotated[list[str] | None, Json] = None
    drop_pending_updates: bool = False


class DeleteWebhook(Parameters):
    drop_pending_updates: bool = False


class OfCommands(Parameters):
    scope: Annotated[Scope, Json] = Scope()
    language_code: Language = ""


class SetMyCommands(OfCommands):
    commands: Annotated[list[Command], Json]


class OfLanguage(Parameters):
    language_code: Language = ""


class SetMyName(OfLanguage):
    name: Annotated[str, Field(max_length=64)] = ""


class SetMyDescription(OfLanguage):
    description: Annotated[str, Field(max_length=512)] = ""


class SetMyShortDescription(OfLanguage):
    short_description: Annotated[str, Field(max_length=120)] = ""


class SetChatMenuButton(Parameters):
    chat_id: int | None = None
    menu_button: Annotated[MenuButton | None, Json] = None


class GetChatMenuButton(Parameters):
    chat_id: int | None = None
