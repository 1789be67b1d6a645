"""Inline keyboards: what a button may be, with Telegram's refusals."""

from typing import Any, Self

from pydantic import BaseModel, ConfigDict, model_validator

from sandbox.telegram.entities import checked_link
from sandbox.telegram.errors import bad_request

STYLES = ("danger", "success", "primary")
MOST_BUTTONS = 100


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class CopyText(_Strict):
    text: str


class WebApp(_Strict):
    url: str


class Button(_Strict):
    text: str
    style: str | None = None
    callback_data: str | None = None
    url: str | None = None
    copy_text: CopyText | None = None
    switch_inline_query: str | None = None
    switch_inline_query_current_chat: str | None = None
    web_app: WebApp | None = None
    pay: bool | None = None

    @model_validator(mode="after")
    def has_one_action(self) -> Self:
        """Telegram takes the first of several actions; a stand-in that refuses them shows the mistake."""
        actions = self.model_fields_set - {"text", "style"}
        given = [name for name in actions if getattr(self, name) is not None]
        if not given:
            raise _refusal("Text buttons are unallowed in the inline keyboard")
        if len(given) > 1:
            raise _refusal(f"exactly one action must be used, found {', '.join(sorted(given))}")
        if not self.text:
            raise bad_request("BUTTON_TEXT_INVALID")
        if self.style is not None and self.style not in STYLES:
            raise _refusal(f'invalid button style "{self.style}"')
        self._check_action()
        return self

    def _check_action(self) -> None:
        if self.callback_data is not None and not 1 <= len(self.callback_data.encode()) <= 64:
            raise bad_request("BUTTON_DATA_INVALID")
        if self.copy_text is not None and not 1 <= len(self.copy_text.text) <= 256:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
        if self.url is not None and checked_link(self.url) is None:
            raise bad_request(f"inline keyboard button URL '{self.url}' is invalid: Wrong HTTP URL")


class Keyboard(_Strict):
    inline_keyboard: list[list[Button]]

    @model_validator(mode="after")
    def is_not_too_long(self) -> Self:
        if sum(map(len, self.inline_keyboard)) > MOST_BUTTONS:
            raise bad_request("reply markup is too long")
        return self

    def rows(self, *, of_invoice: bool = False) -> list[list[dict[str, Any]]] | None:
        """The rows as the Bot API writes them, `None` for a keyboard without buttons."""
        pays = [bool(button.pay) for row in self.inline_keyboard for button in row]
        if of_invoice and pays and not pays[0]:
            raise bad_request("REPLY_MARKUP_BUY_EMPTY")
        if any(pays[1:] if of_invoice else pays):
            raise bad_request("BUTTON_TYPE_INVALID")
        rows = [[button.model_dump(exclude_none=True) for button in row] for row in self.inline_keyboard if row]
        return rows or None


def _refusal(reason: str) -> Exception:
    return bad_request(f"can't parse inline keyboard button: {reason}")
