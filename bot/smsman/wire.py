"""Reads SMS-Man's answers in both of its dialects into the words of the domain.

Every reader takes a decoded JSON value and raises `NotUnderstood` and nothing else.
"""

from dataclasses import dataclass
from typing import Annotated, TypeVar

from pydantic import AliasChoices, BaseModel, Field, ValidationError

from bot.domain.errors import StillWaiting
from bot.domain.models import Account, Bought, Country, Offer, Service
from bot.smsman.decode import NotUnderstood
from bot.smsman.fields import (
    Amount,
    IfReadable,
    PhoneNumber,
    Price,
    RequestId,
    ShortCode,
    SmsCode,
    Title,
    Whole,
    Yes,
    whole,
)
from bot.smsman.listing import Leaf, collect, keyed, leaves

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Limit:
    """How many numbers the provider has of a service in a country."""

    country_id: int
    service_id: int
    numbers: int


class BalanceAnswer(BaseModel):
    balance: Amount
    hold: Annotated[Amount | None, IfReadable] = None
    channels: Annotated[Whole | None, IfReadable] = None
    active_channels: Annotated[Whole | None, IfReadable] = None


class NumberAnswer(BaseModel):
    request_id: RequestId
    number: PhoneNumber


class SmsAnswer(BaseModel):
    request_id: RequestId | None = None
    sms_code: SmsCode


class StatusAnswer(BaseModel):
    request_id: RequestId | None = None
    success: Yes


class CountryEntry(BaseModel):
    id: Whole
    title: Title = Field(validation_alias=AliasChoices("title", "name"))


class ServiceEntry(CountryEntry):
    code: ShortCode = ""


class PlacedEntry(BaseModel):
    """An entry that may repeat where it belongs, or leave it to the keys above it."""

    country_id: Whole | None = None
    application_id: Whole | None = None


class PriceEntry(PlacedEntry):
    cost: Price
    count: Whole


class LimitEntry(PlacedEntry):
    numbers: Whole


def read_account(data: object) -> Account:
    answer = _answer(BalanceAnswer, data)
    return Account(answer.balance, answer.hold, answer.channels, answer.active_channels)


def read_bought(data: object) -> Bought:
    answer = _answer(NumberAnswer, data)
    return Bought(answer.request_id, answer.number)


def read_code(request_id: str, data: object) -> str:
    """The code of this request; raises `StillWaiting` where its place is empty."""
    answer = _answer(SmsAnswer, data)
    _same_request(request_id, answer.request_id)
    if not answer.sms_code:
        raise StillWaiting("get-sms: no code in it")
    return answer.sms_code


def read_status(request_id: str, data: object) -> None:
    """Returns where the provider confirms the new status of this request."""
    _same_request(request_id, _answer(StatusAnswer, data).request_id)


def read_countries(data: object) -> list[Country]:
    entries = collect("countries", keyed(data), lambda entry: CountryEntry.model_validate(entry))
    return list({entry.id: Country(entry.id, entry.title) for entry in entries}.values())


def read_services(data: object) -> list[Service]:
    entries = collect("applications", keyed(data), lambda entry: ServiceEntry.model_validate(entry))
    return list({entry.id: Service(entry.id, entry.title, entry.code) for entry in entries}.values())


def read_offers(country_id: int | None, data: object) -> list[Offer]:
    """Prices as country → service → entry, or as service → entry where one country was asked for."""

    def read(leaf: Leaf) -> Offer:
        entry = PriceEntry.model_validate(leaf.value)
        return Offer(*_place(entry, leaf.keys, country_id, None), price=entry.cost, stock=entry.count)

    offers = collect("get-prices", leaves(data, "cost"), read)
    return [offer for offer in offers if country_id in (None, offer.country_id)]


def read_limits(country_id: int | None, service_id: int | None, data: object) -> list[Limit]:
    """A list of entries, or entries under keys of country and service, of which either level may be missing."""

    def read(leaf: Leaf) -> Limit:
        entry = LimitEntry.model_validate(leaf.value)
        return Limit(*_place(entry, leaf.keys, country_id, service_id), numbers=entry.numbers)

    limits = collect("limits", leaves(data, "numbers"), read)
    return [x for x in limits if country_id in (None, x.country_id) and service_id in (None, x.service_id)]


def _place(
    entry: PlacedEntry, keys: tuple[str, ...], country_id: int | None, service_id: int | None
) -> tuple[int, int]:
    """The country and the service of an entry, by its own word, the keys above it, and what was asked for."""
    country_key, service_key = ("", "", *keys)[-2:]
    if not country_key and country_id is None and service_id is not None:
        country_key, service_key = service_key, ""  # one service in all countries: the one level there is, is theirs
    return _agreed(entry.country_id, country_key, country_id), _agreed(entry.application_id, service_key, service_id)


def _agreed(own: int | None, key: str, asked: int | None) -> int:
    known = {value for value in (own, whole(key) if key else None) if value is not None}
    if not known and asked is not None:
        return asked
    if len(known) != 1:
        raise NotUnderstood("an entry that belongs nowhere, or to two places")
    return known.pop()


def _answer(model: type[M], data: object) -> M:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise NotUnderstood("; ".join(f"{e['loc']}: {e['type']}" for e in error.errors(include_input=False))) from None


def _same_request(asked: str, answered: str | None) -> None:
    if answered not in (None, asked):
        raise NotUnderstood("about another request")
