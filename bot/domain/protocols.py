"""What the shop needs of the outside: somebody who sells numbers, and somebody who tells users."""

from collections.abc import Awaitable, Callable, Collection
from decimal import Decimal
from typing import Protocol

from bot.domain.alerts import ShopAlert
from bot.domain.broadcast import Broadcast
from bot.domain.models import Account, Activation, Bought, Country, Evidence, Offer, Service


class AccountSource(Protocol):
    """Says what the account has. Raises from the `ProviderError` family and nothing else."""

    async def balance(self) -> Account: ...


class Provider(Protocol):
    """Sells numbers. Every method raises from the `ProviderError` family and nothing else."""

    async def balance(self) -> Account: ...

    async def countries(self) -> list[Country]: ...

    async def services(self) -> list[Service]: ...

    async def offers(self, country_id: int | None = None) -> list[Offer]:
        """Today's prices and stock, of one country or of all. Entries without stock may be missing."""
        ...

    async def buy(
        self, country_id: int, service_id: int, *, most: Decimal, may_send: Callable[[], Awaitable[bool]]
    ) -> Bought:
        """Buy one number. Sent once, never repeated.

        `most`: the quoted price, in the account's currency. `may_send` is asked once the connection stands, before the
        first byte of the request: where it says no or raises, nothing is sent, and this raises `TooLate`.
        Raises `OutcomeUnknown` when the request may have been charged; every other error means that it was not.
        """
        ...

    async def poll(self, request_id: str) -> str:
        """The code that the SMS brought. Raises `StillWaiting` until it is there."""
        ...

    async def reject(self, request_id: str) -> None:
        """Cancel a request whose SMS has not come. Returning means that the provider confirmed it."""
        ...

    async def again(self, request_id: str) -> None:
        """Ask for a further SMS on a number that has its code. Returning means that the provider confirmed it."""
        ...

    async def close(self, request_id: str) -> None:
        """End a request whose code was received."""
        ...


class PollRate(Protocol):
    """When polls may be sent."""

    @property
    def crowding(self) -> float:
        """How many times rarer polls should be than they would like."""
        ...

    async def may_poll(self) -> bool:
        """Whether a poll may be sent now; `False`: it has to come later. Raises `StorageError`."""
        ...

    async def may_check(self) -> bool:
        """The same of a poll that a user asked for; it is put off where too many ask."""
        ...

    async def urgent_wait(self) -> float:
        """Seconds until a request that somebody waits for may be sent; 0: now."""
        ...


class Messenger(Protocol):
    """Tells a user how their activation stands. Raises from the `DeliveryError` family and nothing else."""

    @property
    def admins(self) -> Collection[int]:
        """Whom alerts are for."""
        ...

    async def show_card(self, activation: Activation) -> int:
        """Bring the activation's card up to date, or send it anew where it is gone; gives the card's message id."""
        ...

    async def send_code(self, activation: Activation) -> int:
        """Send the code as a new message, so that the phone rings; gives the message id."""
        ...

    async def send_reminder(self, told: Activation) -> None:
        """Tell a user that an offer is there; `told` has its pair, its price and when that was read."""
        ...

    async def alert(self, activation: Activation, evidence: Evidence) -> None:
        """Tell every admin of an activation that needs a decision, each once however often it is tried."""
        ...

    async def tell_report(self, activation: Activation) -> None:
        """Tell every admin what a user reports of a number, each once, and once more when words have come."""
        ...

    async def send_answer(self, activation: Activation) -> None:
        """Tell a user what the operator answers to their report."""
        ...

    async def notify(self, admin: int, shop_alert: ShopAlert, **values: str | int | Decimal) -> None:
        """Tell one admin of something that is no single activation's. A `Decimal` is an amount of money."""
        ...


class BroadcastMessenger(Protocol):
    """Brings a broadcast to users. Raises from the `DeliveryError` family, and `StorageError`."""

    async def send_broadcast(self, user_id: int, html: str, language: str | None) -> None:
        """`language`: what the user chose, for what stands around the broadcast."""
        ...

    async def show_progress(self, one: Broadcast) -> int:
        """Bring the admin's message up to date, or send it anew where it is gone; gives its id."""
        ...
