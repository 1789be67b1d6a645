"""The lines that cards and codes have in common."""

from datetime import UTC, datetime

from bot.domain.models import Activation
from bot.telegram.callbacks import Act, OpenOffer, OpenServices
from bot.telegram.screens.names import Pick, country_label, harmless, service_label
from bot.telegram.screens.number import PhoneNumber
from bot.telegram.screens.screen import MAX_COPIED, Row, button, copy_button, menu_button
from bot.telegram.screens.sms import cut, read_sms
from bot.texts import Html, Texts

MAX_LABEL = 48
"""Characters: what is copied is all to be seen on its button, where it is a code."""

MAX_CODE = 1000
"""UTF-16 units, as Telegram counts: a code is short, but a whole SMS in its place may be long."""

MAX_EARLIER = 100
EARLIER = 10
"""Codes before the newest that are shown, each cut shorter, so that a message never gets too long."""


def title(texts: Texts, activation: Activation, picked: Pick, currency: str) -> Html:
    return texts(
        "card-title",
        service=service_label(picked.service, texts),
        country=country_label(picked.country, texts.language),
        price=texts.money(activation.price, currency),
    )


def moment(texts: Texts, at: float) -> Html:
    """Counted by the client itself in its own language ("in 19 minutes"); an older one shows the time inside."""
    clock = texts("clock", time=datetime.fromtimestamp(at, UTC).strftime("%H:%M"))
    return Html(f'<tg-time unix="{int(at)}" format="r">{clock}</tg-time>')


def number_lines(texts: Texts, activation: Activation) -> list[Html]:
    """The number to tap and copy, with and without the country's prefix; nothing while there is none."""
    if not activation.number:
        return []
    number = PhoneNumber.parse(activation.number)
    lines = [texts("number", number=number.international)]
    if number.national:
        lines.append(texts("number-national", prefix=number.prefix, number=number.national))
    return [Html("\n".join(lines))]


def code_lines(texts: Texts, activation: Activation) -> list[Html]:
    """The code to tap and copy, and below it those that came before; nothing while there is none."""
    if not activation.code:
        return []
    sms = read_sms(activation.code)
    lines = [texts("code-line", code=_shown(sms.copied, MAX_CODE))] if sms.found else []
    if sms.text:
        lines.append(texts("code-sms", text=_shown(sms.text, MAX_CODE)))
    shown = reversed(activation.earlier[-EARLIER:])
    lines += [texts("code-earlier", code=_shown(code, MAX_EARLIER)) for code in shown]
    return [Html("\n".join(lines))]


def _shown(given: str, units: int) -> str:
    """Harmless, and no longer than so many UTF-16 units."""
    return cut(harmless(given, len(given) + 1), units)


def copy_number(activation: Activation) -> Row:
    if not activation.number:
        return []
    number = PhoneNumber.parse(activation.number)
    whole = copy_button(f"📋 {number.spaced}", number.international)
    return [whole, copy_button(f"📋 {number.national}", number.national)] if number.national else [whole]


def after_code(texts: Texts, activation: Activation, done: Act | None = None, further: Act | None = None) -> list[Row]:
    """What one may want once the code is there; `done` while it is still open, `further` where one may be had."""
    sms = read_sms(activation.code)
    code = _shown(sms.copied, MAX_COPIED)
    same = OpenOffer(fresh=True, country_id=activation.country_id, service_id=activation.service_id)
    return [
        [copy_button(f"📋 {harmless(code, MAX_LABEL)}", code)] if code else [],
        [button(texts.plain("button-further"), further)] if further and activation.may_get_further else [],
        [button(texts.plain("button-done"), done, "success")] if done else [],
        [button(texts.plain("button-same-again"), same)],
        [button(texts.plain("button-another"), OpenServices(fresh=True)), menu_button(texts, fresh=True)],
    ]
