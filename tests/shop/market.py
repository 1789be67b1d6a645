"""A provider in memory that counts what it is asked, fails when told to, and can hold its answers back."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from decimal import Decimal

from bot.domain.errors import ProviderError
from bot.domain.models import Account, Bought, Country, Offer, Service

RUSSIA, CHINA, VIETNAM, USA = Country(0, "Russia"), Country(3, "China"), Country(10, "Vietnam"), Country(187, "USA")
VK, GOOGLE, TELEGRAM, WHATSAPP = (
    Service(1, "Vkontakte", "vk"),
    Service(2, "Google, Youtube, Gmail", "go"),
    Service(3, "Telegram", "tg"),
    Service(4, "WhatsApp", "wa"),
)


class Hold:
    """An answer kept back: `reached` when somebody waits for it, until the test sets `released`."""

    def __init__(self) -> None:
        self.reached = asyncio.Event()
        self.released = asyncio.Event()


class Market:
    def __init__(
        self,
        countries: Iterable[Country] = (RUSSIA, CHINA, VIETNAM, USA),
        services: Iterable[Service] = (VK, GOOGLE, TELEGRAM, WHATSAPP),
    ) -> None:
        self.listed_countries = list(countries)
        self.listed_services = list(services)
        self.shelf: dict[tuple[int, int], Offer] = {}
        self.asked: list[str] = []
        self.error: ProviderError | None = None
        self.empty: dict[str, int] = {}
        """A call and how many of its next answers are empty lists."""
        self._holds: dict[str, Hold] = {}

    def put(self, country: Country, service: Service, stock: int, price: str = "10") -> None:
        self.shelf[country.id, service.id] = Offer(country.id, service.id, Decimal(price), stock)

    def sell_out(self, country: Country, service: Service) -> None:
        self.shelf[country.id, service.id] = self.shelf[country.id, service.id].changed(stock=0)

    def hold(self, call: str) -> Hold:
        """Keep every answer to that call back from now on."""
        self._holds[call] = Hold()
        return self._holds[call]

    async def countries(self) -> list[Country]:
        return [] if await self._answer("countries") else list(self.listed_countries)

    async def services(self) -> list[Service]:
        return [] if await self._answer("services") else list(self.listed_services)

    async def offers(self, country_id: int | None = None) -> list[Offer]:
        seen = [offer for offer in self.shelf.values() if country_id in (None, offer.country_id)]
        empty = await self._answer("offers" if country_id is None else f"offers {country_id}")
        return [] if empty else seen

    async def _answer(self, call: str) -> bool:
        """Whether this answer is to be an empty one."""
        self.asked.append(call)
        await asyncio.sleep(0)  # as over a network, others run before the answer is here
        if call in self._holds:
            self._holds[call].reached.set()
            await self._holds[call].released.wait()
        if self.error is not None:
            raise self.error
        left = self.empty.get(call, 0)
        self.empty[call] = max(0, left - 1)
        return left > 0

    async def balance(self) -> Account:
        raise AssertionError("the catalogue asks for no balance")

    async def buy(
        self, country_id: int, service_id: int, *, most: Decimal, may_send: Callable[[], Awaitable[bool]]
    ) -> Bought:
        raise AssertionError("the catalogue buys nothing")

    async def poll(self, request_id: str) -> str:
        raise AssertionError("the catalogue looks at no number")

    async def reject(self, request_id: str) -> None:
        raise AssertionError("the catalogue cancels nothing")

    async def again(self, request_id: str) -> None:
        raise AssertionError("the catalogue asks for no further SMS")

    async def close(self, request_id: str) -> None:
        raise AssertionError("the catalogue closes nothing")


class Popularity:
    """What was bought lately, or an error."""

    def __init__(self) -> None:
        self.weights: Mapping[tuple[int, int], float] = {}
        self.error: Exception | None = None

    async def __call__(self) -> Mapping[tuple[int, int], float]:
        if self.error is not None:
            raise self.error
        return self.weights
