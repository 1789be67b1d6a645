"""The answers of SMS-Man, read in both of its dialects into the models of the domain."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from typing import Annotated, Final, TypeVar

import structlog
from pydantic import AliasChoices, BaseModel, Field, ValidationError

from bot.domain.errors import StillWaiting
from bot.domain.models import Account, Bought, Country, Offer, Service
from bot.providers.smsman.answers import Leaf, NotUnderstood, keyed, leaves, values_of
from bot.providers.smsman.fields import (
    Amount,
    Count,
    Identity,
    IfReadable,
    PhoneNumber,
    RequestId,
    ShortCode,
    SmsCode,
    Title,
    Yes,
    alone,
    count,
    identity,
    is_same_request,
    price_of,
)

log = structlog.get_logger(__name__)


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
    channels: Annotated[Count | None, IfReadable] = None
    active_channels: Annotated[Count | None, IfReadable] = None
    rating: Annotated[Amount | None, IfReadable] = None


class NumberAnswer(BaseModel):
    request_id: RequestId
    number: PhoneNumber
    country_id: Annotated[Identity | None, IfReadable] = None
    application_id: Annotated[Identity | None, IfReadable] = None


class SmsAnswer(BaseModel):
    request_id: object = None
    sms_code: SmsCode


class StatusAnswer(BaseModel):
    request_id: object = None
    success: Yes


class CountryEntry(BaseModel):
    id: Identity
    title: Title = Field(validation_alias=AliasChoices("title", "name"))
    code: ShortCode = ""


class ServiceEntry(CountryEntry):
    pass


class LimitEntry(BaseModel):
    """It may repeat where it belongs, or leave it to the keys above it."""

    country_id: Identity | None = None
    application_id: Identity | None = None
    numbers: Count


def read_account(data: object) -> Account:
    answer = _answer(BalanceAnswer, data)
    return Account(answer.balance, answer.hold, answer.channels, answer.active_channels, answer.rating)


def read_bought(data: object) -> Bought:
    answer = _answer(NumberAnswer, data)
    return Bought(answer.request_id, answer.number, country_id=answer.country_id, service_id=answer.application_id)


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


def salvage_code(request_id: str, body: bytes) -> str | None:
    """The code in an answer that is no JSON as a whole; `None` where none is whole, or an error is named."""
    if b"error_code" in body:
        return None
    written, ids = values_of("sms_code", body), values_of("request_id", body)
    if len(written) != 1 or len(ids) > 1:
        return None
    return read_code(request_id, {"request_id": ids[0] if ids else None, "sms_code": written[0]})


def salvage_bought(body: bytes) -> tuple[str, Bought | None]:
    """What a broken answer to a purchase still says: the request's id ("" if none), and both if the number is there.

    Two different ids, or two numbers, in one answer prove nothing: they count as none.
    """
    ids, numbers = values_of("request_id", body), values_of("number", body)
    if len(ids) != 1:
        return "", None
    try:
        found = _answer(RequestAnswer, {"request_id": ids[0]}).request_id
    except NotUnderstood:
        return "", None
    try:
        return found, read_bought({"request_id": ids[0], "number": numbers[0]}) if len(numbers) == 1 else None
    except NotUnderstood:
        return found, None


class RequestAnswer(BaseModel):
    request_id: RequestId


async def read_countries(data: object) -> list[Country]:
    found: dict[int, Country] = {}

    def take(raw: object) -> None:
        entry = CountryEntry.model_validate(raw)
        found[entry.id] = Country(entry.id, entry.title, entry.code)

    await collect("countries", keyed(data), take)
    return list(found.values())


async def read_services(data: object) -> list[Service]:
    found: dict[int, Service] = {}

    def take(raw: object) -> None:
        entry = ServiceEntry.model_validate(raw)
        found[entry.id] = Service(entry.id, entry.title, entry.code)

    await collect("applications", keyed(data), take)
    return list(found.values())


async def read_offers(country_id: int | None, data: object) -> list[Offer]:
    """Prices as country → service → entry, or as service → entry where one country was asked for.

    What costs nothing is not for sale: a price of 0 would pass every limit.
    """
    found: list[Offer] = []

    def take(leaf: Leaf) -> None:
        # By hand: there may be hundreds of thousands, and pydantic takes ten times as long.
        keys, entry = leaf
        if not isinstance(entry, dict) or "cost" not in entry or "count" not in entry:
            raise NotUnderstood("no entry of a price list")
        country, service = _country_and_service(entry, keys, country_id, None)
        price, stock = _price(entry["cost"]), count(entry["count"])
        if price and (country_id is None or country == country_id):
            found.append(Offer(country, service, price, stock))

    await collect("get-prices", leaves(data, "cost"), take)
    return found


async def read_limits(country_id: int | None, service_id: int | None, data: object) -> list[Limit]:
    """A list of entries, or entries under keys of country and service, of which either level may be missing."""
    found: list[Limit] = []

    def take(leaf: Leaf) -> None:
        keys, value = leaf
        entry = LimitEntry.model_validate(value)
        limit = Limit(*_country_and_service(entry.model_dump(), keys, country_id, service_id), numbers=entry.numbers)
        if country_id in (None, limit.country_id) and service_id in (None, limit.service_id):
            found.append(limit)

    await collect("limits", leaves(data, "numbers"), take)
    return found


def _country_and_service(
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
    named = _identity(key) if key else None
    if own is not None:
        repeated = identity(own)
        if named not in (None, repeated):
            raise NotUnderstood("an entry that belongs to two places")
        return repeated
    found = asked if named is None else named
    if found is None:
        raise NotUnderstood("an entry that belongs nowhere")
    return found


_identity = lru_cache(4096)(identity)


def _price(value: object) -> Decimal:
    """Equal ones are one object, or nearly all."""
    value = alone(value)
    if isinstance(value, str):
        return _price_in_words(value.strip())
    if isinstance(value, list | dict):  # which nothing can remember
        raise NotUnderstood("no price")
    return _price_in_numbers(value)


_price_in_words = lru_cache(SAME_PRICES)(price_of)
_price_in_numbers = lru_cache(SAME_PRICES, typed=True)(price_of)  # or `True` would pass for a 1 that was there before


def _answer(model: type[M], data: object) -> M:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise NotUnderstood("; ".join(f"{e['loc']}: {e['type']}" for e in error.errors(include_input=False))) from None


def _same_request(asked: str, answered: object) -> None:
    if answered is not None and not is_same_request(asked, answered):
        raise NotUnderstood("about another request")


R = TypeVar("R")

AT_ONCE: Final = 1000
"""Entries that are read before others have their turn: a few milliseconds."""

REST_S: Final = 0.001
"""An answer from outside takes the event loop several rounds, and each would wait for one more piece of the list."""


async def collect(call: str, raw: Iterable[R], take: Callable[[R], object]) -> None:
    """`take` the raw entries, one after the other; those it refuses with a `ValueError` are counted in the log.

    Raises `NotUnderstood` when all of them are refused. No entries at all are an answer.
    """
    left_out = number = 0
    entries = iter(raw)
    while some := list(islice(entries, AT_ONCE)):
        if number:
            await asyncio.sleep(REST_S)
        for item in some:
            try:
                take(item)
            except ValueError:  # pydantic's ValidationError is one, and so is NotUnderstood
                left_out += 1
        number += len(some)
    kept = number - left_out
    if left_out and not kept:
        raise NotUnderstood("not one entry makes sense")
    if left_out:
        log.warning("entries left out", call=call, left_out=left_out, kept=kept)
