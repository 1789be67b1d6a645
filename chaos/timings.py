"""The bot's own patience, cut short in its process: for runs of seconds, in which no lease of thirty can run out."""

LEASE = 5.0
BUY_TIMEOUT = 4.0
PATIENCE = 8.0


def shorten() -> None:
    """Seconds only; what is done when they are over stays the bot's own."""
    from bot.shop import buyer
    from bot.shop.scheduler import Scheduler
    from bot.smsman.client import SmsMan

    _default(Scheduler.__init__, "lease", LEASE)
    _default(SmsMan.__init__, "buy_timeout", BUY_TIMEOUT)
    buyer.PATIENCE = PATIENCE  # type: ignore[misc]


def _default(function: object, name: str, value: float) -> None:
    defaults = getattr(function, "__kwdefaults__", None) or {}
    if name not in defaults:
        raise RuntimeError(f"{function!r} has no {name} to shorten any more")
    defaults[name] = value
