"""The bot's own patience, cut short in its process: for runs of seconds, in which no lease of thirty can run out."""

LEASE = 5.0
BUY_TIMEOUT = 4.0
PATIENCE = 8.0


def compare_often(ask: float) -> None:
    """The balance is compared every few seconds, in a world where the provider takes its numbers back after minutes."""
    from bot.shop import buyer, reconciler

    reconciler.EVERY = 3.0  # type: ignore[misc]
    reconciler.SOON = 8.0  # type: ignore[misc]
    reconciler.SPARE = 150.0  # type: ignore[misc]
    reconciler.HUSH, reconciler.HUSH_EVERY = 4.0, 20.0  # type: ignore[misc]
    buyer.ASK = ask  # type: ignore[misc]


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
