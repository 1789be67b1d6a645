"""Every second of a number's life that is ours to choose, in one place."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Timings:
    """Seconds. Tests and trials shorten them; a real bot has these."""

    lease_s: float = 30.0
    """For which a worker holds a piece of work. If it dies, another takes the piece then."""

    buy_call_s: float = 60.0
    """For one `get-number`, from connecting to the end of its answer."""

    buy_timeout_s: float = 75.0
    """After which a purchase nobody answered for is unknown: the call's time, and a margin."""

    send_within_s: float = 10.0
    """From `sending` within which the request may go out: a worker that slept for longer sends nothing."""

    lifetime_s: float = 1200.0
    """For which the provider keeps a number; a setting."""

    price_max_age_s: float = 3.0
    """For which a price counts as just read, so that a rush of buyers costs one call a country."""

    cancel_from_s: float = 0.0
    """After the purchase, before which the provider takes no cancel; a setting, 0: not known."""

    end_margin_s: float = 20.0
    """Before the provider's own end at which a number is given up: later no cancel can be confirmed."""

    retry_s: float = 15.0
    """Between two tries to give a number back, or to see a purchase on a replica."""

    retry_for_s: float = 1200.0
    """For which that is tried; the journal keeps it for the next start."""

    urgent_retry_s: float = 2.0
    """After which a step is tried again that found the urgent share of the rate used up."""

    down_retry_s: float = 10.0
    """Until the next poll of a number whose poll found the provider away, at the most: a code does not wait longer than
    that for a provider that is back. The breaker sees to it that few of them are sent."""

    denied_for_s: float = 90.0
    """Between the first and the last answer that speaks against a number, at the least, before they count."""

    denied_pause_s: float = 10.0
    """Between two polls of a number that the provider calls gone."""

    refusals_after_s: float = 60.0
    """After a number's end from which a refused reject counts: before, it may only have come too early."""

    readable_within_s: float = 6.0
    """At a number's end, for which an answer that can't be read is asked for again before it is given back."""

    linger_s: float = 600.0
    """After a number's end for which a code is still asked for: some came a minute late."""

    broadcast_interval_s: float = 0.04
    """Between two messages of a broadcast: 25 of the 30 a second that Telegram takes from a bot."""

    close_for_s: float = 600.0
    """After which a refused close is left: the code was delivered, and the provider ends it by itself."""

    unanswered_close_for_s: float = 86_400.0
    """After which a close is left that nobody answered."""

    def takes_cancel_from(self, bought_at: float) -> float:
        """From when on the provider takes a cancel of a number that was bought then; 0: not known."""
        return bought_at + self.cancel_from_s if self.cancel_from_s else 0.0


REAL: Final = Timings()
