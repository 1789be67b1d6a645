"""An SMS-Man that answers at once, from bytes made beforehand: countries, services, and a price for each pair."""

import json
from collections.abc import Callable
from urllib.parse import parse_qs

TOKEN = "bench-token-that-is-nobodys-secret"

Poll = Callable[[str], bytes]
"""The id of a request, and the answer to `get-sms`."""


class SmsMan:
    """A `bench.http.Handler`. Every country sells every service."""

    def __init__(self, countries: int = 200, services: int = 500, poll: Poll | None = None) -> None:
        self.poll = poll or (lambda request_id: waiting(request_id))
        self.bought = 0
        prices = {country: _prices(country, services) for country in range(countries)}
        self._prices = {str(country): json.dumps(one).encode() for country, one in prices.items()}
        self._lists = {
            "countries": json.dumps([{"id": one, "title": country_title(one)} for one in prices]).encode(),
            "applications": json.dumps(
                [{"id": str(one), "name": service_title(one), "code": f"s{one}"} for one in range(services)]
            ).encode(),
            "get-prices": json.dumps(prices).encode(),
            "get-balance": b'{"balance":"100000.00"}',
        }

    def __call__(self, path: str, body: bytes) -> bytes:
        call = path.rpartition("/")[2]
        form = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        match call:
            case "get-sms":
                return self.poll(form["request_id"])
            case "get-prices" if "country_id" in form:
                return self._prices[form["country_id"]]
            case "get-number":
                self.bought += 1
                return json.dumps({"request_id": self.bought, "number": f"79{self.bought:09}"}).encode()
            case "set-status":
                return json.dumps({"request_id": form["request_id"], "success": True}).encode()
            case _:
                return self._lists[call]


def waiting(request_id: str) -> bytes:
    return b'{"request_id":"%s","error_code":"wait_sms","error_msg":"Still waiting..."}' % request_id.encode()


def arrived(request_id: str, code: str) -> bytes:
    return json.dumps({"request_id": request_id, "sms_code": code}).encode()


REAL_COUNTRIES = (
    "Russia",
    "Vietnam",
    "Indonesia",
    "USA",
    "United Kingdom",
    "Germany",
    "Brazil",
    "India",
    "Kenya",
    "Peru",
)
REAL_SERVICES = (
    "Telegram",
    "WhatsApp",
    "Google, Youtube, Gmail",
    "Facebook",
    "Instagram",
    "Vkontakte",
    "TikTok",
    "Viber",
)
SYLLABLES = ("ba", "co", "di", "fu", "ga", "lo", "mi", "nu", "pa", "ra", "se", "to", "vi", "xe", "yo", "zu")


def country_title(country: int) -> str:
    """Real ones first, then words that look like it."""
    return REAL_COUNTRIES[country] if country < len(REAL_COUNTRIES) else _word(country, 3).title() + "land"


def service_title(service: int) -> str:
    return REAL_SERVICES[service] if service < len(REAL_SERVICES) else _word(service * 7919, 4).title()


def _word(number: int, syllables: int) -> str:
    return "".join(SYLLABLES[(number >> (4 * at)) % 16] for at in range(syllables))


def _prices(country: int, services: int) -> dict[str, dict[str, object]]:
    """As documented: the cost as a string, the count as a number."""
    return {
        str(service): {
            "cost": f"{1 + (country * 7 + service * 13) % 400 / 4:g}",
            "count": (country + service) % 9_000 + 1,
        }
        for service in range(services)
    }
