"""The provider's orders: sells numbers, brings SMS, gives money back. Knows nothing of HTTP.

Time passes only when it is asked for: each call first lets happen, in order, all that was due until now.
"""

import heapq
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from sandbox.smsman import refusal
from sandbox.smsman.account import Account
from sandbox.smsman.catalogue import countries
from sandbox.smsman.outcomes import Outcomes
from sandbox.smsman.request import Request, Status
from sandbox.smsman.settings import Settings
from sandbox.smsman.stock import Offer, Stock

_FIRST_ID = 300_000_001


class Orders:
    def __init__(
        self,
        settings: Settings,
        *,
        seed: int,
        now: Callable[[], float],
        changed: Callable[[], None],
        state: Mapping[str, Any] | None = None,
    ) -> None:
        state = state or {}
        self._settings = settings
        self._seed = int(state.get("seed", seed))
        self._outcomes = Outcomes(self._seed)
        self._now = now
        self._changed = changed
        self._next_id = int(state.get("next_id", _FIRST_ID))
        self.account = Account(state.get("account"))
        self.stock = Stock(self._seed, state.get("stock"))
        self.requests = {request.id: request for request in map(Request.load, state.get("requests", ()))}
        self._waiting = {request.id: request for request in self.requests.values() if request.status == "waiting"}
        self._due: list[tuple[float, int]] = []
        for request in self.requests.values():
            if request.status in ("waiting", "received"):
                self._schedule(request)

    def dump(self) -> dict[str, Any]:
        return {
            "seed": self._seed,
            "next_id": self._next_id,
            "account": self.account.dump(),
            "stock": self.stock.dump(),
            "requests": [request.dump() for request in self.requests.values()],
        }

    @property
    def held(self) -> Decimal:
        """What would come back if everything that waits for its first SMS were cancelled now."""
        return sum((request.price for request in self._waiting.values() if not request.received), Decimal())

    @property
    def active(self) -> int:
        return len(self._waiting)

    def buy(
        self,
        country_id: int | None,
        service_id: int,
        *,
        max_price: Decimal | None = None,
        charged: Callable[[Decimal], Decimal] = lambda price: price,
        multiple: bool = False,
        ref: str = "",
    ) -> Request:
        """Without a country: the cheapest that has stock. `charged`: what is taken for a price, where it differs."""
        self.advance()
        if self.account.is_frozen:
            raise refusal.frozen()
        offer = self._choose(country_id, service_id)
        if offer is None or not offer.stock:
            raise refusal.no_numbers()
        self._check_price(offer, max_price)
        price = charged(offer.price)
        if self.active >= self._settings.channels:
            raise refusal.no_channels()
        if price > self.account.balance:
            raise refusal.account_empty()
        request_id, now = self._next_id, self._now()
        self._next_id += 1
        request = Request(
            id=request_id,
            country_id=offer.country_id,
            service_id=offer.service_id,
            number=self._number(request_id, countries()[offer.country_id].number),
            price=price,
            bought_at=now,
            expires_at=now + self._settings.lifetime,
            multiple=multiple,
            ref=ref,
        )
        self.account.charge(request_id, price, now)
        self.stock.move(offer, -1)
        self.requests[request_id] = request
        self._await_sms(request)
        self._changed()
        return request

    def _check_price(self, offer: Offer, max_price: Decimal | None) -> None:
        if max_price is None or offer.price <= max_price or self._settings.max_price == "ignored":
            return
        raise refusal.above_max_price() if self._settings.max_price == "refused" else refusal.no_numbers()

    def latest(self) -> Request | None:
        """The request that was bought last."""
        return self.requests[max(self.requests)] if self.requests else None

    def poll(self, request_id: int) -> Request:
        """The request with its code in it, or still waiting. Refused when it is ended."""
        self.advance()
        request = self.requests.get(request_id)
        if request is None or request.status in ("closed", "expired"):
            raise refusal.gone()
        if request.status in ("rejected", "used"):
            raise refusal.not_in_this_state()
        return request

    def reject(self, request_id: int) -> Request:
        request = self._unanswered(request_id)
        if self._now() - request.bought_at < self._settings.early_cancel:
            raise refusal.too_early()
        self._rate(request, "reject")
        self._end(request, "rejected", self._now())
        return request

    def used(self, request_id: int) -> Request:
        """The number turned out to be taken already: like a reject, but it does not go back into stock."""
        request = self._unanswered(request_id)
        self._end(request, "used", self._now())
        return request

    def close(self, request_id: int) -> Request:
        request = self.poll(request_id)
        if not request.received:
            raise refusal.not_in_this_state()
        self._rate(request, "close")
        self._end(request, "closed", self._now())
        return request

    def ready(self, request_id: int) -> Request:
        """The user has sent the SMS; on a number for several SMS that has its code: wait for the next one."""
        request = self.poll(request_id)
        if request.status == "received" and request.multiple:
            self._await_sms(request)
            self._changed()
        return request

    def retry(self, request_id: int) -> Request:
        """One more SMS, which only a number for several SMS that has its code can have."""
        request = self.poll(request_id)
        if request.status != "received" or not request.multiple:
            raise refusal.not_in_this_state()
        return self.ready(request_id)

    def deliver(self, request_id: int, code: str | None = None) -> None:
        """The SMS arrives now. Raises `LookupError` where none is waited for."""
        self.advance()
        if request_id not in self._waiting:
            raise LookupError(f"request {request_id} is not waiting for an SMS")
        self._receive(self._waiting[request_id], self._now(), code)

    def delay(self, request_id: int, seconds: float) -> None:
        """The SMS comes so many seconds from now. Raises `LookupError` where none is waited for."""
        self.advance()
        if request_id not in self._waiting:
            raise LookupError(f"request {request_id} is not waiting for an SMS")
        self._waiting[request_id].sms_due_at = self._now() + seconds
        self._schedule(self._waiting[request_id])
        self._changed()

    def never(self, request_id: int) -> None:
        """No SMS comes any more. Raises `LookupError` where none is waited for."""
        self.advance()
        if request_id not in self._waiting:
            raise LookupError(f"request {request_id} is not waiting for an SMS")
        self._waiting[request_id].sms_due_at = None
        self._changed()

    def end(self, request_id: int) -> None:
        """The provider ends the request by itself, as at the end of its time. Raises `LookupError` for an ended one."""
        self.advance()
        request = self.requests.get(request_id)
        if request is None or request.status not in ("waiting", "received"):
            raise LookupError(f"request {request_id} has ended")
        self._time_out(request, self._now())

    def advance(self) -> None:
        """Lets all that was due until now happen, in its order."""
        while self._due and self._due[0][0] <= self._now():
            due, request_id = heapq.heappop(self._due)
            request = self.requests[request_id]
            if request.status == "received" and request.expires_at <= due:
                self._rate(request, "auto close")  # the code stays readable: it is paid for
            if request.status != "waiting":
                continue
            if request.sms_due_at is not None and request.sms_due_at <= due:
                self._receive(request, due)
            elif request.expires_at <= due:
                self._time_out(request, request.expires_at)

    def _choose(self, country_id: int | None, service_id: int) -> Offer | None:
        if country_id is not None:
            return self.stock.offer(country_id, service_id)
        in_stock = (offer for offer in self.stock.offers(service_id=service_id) if offer.stock)
        return min(in_stock, key=lambda offer: offer.price, default=None)

    def _number(self, request_id: int, pattern: str) -> str:
        taken = {request.number for request in self._waiting.values()}
        attempt = 0
        while (number := self._outcomes.number(request_id, pattern, attempt)) in taken:
            attempt += 1
        return number

    def _await_sms(self, request: Request) -> None:
        delay = self._outcomes.delay(
            request.id,
            request.received,
            typical=self._settings.sms_delay,
            slow_share=self._settings.slow_share,
            never_share=self._settings.never_share,
        )
        request.status, request.code = "waiting", ""
        request.sms_due_at = None if delay is None else self._now() + delay
        self._waiting[request.id] = request
        self._schedule(request)

    def _schedule(self, request: Request) -> None:
        heapq.heappush(self._due, (request.expires_at, request.id))
        if request.sms_due_at is not None and request.sms_due_at < request.expires_at:
            heapq.heappush(self._due, (request.sms_due_at, request.id))

    def _receive(self, request: Request, time: float, code: str | None = None) -> None:
        request.code = code or self._outcomes.code(request.id, request.received)
        request.received += 1
        request.status, request.received_at, request.sms_due_at = "received", time, None
        del self._waiting[request.id]
        self._changed()

    def _time_out(self, request: Request, time: float) -> None:
        self._rate(request, "auto close" if request.received else "timeout")
        self._end(request, "closed" if request.received else "expired", time)

    def _rate(self, request: Request, event: str) -> None:
        """The first end of a request counts for the rating, and no other."""
        if not request.rated:
            request.rated = True
            self.account.rate(event)

    def _end(self, request: Request, status: Status, time: float) -> None:
        request.status, request.sms_due_at = status, None
        self._waiting.pop(request.id, None)
        if not request.received:
            self.account.refund(request.id, request.price, time)
        offer = self.stock.offer(request.country_id, request.service_id)
        if offer is not None and status in ("rejected", "expired"):
            self.stock.move(offer, +1)
        self._changed()

    def _unanswered(self, request_id: int) -> Request:
        request = self.poll(request_id)
        if request.received:
            raise refusal.not_in_this_state()
        return request
