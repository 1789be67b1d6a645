"""The bot's own patience, cut short in its process: for runs of seconds, in which no lease of thirty can run out."""

LEASE = 5.0
BUY_TIMEOUT = 4.0
PATIENCE = 8.0
DENIED_FOR_S = 10.0


LINGER_S = (150.0, 12.0)
"""How long an unconfirmed cancel is polled after its number's end: as long as the provider's own numbers live here."""


def end_with_the_run(*, short: bool) -> None:
    """What takes ten minutes in the real world, and decides nothing here, ends within a run."""
    from bot.shop.activations import sms_poller as watcher

    watcher.LINGER_S = LINGER_S[short]  # type: ignore[misc]


def shorten() -> None:
    """Seconds only; what is done when they are over stays the bot's own."""
    from bot.providers.smsman.client import SmsMan
    from bot.shop.activations import buyer
    from bot.shop.activations import sms_poller as watcher
    from bot.shop.activations.worker import Worker

    _default(Worker.__init__, "lease", LEASE)
    _default(SmsMan.__init__, "buy_timeout", BUY_TIMEOUT)
    buyer.BUY_TIMEOUT_S = PATIENCE  # type: ignore[misc]
    watcher.DENIED_FOR_S, watcher.DENIED_PAUSE_S = DENIED_FOR_S, 1.0  # type: ignore[misc]


def _default(function: object, name: str, value: float) -> None:
    defaults = getattr(function, "__kwdefaults__", None) or {}
    if name not in defaults:
        raise RuntimeError(f"{function!r} has no {name} to shorten any more")
    defaults[name] = value
