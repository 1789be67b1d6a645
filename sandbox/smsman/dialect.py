"""The two ways in which SMS-Man's answers are met: as its page prints them, and as published clients expect them."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple, Protocol

from sandbox.smsman.catalogue import Country, Service, countries, services
from sandbox.smsman.request import Request
from sandbox.smsman.settings import DialectName
from sandbox.smsman.stock import Offer

Json = Any
_OBJECT_ERRORS = frozenset({"limits", "get-number", "get-prices"})
"""Calls whose `error_msg` is an object on the provider's page."""


class Funds(NamedTuple):
    balance: Decimal
    held: Decimal
    channels: int
    active_channels: int
    rating: Decimal


class Dialect(Protocol):
    wrong_token_status: int

    def balance(self, funds: Funds) -> Json: ...
    def limits(self, offers: Iterable[Offer], country_id: int | None, service_id: int | None) -> Json: ...
    def prices(self, offers: Iterable[Offer], country_id: int | None) -> Json: ...
    def countries(self, all_of_them: Iterable[Country]) -> Json: ...
    def services(self, all_of_them: Iterable[Service]) -> Json: ...
    def number(self, request: Request) -> dict[str, Json]: ...
    def request(self, request: Request) -> dict[str, Json]: ...
    def wrong_token(self, call: str) -> Json: ...


class Documented:
    """Part 1 of the protocol: lists, `name`, the numbers that are strings on the page as strings."""

    wrong_token_status = 200

    def balance(self, funds: Funds) -> Json:
        return {"balance": f"{funds.balance:.2f}"}

    def limits(self, offers: Iterable[Offer], country_id: int | None, service_id: int | None) -> Json:
        return [
            {
                "application_id": str(offer.service_id),
                "country_id": str(offer.country_id),
                "numbers": str(offer.stock),
            }
            for offer in offers
        ]

    def prices(self, offers: Iterable[Offer], country_id: int | None) -> Json:
        return _by_country(offers, lambda offer: {"cost": plain(offer.price), "count": offer.stock})

    def countries(self, all_of_them: Iterable[Country]) -> Json:
        return [{"id": country.id, "title": country.title} for country in all_of_them]

    def services(self, all_of_them: Iterable[Service]) -> Json:
        return [{"id": str(service.id), "name": service.title, "code": service.code} for service in all_of_them]

    def number(self, request: Request) -> dict[str, Json]:
        return {
            "request_id": request.id,
            "country_id": request.country_id,
            "application_id": request.service_id,
            "number": request.number,
        }

    def request(self, request: Request) -> dict[str, Json]:
        return self.number(request)

    def wrong_token(self, call: str) -> Json:
        message = {"token": "Wrong token!"} if call in _OBJECT_ERRORS else "Wrong token!"
        return {"success": False, "error_code": "wrong_token", "error_msg": message}


class Newer(Documented):
    """Part 2: objects keyed by id, `title`, levels that come and go, `[]` for nothing, ids that change their type."""

    wrong_token_status = 401

    def balance(self, funds: Funds) -> Json:
        return {
            "balance": f"{funds.balance:.2f}",
            "hold": f"{funds.held:.2f}",
            "channels": funds.channels,
            "active_channels": funds.active_channels,
            "rating": float(funds.rating),
        }

    def limits(self, offers: Iterable[Offer], country_id: int | None, service_id: int | None) -> Json:
        def entry(offer: Offer) -> Json:
            return {"application_id": offer.service_id, "country_id": offer.country_id, "numbers": offer.stock}

        return _by_service(offers, entry) if country_id is not None else _by_country(offers, entry)

    def prices(self, offers: Iterable[Offer], country_id: int | None) -> Json:
        def entry(offer: Offer) -> Json:
            return {
                "cost": float(offer.price),
                "count": offer.stock,
                "application_id": offer.service_id,
                "country_id": str(offer.country_id),
                "country": countries()[offer.country_id].title,
                "application": services()[offer.service_id].title,
            }

        return _by_service(offers, entry) if country_id is not None else _by_country(offers, entry)

    def countries(self, all_of_them: Iterable[Country]) -> Json:
        return {
            str(country.id): {"id": str(country.id), "title": country.title, "code": country.territory}
            for country in all_of_them
        }

    def services(self, all_of_them: Iterable[Service]) -> Json:
        return {
            str(service.id): {"id": service.id, "title": service.title, "code": service.code} for service in all_of_them
        }

    def request(self, request: Request) -> dict[str, Json]:
        return {**self.number(request), "request_id": str(request.id), "country_id": str(request.country_id)}

    def wrong_token(self, call: str) -> Json:
        return {"success": False, "error_code": "wrong_token", "error_msg": "Wrong token!"}


DIALECTS: Mapping[DialectName, Dialect] = {"documented": Documented(), "newer": Newer()}


def plain(amount: Decimal) -> str:
    """`15`, `12.5`: without needless zeros, as the page has its prices."""
    return f"{amount.normalize():f}"


def _by_service(offers: Iterable[Offer], entry: Callable[[Offer], Json]) -> Json:
    return {str(offer.service_id): entry(offer) for offer in offers} or []


def _by_country(offers: Iterable[Offer], entry: Callable[[Offer], Json]) -> Json:
    levels: dict[str, dict[str, Json]] = {}
    for offer in offers:
        levels.setdefault(str(offer.country_id), {})[str(offer.service_id)] = entry(offer)
    return levels or []
