"""The eight calls: parameters in, JSON out, in the dialect that is switched on."""

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation

from sandbox.smsman import refusal
from sandbox.smsman.catalogue import countries, services
from sandbox.smsman.dialect import DIALECTS, Dialect, Funds, Json
from sandbox.smsman.faults import Option
from sandbox.smsman.orders import Orders
from sandbox.smsman.request import Request
from sandbox.smsman.settings import Settings

Params = Mapping[str, str]
Effects = Mapping[str, Mapping[str, Option]]
"""Faults of kind "during" with their options: what goes wrong in a purchase."""

ROUBLES: Mapping[str, Decimal] = {"RUB": Decimal(1), "USD": Decimal(90), "EUR": Decimal(100)}
"""What `maxPrice` is worth by its `currency`. Made-up rates."""


class Calls:
    def __init__(self, orders: Orders, settings: Settings) -> None:
        self._orders = orders
        self._settings = settings
        self._calls: Mapping[str, Callable[[Dialect, Params], Json]] = {
            "get-balance": self._balance,
            "limits": self._limits,
            "get-number": lambda dialect, params: dialect.number(self._buy(params)),
            "get-sms": self._sms,
            "set-status": self._status,
            "get-prices": self._prices,
            "countries": lambda dialect, params: dialect.countries(countries().values()),
            "applications": lambda dialect, params: dialect.services(services().values()),
        }

    def names(self) -> list[str]:
        return list(self._calls)

    def answer(self, call: str, params: Params, effects: Effects | None = None) -> Json:
        """The answer to `call`, with what goes wrong in it. Raises `Refusal`."""
        dialect = DIALECTS[self._settings.dialect]
        if not effects:
            return self._calls[call](dialect, params)
        if "price_moved" in effects:
            self._move_price(params, _factor(effects["price_moved"]))
        if "request_repeated" in effects and (latest := self._orders.latest()):
            if effects["request_repeated"]["charged"]:
                self._buy(params)
            return dialect.number(latest)
        return dialect.number(self._buy(params, _factor(effects.get("charged_otherwise", {}))))

    def _move_price(self, params: Params, factor: Decimal) -> None:
        country_id, service_id = _integer(params, "country_id"), _required(params, "application_id")
        for offer in list(self._orders.stock.offers(country_id, service_id)):
            self._orders.stock.reprice(offer.country_id, offer.service_id, _money(offer.price * factor))

    def sell_out(self, params: Params) -> None:
        """What this `get-number` asks for is out of stock from now on."""
        country_id, service_id = _integer(params, "country_id"), _required(params, "application_id")
        for offer in list(self._orders.stock.offers(country_id, service_id)):
            self._orders.stock.move(offer, -offer.stock)

    def _balance(self, dialect: Dialect, params: Params) -> Json:
        orders = self._orders
        orders.advance()
        balance = orders.account.balance + (orders.held if self._settings.takes == "with the code" else 0)
        return dialect.balance(
            Funds(balance, orders.held, self._settings.channels, orders.active, orders.account.rating)
        )

    def _limits(self, dialect: Dialect, params: Params) -> Json:
        country_id, service_id = _integer(params, "country_id"), _integer(params, "application_id")
        self._orders.advance()
        return dialect.limits(self._orders.stock.offers(country_id, service_id), country_id, service_id)

    def _prices(self, dialect: Dialect, params: Params) -> Json:
        country_id = _integer(params, "country_id")
        self._orders.advance()
        return dialect.prices(self._orders.stock.offers(country_id), country_id)

    def _buy(self, params: Params, factor: Decimal = Decimal(1)) -> Request:
        """`factor`: how many times the price is charged in truth."""
        return self._orders.buy(
            _integer(params, "country_id"),
            _required(params, "application_id"),
            max_price=_max_price(params),
            charged=lambda price: _money(price * factor),
            multiple=params.get("hasMultipleSms", "").lower() in ("true", "1"),
            ref=params.get("ref", ""),
        )

    def _sms(self, dialect: Dialect, params: Params) -> Json:
        request = self._orders.poll(_required(params, "request_id"))
        if request.status == "waiting":
            return {**dialect.request(request), "error_code": "wait_sms", "error_msg": "Still waiting..."}
        return {**dialect.request(request), "sms_code": request.code}

    def _status(self, dialect: Dialect, params: Params) -> Json:
        ways: Mapping[str, Callable[[int], Request]] = {
            "ready": self._orders.ready,
            "close": self._orders.close,
            "reject": self._orders.reject,
            "used": self._orders.used,
            "retrysms": self._orders.retry,
        }
        status = params.get("status", "")
        if status not in ways:
            raise refusal.wrong_status(status)
        return {"request_id": ways[status](_required(params, "request_id")).id, "success": True}


def _factor(options: Mapping[str, Option]) -> Decimal:
    return Decimal(str(options.get("factor", 1)))


def _money(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"))


def _integer(params: Params, name: str) -> int | None:
    text = params.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 20):
        raise refusal.wrong_parameter(name)
    return int(text)


def _required(params: Params, name: str) -> int:
    number = _integer(params, name)
    if number is None:
        raise refusal.wrong_parameter(name)
    return number


def _max_price(params: Params) -> Decimal | None:
    text, currency = params.get("maxPrice", ""), params.get("currency", "RUB")
    if not text:
        return None
    if currency not in ROUBLES:
        raise refusal.wrong_parameter("currency")
    try:
        amount = Decimal(text)
    except InvalidOperation:
        raise refusal.wrong_parameter("maxPrice") from None
    if not amount.is_finite():
        raise refusal.wrong_parameter("maxPrice")
    return amount * ROUBLES[currency]
