"""The eight calls of SMS-Man's API v2.0, one short method each, failing only with the `ProviderError` family."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum
from functools import partial
from typing import Final, Literal, TypeVar, get_args
from urllib.parse import urlencode, urlsplit

import aiohttp
import stamina
from pydantic import SecretStr

from bot.domain.errors import (
    AccountEmpty,
    NumberUnreadable,
    OutcomeUnknown,
    OutOfStock,
    PriceChanged,
    ProviderDown,
    ProviderError,
    Refused,
    Throttled,
    TooLate,
    WrongToken,
)
from bot.domain.models import Account, Bought, Country, Offer, Service
from bot.providers.smsman import models as wire
from bot.providers.smsman.connections import Connections, MaySend, Reply
from bot.providers.smsman.exchange import Call, Exchange, Method

T = TypeVar("T")
FurtherSms = Literal["off", "ready", "retrysms"]
"""Whether numbers are bought for several SMS, and then the status by which a further one is asked for."""

CATALOGUE = 32 * 1024 * 1024
"""Bytes of a list that are read at most; 200 countries with 1,500 services each are about 12 MB."""

CLEAR_NO = (WrongToken, OutOfStock, AccountEmpty, PriceChanged, Throttled, Refused)
"""The errors after which nothing was bought."""

_repeatable = stamina.retry(
    on=(ProviderDown, Throttled), attempts=3, timeout=20, wait_initial=0.2, wait_max=2.0, wait_jitter=0.3
)
"""For calls that change nothing and have nobody who calls them again anyway."""


class Status(StrEnum):
    """What `set-status` can make of a request."""

    READY = "ready"
    """The SMS was sent, or wait for one more: clients disagree."""
    CLOSE = "close"
    """Done, the code was received."""
    RETRYSMS = "retrysms"
    """One more SMS: not documented, and sent by several clients."""
    REJECT = "reject"
    """Cancel; the money comes back if no SMS was received."""
    USED = "used"
    """The number turned out to be taken already."""


class SmsMan:
    """A `Provider`. The session is the caller's to open (`open_session`) and to close.

    `timeout` and `buy_timeout` are seconds for a whole call: connecting, request, answer and reading it.
    `ref` is the operator's referral id, sent with each purchase.
    `max_price`: the quote is sent along, so that the provider itself bounds the charge; `currency` names what it is in,
    "" leaves that to the account.
    """

    def __init__(
        self,
        session: Connections,
        *,
        url: str,
        token: SecretStr,
        method: Method = "post",
        timeout: float = 20.0,
        buy_timeout: float = 60.0,
        ref: str = "",
        further_sms: FurtherSms = "off",
        max_price: bool = True,
        currency: str = "",
    ) -> None:
        self._exchange = Exchange(session, url=url, token=token, method=method)
        self._timeout = timeout
        self._buy_timeout = buy_timeout
        self._ref = ref
        self._further_sms: FurtherSms = further_sms
        self._sends_most = max_price
        self._currency = currency

    @_repeatable
    async def balance(self) -> Account:
        """`get-balance`. Repeated when the provider is down or throttles."""
        return await self._read("get-balance", wire.read_account)

    @_repeatable
    async def limits(self, country_id: int | None = None, service_id: int | None = None) -> list[wire.Limit]:
        """`limits`: how many numbers there are, of all or of one country, service or both. Repeated like `balance`."""
        read = partial(wire.read_limits, country_id, service_id)
        return await self._list("limits", read, country_id=country_id, application_id=service_id)

    @_repeatable
    async def offers(self, country_id: int | None = None) -> list[Offer]:
        """`get-prices`, of all countries or of one. Repeated like `balance`."""
        return await self._list("get-prices", partial(wire.read_offers, country_id), country_id=country_id)

    @_repeatable
    async def countries(self) -> list[Country]:
        """`countries`. Repeated like `balance`."""
        return await self._list("countries", wire.read_countries)

    @_repeatable
    async def services(self) -> list[Service]:
        """`applications`. Repeated like `balance`."""
        return await self._list("applications", wire.read_services)

    async def buy(self, country_id: int, service_id: int, *, most: Decimal, may_send: MaySend) -> Bought:
        """`get-number`. Sent once, never repeated.

        Raises `ProviderDown` or `TooLate` when the request did not go out, one of `CLEAR_NO` when the provider said no
        in JSON or with HTTP 429, and `OutcomeUnknown` for everything else, unless request and number are found in what
        came: `NumberUnreadable` where only the request is.
        """
        several = self._further_sms != "off"
        form: dict[str, str | int | None] = {"country_id": country_id, "application_id": service_id}
        form |= {"ref": self._ref or None, "hasMultipleSms": "True" if several else None}
        form |= self._bound(most)
        reply = Reply(may_send=may_send)
        call = Call("get-number", wire.read_bought, form, self._buy_timeout)
        try:
            return replace(await self._exchange.change(call, reply), several=several)
        except (ProviderDown, TooLate):
            raise
        except ProviderError as error:
            request_id, salvaged = wire.salvage_bought(bytes(reply.body))
            if salvaged:
                return replace(salvaged, several=several)
            clear = isinstance(error, CLEAR_NO)
            if clear and not request_id:
                raise
            why = f"{error} (request {request_id or 'not named'})"
        if request_id.isdecimal() and 200 <= reply.status < 300 and not clear:
            raise NumberUnreadable(why, request_id)
        raise OutcomeUnknown(why)

    def _bound(self, most: Decimal) -> dict[str, str | int | None]:
        """What bounds the charge at the provider itself: it takes whole units."""
        if not self._sends_most:
            return {}
        return {"maxPrice": str(most.to_integral_value(ROUND_CEILING)), "currency": self._currency or None}

    async def poll(self, request_id: str) -> str:
        """`get-sms`: the code. Not repeated here: the SMS poller asks again by itself.

        Raises `StillWaiting` until the code is there, `ActivationGone` or `WrongStatus` once the request has ended.
        """
        read, salvage = partial(wire.read_code, request_id), partial(wire.salvage_code, request_id)
        return await self._exchange.read(
            Call("get-sms", read, {"request_id": request_id}, self._timeout, salvage=salvage)
        )

    async def set_status(self, request_id: str, status: Status) -> None:
        """`set-status`. Not repeated here: the caller asks again, and knows how long to wait.

        Returning means that the provider confirmed it; `ProviderDown` that the request did not go out.
        """
        read = partial(wire.read_status, request_id)
        form = {"request_id": request_id, "status": status.value}
        await self._exchange.change(Call("set-status", read, form, self._timeout))

    async def reject(self, request_id: str) -> None:
        """Cancel a request whose SMS has not come, like `set_status`."""
        await self.set_status(request_id, Status.REJECT)

    async def again(self, request_id: str) -> None:
        """Ask for a further SMS by the status that the operator has chosen, like `set_status`."""
        if self._further_sms == "off":
            raise Refused("set-status: further SMS are switched off")
        await self.set_status(request_id, Status(self._further_sms))

    async def close(self, request_id: str) -> None:
        """End a request whose code was received, like `set_status`."""
        await self.set_status(request_id, Status.CLOSE)

    async def _read(self, name: str, read: Callable[[object], T]) -> T:
        return await self._exchange.read(Call(name, read, {}, self._timeout))

    async def _list(self, name: str, read: Callable[[object], Awaitable[T]], **form: int | None) -> T:
        return await self._exchange.read_list(Call(name, read, form, self._timeout), CATALOGUE)


async def accepted_methods(
    session: Connections, *, url: str, token: SecretStr, seconds: float = 20.0
) -> frozenset[Method]:
    """Which of POST forms and GET the provider takes, tried with `get-balance` alone.

    When neither works: `WrongToken` if either was told so, else the `ProviderError` that POST met.
    """
    accepted: set[Method] = set()
    errors: list[ProviderError] = []
    for method in get_args(Method):
        try:
            await SmsMan(session, url=url, token=token, method=method, timeout=seconds).balance()
        except ProviderError as error:
            errors.append(error)
        else:
            accepted.add(method)
    if not accepted:
        raise next((error for error in errors if isinstance(error, WrongToken)), errors[0])
    return frozenset(accepted)


TRIAL_TIMEOUT_S: Final = 10.0
TRIAL_BYTES: Final = 256 * 1024
ACTIONS: Final = ("getActiveActivations", "getCurrentActivations", "getHistory")


async def answering_lists(session: Connections, *, url: str, token: SecretStr) -> dict[str, bool]:
    """Which of the calls that only read give a list or an object, by their names."""
    calls = dict(_calls(url, token.get_secret_value()))
    answers = await asyncio.gather(*(_answers(session, address) for address in calls.values()))
    return dict(zip(calls, answers, strict=True))


def _calls(url: str, token: str) -> Iterator[tuple[str, str]]:
    yield "get-all-requests", f"{url.rstrip('/')}/get-all-requests?{urlencode({'token': token})}"
    parts = urlsplit(url)
    for action in ACTIONS:
        query = urlencode({"api_key": token, "action": action})
        yield action, f"{parts.scheme}://{parts.netloc}/stubs/handler_api.php?{query}"


async def _answers(session: Connections, address: str) -> bool:
    timeout_s = aiohttp.ClientTimeout(total=TRIAL_TIMEOUT_S)
    try:
        async with session.reads.get(address, allow_redirects=False, timeout=timeout_s) as response:
            if response.status != 200:
                return False
            data = json.loads(await response.content.read(TRIAL_BYTES))
    except (aiohttp.ClientError, OSError, ValueError):
        return False
    return isinstance(data, list) or (isinstance(data, dict) and not data.keys() & {"error", "error_code", "error_msg"})
