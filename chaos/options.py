"""How a run is asked for."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Options:
    seed: int = 1
    purchases: int = 10_000
    kills: int = 200
    replicas: int = 9
    """Some two or three of them stand still at any time, and another one starts."""
    users: int = 600
    rate: float = 15.0
    """Purchases begun a second, at the most."""
    minutes: float = 30.0
    """No new purchase is begun after that."""
    settle: float = 200.0
    """Seconds, once all faults are off, for everything to come to its end."""
    short_timings: bool = False
    """The bot's own patience is cut short: for tests and mutants."""
    mutant: str = ""
    keep: str = ""
    """The folder for the logs and the database; empty: one that is gone afterwards."""
    calm: bool = False
    """Numbers that never get an SMS and unknown outcomes take minutes to settle: leave them out."""
    freezes: int = 50
    """Processes to be stopped for a while, at the least."""
    freeze_every: float = 14.0
    """Seconds between two of them."""
    freeze_at: tuple[str, ...] = ()
    """The only steps at which processes are stopped; empty: all."""
    freeze_for: tuple[float, ...] = ()
    """For how many seconds, at random; empty: from less than a lease to longer than any verdict takes."""
    wrong_share: float = 1.0
    """How many times as many well-formed wrong answers."""
    denied_share: float = 1.0
    """How many times as many of these, on top of that, deny a request that lives."""
    outage: float = 75.0
    """Seconds for which the provider is away, once in a run: longer than any number of the bot's lives here."""
    restores: int = 1
    """How often a backup is brought back."""
    old: str = ""
    """The revision whose bot runs beside the others."""
    replaced: float = 0.12
    """The share of numbers in whose place their users take another."""
    reminded: float = 0.04
    """How many times a user asks to be told of an offer, for each time that they want to buy one."""
    wallet: bool = False
    """Users pay from wallets."""
    kill_every: float = 3.6
    """Seconds between two strikes at a process."""
    trouble_every: float = 45.0
    """Seconds between two troubles of the database, or two processes that stand still."""

    def shortened(self) -> "Options":
        """Half a minute at the most on a machine that has the time."""
        return replace(
            self,
            purchases=40,
            kills=4,
            freezes=3,
            freeze_every=6.0,
            outage=8.0,
            restores=0,
            replicas=3,
            users=30,
            rate=8.0,
            minutes=0.7,
            settle=40.0,
            kill_every=2.5,
            trouble_every=5.0,
            reminded=0.15,
            short_timings=True,
            calm=True,
        )
