"""A price list of any length in little memory."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, Self, overload

from bot.domain.models import Offer


class PriceList(Sequence[Offer]):
    """Offers as columns: 300,000 of them take 10 MB instead of 60, and become objects only where somebody looks.

    They have no `figures`.
    """

    def __init__(self) -> None:
        self.countries = array("q")
        self.services = array("q")
        self.prices: list[Decimal] = []
        self.stocks = array("q")

    @classmethod
    def of(cls, offers: Iterable[Offer]) -> Self:
        prices = cls()
        for offer in offers:
            prices.add(offer.country_id, offer.service_id, offer.price, offer.stock)
        return prices

    def add(self, country_id: int, service_id: int, price: Decimal, stock: int) -> None:
        """Equal prices should be one object: there are few, and many offers."""
        self.countries.append(country_id)
        self.services.append(service_id)
        self.prices.append(price)
        self.stocks.append(stock)

    def rows(self) -> Iterator[tuple[int, int, Decimal, int]]:
        """The country id, the service id, the price and the stock of each: quicker than an object for each."""
        return zip(self.countries, self.services, self.prices, self.stocks, strict=True)

    def __len__(self) -> int:
        return len(self.stocks)

    @overload
    def __getitem__(self, index: int) -> Offer: ...
    @overload
    def __getitem__(self, index: slice) -> Self: ...
    def __getitem__(self, index: int | slice) -> Offer | Self:
        if isinstance(index, slice):
            piece = type(self)()
            piece.countries, piece.services = self.countries[index], self.services[index]
            piece.prices, piece.stocks = self.prices[index], self.stocks[index]
            return piece
        return Offer(self.countries[index], self.services[index], self.prices[index], self.stocks[index])

    def __iter__(self) -> Iterator[Offer]:
        return map(Offer, self.countries, self.services, self.prices, self.stocks)

    def __eq__(self, other: Any) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # it can be added to
