"""Inline mode: what a bot may answer to `@bot query`, with Telegram's refusals."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from sandbox.telegram.entities import Entity
from sandbox.telegram.errors import bad_request
from sandbox.telegram.keyboards import Keyboard, WebApp
from sandbox.telegram.parameters import Json, LinkPreview, Parameters
from sandbox.telegram.texts import Formatted, message_text

MOST_RESULTS = 50
LONGEST_ID = 64
"""Bytes."""
START_PARAMETER = r"^[A-Za-z0-9_-]{1,64}$"
LONGEST_CACHE = 86_400


class TextContent(Parameters):
    message_text: str
    parse_mode: str | None = None
    entities: list[Entity] | None = None
    link_preview_options: LinkPreview | None = None

    @property
    def body(self) -> Formatted:
        """Raises `ApiError` for what could not be sent as a message either."""
        return message_text(self.message_text, self.parse_mode, self.entities)


class Article(Parameters):
    """The one kind of result that is copied."""

    type: Literal["article"]
    id: str
    title: str
    input_message_content: TextContent
    reply_markup: Keyboard | None = None
    description: str = ""
    url: str | None = None
    thumbnail_url: str | None = None

    @model_validator(mode="after")
    def is_fit(self) -> Self:
        if not 1 <= len(self.id.encode()) <= LONGEST_ID:
            raise bad_request("RESULT_ID_INVALID")
        if not self.title:
            raise bad_request("ARTICLE_TITLE_EMPTY")
        _ = self.input_message_content.body
        return self

    @property
    def rows(self) -> list[list[dict[str, Any]]] | None:
        return self.reply_markup.rows() if self.reply_markup else None


class ResultsButton(Parameters):
    """Above the results: into the private chat, by `/start` with a parameter."""

    text: Annotated[str, Field(min_length=1)]
    start_parameter: Annotated[str, Field(pattern=START_PARAMETER)] | None = None
    web_app: WebApp | None = None

    @model_validator(mode="after")
    def leads_somewhere(self) -> Self:
        if (self.start_parameter is None) == (self.web_app is None):
            raise bad_request("can't parse inline query results button: exactly one action must be used")
        return self


class AnswerInlineQuery(Parameters):
    inline_query_id: str = ""
    results: Annotated[list[Article], Json]
    cache_time: Annotated[int, Field(ge=0, le=LONGEST_CACHE)] = 300
    is_personal: bool = False
    next_offset: Annotated[str, Field(max_length=64)] = ""
    button: Annotated[ResultsButton | None, Json] = None

    @model_validator(mode="after")
    def is_one_list(self) -> Self:
        if len(self.results) > MOST_RESULTS:
            raise bad_request("too many inline query results specified")
        if len({result.id for result in self.results}) < len(self.results):
            raise bad_request("RESULT_ID_DUPLICATE")
        return self
