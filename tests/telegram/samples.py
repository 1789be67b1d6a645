"""Values to draw screens from, some of them hostile."""

from dataclasses import replace
from decimal import Decimal

from bot.domain.models import Activation, Country, Reason, Service, State
from bot.telegram.screens.names import Pick

HOSTILE = "<b>&amp;</i> \u202eevil\u0000 <a href='tg://x'>" + "W" * 80
"""A provider's title that wants to be markup, to turn the line round, and to be wide."""

VIETNAM = Pick(Country(10, "Vietnam"), Service(3, "Telegram", "tg"))
NASTY = Pick(Country(9_999_999_999, HOSTILE), Service(9_999_999_999, HOSTILE, HOSTILE))

ACTIVATION = Activation(
    id="abcdefghijklmnop",
    user_id=101,
    chat_id=101,
    country_id=10,
    service_id=3,
    price=Decimal("12.50"),
    state=State.WAITING,
    created_at=1_780_000_000.0,
    changed_at=1_780_000_000.0,
    card_id=7,
    expires_at=1_780_001_200.0,
    request_id="555",
    number="84912345678",
)
NUMBERLESS = {State.RESERVED, State.SENDING, State.FAILED, State.UNKNOWN, State.NOT_CHARGED, State.LOST}
WITH_CODE = {State.CODE, State.READYING, State.FURTHER, State.DONE}


def activation(state: State, reason: Reason = Reason.NONE) -> Activation:
    """One that looks as it does in this state."""
    return replace(
        ACTIVATION,
        state=state,
        reason=reason,
        number="" if state in NUMBERLESS else ACTIVATION.number,
        code="1243" if state in WITH_CODE else "",
        new_price=Decimal(15) if reason is Reason.PRICE_CHANGED else None,
    )
