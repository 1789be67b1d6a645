"""What the page may send, checked before anything happens, and how it is told no."""

import json
from typing import Annotated, Literal, TypeVar

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError


class Form(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class NewPerson(Form):
    first_name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=64)]
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]


class Block(Form):
    blocked: bool


class Unreadable(Form):
    shape: Literal["forward", "story", "broken"]


class Refusal(Form):
    status: Literal[0, 400, 403]


class Troubles(Form):
    old_server: bool | None = None
    conflict: Annotated[int, Field(ge=0, le=86_400)] | None = None
    """Seconds for which another process polls."""
    inline: bool | None = None
    """Inline mode, as BotFather's /setinline has it."""
    payment_updates: Literal["delivered", "lost", "twice", "late"] | None = None
    lose_refund_answers: bool | None = None


class Stars(Form):
    stars: Annotated[int, Field(ge=0, le=1_000_000)]


class Pay(Form):
    message_id: int


class Text(Form):
    text: str
    reply_to: int | None = None
    """The message that it answers; one that is gone is answered by nothing."""


class Tap(Form):
    message_id: int
    data: str


class InlineQuery(Form):
    query: Annotated[str, StringConstraints(max_length=256)]


class InlineChoice(Form):
    query_id: str
    result_id: str


FormT = TypeVar("FormT", bound=Form)


async def read(request: web.Request, form: type[FormT]) -> FormT:
    """The request's JSON as `form`; 400 where it is not, 415 for the content types another site's page could send."""
    if request.content_type != "application/json":
        raise refusal(web.HTTPUnsupportedMediaType, "send application/json")
    try:
        return form.model_validate_json(await request.read())
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise refusal(web.HTTPBadRequest, f"{where}: {first['msg']}") from None


def refusal(kind: type[web.HTTPClientError], message: str) -> web.HTTPClientError:
    return kind(text=json.dumps({"error": message}), content_type="application/json")
