"""Statistics for admins: the shop now, the last day, and the best and worst services."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from bot.domain.models import Service, Statistics
from bot.shop.admin.statistics import ShopView
from bot.shop.catalogue.catalogue import Catalogue
from bot.telegram.admin_callbacks import (
    OpenBroadcast,
    OpenCosts,
    OpenEarnings,
    OpenPicture,
    OpenSalesSwitch,
    OpenStatistics,
    OpenUsers,
)
from bot.telegram.callbacks import OpenBalance
from bot.telegram.screens.admin import balance_lines, sales_lines
from bot.telegram.screens.names import harmless
from bot.telegram.screens.screen import Screen, button, keyboard, menu_button
from bot.telegram.screens.users import who
from bot.texts import Html, Texts


def statistics(texts: Texts, view: ShopView, currency: str, *, sells: bool = False) -> Screen:
    """`sells`: users pay, and the operator may earn."""
    parts = [
        texts("overview"),
        balance_lines(texts, view.account, currency) if view.account else texts("overview-no-account"),
        sales_lines(texts, view.sales_stop, who(view.stopped_by) if view.stopped_by else "", is_open=view.is_open),
        texts("overview-now", waiting=view.waiting, users=view.users),
        _day(texts, view.day, currency),
    ]
    if view.day.unknown or view.day.unconfirmed:
        parts.append(texts("overview-trouble", unknown=view.day.unknown, unconfirmed=view.day.unconfirmed))
    return Screen(
        Html("\n\n".join(parts)),
        keyboard(
            [button(texts.plain("button-picture"), OpenPicture())],
            [
                button(texts.plain("button-people"), OpenUsers()),
                button(texts.plain("button-switch"), OpenSalesSwitch()),
            ],
            [
                button(texts.plain("button-costs"), OpenCosts()),
                button(texts.plain("button-balance"), OpenBalance()),
            ],
            [button(texts.plain("button-earnings"), OpenEarnings())] if sells else [],
            [button(texts.plain("button-announcement"), OpenBroadcast())],
            [button(texts.plain("button-refresh"), OpenStatistics()), menu_button(texts)],
        ),
    )


def _day(texts: Texts, day: Statistics, currency: str) -> Html:
    return texts(
        "overview-day",
        bought=day.bought,
        codes=day.codes,
        share=code_share(texts, day),
        refunded=day.refunded,
        failed=day.failed,
        spent=texts.money(day.spent, currency),
        back=texts.money(day.back, currency),
    )


def code_share(texts: Texts, counts: Statistics) -> str:
    """Of what has ended, never rounded up."""
    return texts.plain("share", percent=int(100 * counts.share)) if counts.ended else "–"


MIN_NUMBERS: Final = 5
"""Ended numbers below which a share says nothing."""
MAX_SERVICES: Final = 6
"""Services of a group: more would not fit a phone."""

HEADING_TEXTS = {"best": "picture-best", "worst": "picture-worst", "few": "picture-few"}


@dataclass(frozen=True, slots=True)
class Group:
    kind: Literal["best", "worst", "few"]
    services: Sequence[tuple[Service, Statistics]]


def rank(statistics: Mapping[int, Statistics], catalogue: Catalogue) -> list[Group]:
    """The best first and the worst last; those with too few numbers are set apart, and what has none is left out."""
    named = [
        (catalogue.service(service_id) or Service(service_id, f"#{service_id}"), counts)
        for service_id, counts in sorted(statistics.items())
        if counts.ended
    ]
    judged = sorted(
        (one for one in named if one[1].ended >= MIN_NUMBERS),
        key=lambda one: (one[1].share, one[1].ended),
        reverse=True,
    )
    few = sorted((one for one in named if one[1].ended < MIN_NUMBERS), key=lambda one: one[1].ended, reverse=True)
    best = judged[:MAX_SERVICES]
    groups = [
        Group("best", best),
        Group("worst", judged[max(MAX_SERVICES, len(judged) - MAX_SERVICES) :]),
        Group("few", few[:MAX_SERVICES]),
    ]
    return [group for group in groups if group.services]


def chart(texts: Texts, groups: Sequence[Group], days: int) -> Mapping[str, Any]:
    """What `bot.cli.chart` draws."""
    return {
        "title": texts.plain("picture-title", days=days),
        "groups": [
            {
                "heading": texts.plain(HEADING_TEXTS[group.kind]),
                "kind": group.kind,
                "bars": [
                    {"label": _label(service), "share": counts.share, "note": _bar_note(texts, counts)}
                    for service, counts in group.services
                ],
            }
            for group in groups
        ],
    }


def _label(service: Service) -> str:
    """Its id where the title has nothing that could be read."""
    name = harmless(service.title)
    return name if any(sign.isalnum() for sign in name) else f"#{service.id}"


def _bar_note(texts: Texts, counts: Statistics) -> str:
    return texts.plain("picture-note", share=code_share(texts, counts), codes=counts.codes, ended=counts.ended)


def caption(texts: Texts, days: int) -> Screen:
    """Under the picture. Its buttons open anew: a picture can't become a page."""
    return Screen(texts("picture-caption", few=MIN_NUMBERS), keyboard(*_ways(texts, days, fresh=True)))


def in_words(texts: Texts, groups: Sequence[Group], days: int) -> Screen:
    parts = [texts("picture-heading", title=texts.plain("picture-title", days=days))]
    for group in groups:
        lines = [texts("picture-heading", title=texts.plain(HEADING_TEXTS[group.kind]))]
        lines += [
            texts("picture-line", service=_label(service), note=_bar_note(texts, counts))
            for service, counts in group.services
        ]
        parts.append(Html("\n".join(lines)))
    if not groups:
        parts.append(texts("picture-nothing"))
    return Screen(Html("\n\n".join(parts)), keyboard(*_ways(texts, days, fresh=False)))


def _ways(texts: Texts, days: int, *, fresh: bool) -> list[Any]:
    other = 7 if days == 1 else 1
    return [
        [button(texts.plain("button-picture-days", days=other), OpenPicture(days=other, fresh=fresh))],
        [button(texts.plain("button-overview"), OpenStatistics(fresh=fresh)), menu_button(texts, fresh=fresh)],
    ]
