"""Offers that fail for everybody: each is proposed to admins for hiding, with a button that does it."""

from collections import defaultdict
from typing import Final, NamedTuple

from bot.domain.alerts import ShopAlert
from bot.domain.code_times import CodeTimes, add_up
from bot.shop.activations.poll_schedule import CodeHistory
from bot.shop.admin.alerts import Alerts
from bot.shop.catalogue.catalogue import Catalogue

BREAK_EVEN: Final = 1 / 6
"""The share of codes below which an offer costs the account more of its rating than it brings."""

ROUND_S: Final = 600.0

REMIND_S: Final = 24 * 3600.0
"""After which an offer is proposed again that still fails and was not hidden."""

MAX_PROPOSED: Final = 10
"""At once, those with the most numbers first."""


class Failing(NamedTuple):
    country_id: int
    service_id: int | None
    """`None`: nothing works in the whole country."""
    code_times: CodeTimes


class FailingOffers:
    def __init__(self, code_history: CodeHistory, catalogue: Catalogue, alerts: Alerts) -> None:
        self._code_history = code_history
        self._catalogue = catalogue
        self._alerts = alerts

    async def check(self) -> None:
        """Propose what fails and is still offered. Each admin has each proposal once a day at the most."""
        worst = sorted(self._failing(), key=lambda one: one.code_times.finished, reverse=True)
        for country_id, service_id, code_times in worst[:MAX_PROPOSED]:
            await self._alerts.tell(
                ShopAlert.OFFER_FAILS,
                quiet=REMIND_S,
                subject=f"{country_id}:{'' if service_id is None else service_id}",
                country_id=country_id,
                **({} if service_id is None else {"service_id": service_id}),
                numbers=round(code_times.finished),
                percent=round(100 * sum(code_times.codes) / code_times.finished),
            )

    def _failing(self) -> list[Failing]:
        """A country where several services fail and none works stands for all of them."""
        countries: dict[int, dict[int, CodeTimes]] = defaultdict(dict)
        for (country_id, service_id), code_times in self._code_history.pairs.items():
            if self._catalogue.is_offered(country_id, service_id):
                countries[country_id][service_id] = code_times
        found: list[Failing] = []
        for country_id, services in countries.items():
            together = add_up(services.values())
            if len(services) > 1 and _fails(together) and not any(map(_works, services.values())):
                found.append(Failing(country_id, None, together))
            else:
                found += [Failing(country_id, one, services[one]) for one in services if _fails(services[one])]
        return found


def _fails(code_times: CodeTimes) -> bool:
    """Of enough numbers that were waited for, too few got a code."""
    chance = code_times.code_chance()
    return chance is not None and chance.share < BREAK_EVEN


def _works(code_times: CodeTimes) -> bool:
    chance = code_times.code_chance()
    return chance is not None and chance.share >= BREAK_EVEN
