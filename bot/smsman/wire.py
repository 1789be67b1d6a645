"""Reads SMS-Man's answers in both of its dialects into the words of the domain.

Every reader takes a decoded JSON value, or the members of a list, and raises `NotUnderstood` and nothing else.
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Final, TypeVar

from pydantic import AliasChoices, BaseModel, Field, ValidationError

from bot.domain.errors import StillWaiting
from bot.domain.models import Account, Bought, Country, Service
from bot.domain.prices import PriceList
from bot.smsman.decode import NotUnderstood
from bot.smsman.fields import (
    Amount,
    IfReadable,
    PhoneNumber,
    RequestId,
    ShortCode,
    SmsCode,
    Title,
    Whole,
    Yes,
    price_of,
    whole,
)
from bot.smsman.listing import Leaf, collect, keyed, leaves
from bot.smsman.pieces import Members, Slow

M = TypeVar("M", bound=BaseModel)

SAME_PRICES: Final = 8192
"""Prices that are remembered by the way they are written: there are few, and many offers."""


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
    code: ShortCode = ""


class ServiceEntry(CountryEntry):
    pass


class LimitEntry(BaseModel):
    """It may repeat where it belongs, or leave it to the keys above it."""

    country_id: Whole | None = None
    application_id: Whole | None = None
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


def read_countries(members: Members) -> Slow[list[Country]]:
    found: dict[int, Country] = {}

    def take(raw: object) -> None:
        entry = CountryEntry.model_validate(raw)
        found[entry.id] = Country(entry.id, entry.title, entry.code)

    yield from collect("countries", keyed(members), take)
    return list(found.values())


def read_services(members: Members) -> Slow[list[Service]]:
    found: dict[int, Service] = {}

    def take(raw: object) -> None:
        entry = ServiceEntry.model_validate(raw)
        found[entry.id] = Service(entry.id, entry.title, entry.code)

    yield from collect("applications", keyed(members), take)
    return list(found.values())


def read_offers(country_id: int | None, members: Members) -> Slow[PriceList]:
    """Prices as country → service → entry, or as service → entry where one country was asked for."""
    found = PriceList()

    def take(leaf: Leaf) -> None:
        # By hand: there may be hundreds of thousands, and pydantic takes ten times as long.
        keys, entry = leaf
        if not isinstance(entry, dict) or "cost" not in entry or "count" not in entry:
            raise NotUnderstood("no entry of a price list")
        country, service = _place(entry, keys, country_id, None)
        price, stock = _price(entry["cost"]), whole(entry["count"])
        if country_id is None or country == country_id:
            found.add(country, service, price, stock)

    yield from collect("get-prices", leaves(members, "cost"), take)
    return found


def read_limits(country_id: int | None, service_id: int | None, members: Members) -> Slow[list[Limit]]:
    """A list of entries, or entries under keys of country and service, of which either level may be missing."""
    found: list[Limit] = []

    def take(leaf: Leaf) -> None:
        keys, value = leaf
        entry = LimitEntry.model_validate(value)
        limit = Limit(*_place(entry.model_dump(), keys, country_id, service_id), numbers=entry.numbers)
        if country_id in (None, limit.country_id) and service_id in (None, limit.service_id):
            found.append(limit)

    yield from collect("limits", leaves(members, "numbers"), take)
    return found


def _place(
    entry: dict[str, object], keys: tuple[str, ...], country_id: int | None, service_id: int | None
) -> tuple[int, int]:
    """The country and the service of an entry, by its own word, the keys above it, and what was asked for."""
    country_key, service_key = ("", "", *keys)[-2:]
    if not country_key and country_id is None and service_id is not None:
        country_key, service_key = service_key, ""  # one service in all countries: the one level there is, is theirs
    return (
        _agreed(entry.get("country_id"), country_key, country_id),
        _agreed(entry.get("application_id"), service_key, service_id),
    )


def _agreed(own: object, key: str, asked: int | None) -> int:
    """The one id that is meant: the entry may repeat it, or leave it to the key above, or to what was asked for."""
    named = _whole(key) if key else None
    if own is not None:
        repeated = whole(own)
        if named not in (None, repeated):
            raise NotUnderstood("an entry that belongs to two places")
        return repeated
    found = asked if named is None else named
    if found is None:
        raise NotUnderstood("an entry that belongs nowhere")
    return found


_whole = lru_cache(4096)(whole)


def _price(value: object) -> Decimal:
    """Equal ones are one object, or nearly all."""
    if isinstance(value, str):
        return _price_in_words(value.strip())
    if isinstance(value, list | dict):  # which nothing can remember
        raise NotUnderstood("no price")
    return _price_in_figures(value)


_price_in_words = lru_cache(SAME_PRICES)(price_of)
_price_in_figures = lru_cache(SAME_PRICES, typed=True)(price_of)  # or `True` would pass for a 1 that was there before


def _answer(model: type[M], data: object) -> M:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise NotUnderstood("; ".join(f"{e['loc']}: {e['type']}" for e in error.errors(include_input=False))) from None


def _same_request(asked: str, answered: str | None) -> None:
    if answered not in (None, asked):
        raise NotUnderstood("about another request")
