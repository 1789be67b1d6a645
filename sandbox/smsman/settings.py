"""The switches of the sandbox's SMS-Man. May be changed at any time; requests bought before stay as they are."""

from dataclasses import dataclass
from typing import Literal, get_args

DialectName = Literal["documented", "newer"]
Takes = Literal["at once", "with the code"]
MaxPrice = Literal["refused", "as no numbers", "ignored"]
DIALECT_NAMES: tuple[DialectName, ...] = get_args(DialectName)


@dataclass(eq=False)
class Settings:
    dialect: DialectName = "documented"
    sms_delay: tuple[float, float] = (5.0, 40.0)
    """Seconds from the purchase to the SMS, drawn evenly between the two; equal ones are meant exactly."""
    slow_share: float = 0.15
    """Share of SMS that take three quarters to three times the longest delay."""
    never_share: float = 0.10
    """Share of numbers that never get an SMS."""
    early_cancel: float = 0.0
    """Seconds after the purchase before which `reject` is refused."""
    lifetime: float = 1200.0
    """Seconds after which an unanswered request is ended and refunded."""
    takes: Takes = "at once"
    """When the balance goes down: as a number is sold, or as its code comes. Until then it is in `hold` either way."""
    channels: int = 100_000
    """How many requests may wait at once."""
    max_price: MaxPrice = "refused"
    """What happens to a `get-number` whose `maxPrice` is below the price; how the provider says it is not known."""
