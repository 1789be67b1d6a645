"""The bot's own patience, cut short in its process: for runs of seconds, in which no lease of thirty can run out."""

from dataclasses import replace
from typing import Final

LINGER_S: Final = (150.0, 12.0)
"""How long an unconfirmed cancel is polled after its number's end: as long as the provider's own numbers live here."""

PRICES_READ_EVERY_S: Final = (40.0, 12.0)
READING_GAP_S: Final = (12.0, 2.0)
"""Between two readings of the prices by one process, and between two that count for reminders: usually, in a hurry."""

STARS_READ_EVERY_S: Final = (20.0, 4.0)
"""Between two readings of the bot's transactions of Stars: usually, in a hurry."""

STARS_S: Final = ({"LEASE_S": 60.0, "RETRY_MAX_S": 60.0}, {"LEASE_S": 6.0, "RETRY_MAX_S": 4.0})
"""For which a process has a top-up's work, and after which Telegram is asked again at the latest."""

LEDGER_S: Final = {"ROUND_INTERVAL_S": 10.0, "VERIFY_INTERVAL_S": 20.0}
"""Between two looks for money that is held for too long, and between two of the bot's own proofs of the ledger."""

WATCHFUL_S: Final = {"CHECK_INTERVAL_S": 3.0, "REFUSED_CHECK_INTERVAL_S": 1.0}
WATCHFUL_APART_S: Final = 2.0
"""Between two looks at the account, and between two readings that are compared."""


def shorten(*, hurry: bool, watchful: bool = False) -> None:
    """Seconds only; what is done when they are over stays the bot's own.

    `hurry`: leases and calls end soon, too; `watchful`: the account is looked at every few seconds.
    """
    from bot import app
    from bot.shop.admin import account, reconciliation
    from bot.shop.wallet import star_reconciliation, top_ups, wallets
    from bot.storage import reminders

    vars(app)["STARS_ROUND_S"] = STARS_READ_EVERY_S[hurry]
    vars(top_ups).update(STARS_S[hurry])
    vars(star_reconciliation)["LEASE_S"] = STARS_S[hurry]["LEASE_S"]
    vars(wallets).update(LEDGER_S)
    vars(app)["CATALOGUE_REFRESH_S"] = PRICES_READ_EVERY_S[hurry]
    vars(reminders)["READING_GAP_S"] = READING_GAP_S[hurry]
    timings = replace(app.TIMINGS, linger_s=LINGER_S[hurry])
    if hurry:
        timings = replace(
            timings, lease_s=5.0, buy_call_s=4.0, buy_timeout_s=8.0, denied_for_s=10.0, denied_pause_s=1.0
        )
    if watchful:
        vars(account).update(WATCHFUL_S)
        vars(reconciliation)["APART_S"] = WATCHFUL_APART_S
    app.TIMINGS = timings  # type: ignore[misc]
