"""The best and the worst services: as a chart to be drawn, and in words where it can't be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from bot.domain.models import Service
from bot.domain.tally import Tally
from bot.shop.catalogue import Catalogue
from bot.telegram.callbacks import OpenOverview, OpenPicture
from bot.telegram.screens.names import harmless
from bot.telegram.screens.overview import share
from bot.telegram.screens.screen import Screen, button, keyboard, menu_button
from bot.texts import Html, Texts

FEW: Final = 5
"""Ended numbers below which a share says nothing."""
MOST: Final = 6
"""Services of a group: more would not fit a phone."""

HEADING_TEXTS = {"best": "picture-best", "worst": "picture-worst", "few": "picture-few"}


@dataclass(frozen=True, slots=True)
class Group:
    kind: Literal["best", "worst", "few"]
    services: Sequence[tuple[Service, Tally]]


def rank(tallies: Mapping[int, Tally], catalogue: Catalogue) -> list[Group]:
    """The best first and the worst last; those with too few numbers are set apart, and what has none is left out."""
    named = [
        (catalogue.service(service_id) or Service(service_id, f"#{service_id}"), tally)
        for service_id, tally in sorted(tallies.items())
        if tally.ended
    ]
    judged = sorted(
        (one for one in named if one[1].ended >= FEW), key=lambda one: (one[1].share, one[1].ended), reverse=True
    )
    few = sorted((one for one in named if one[1].ended < FEW), key=lambda one: one[1].ended, reverse=True)
    best = judged[:MOST]
    groups = [Group("best", best), Group("worst", judged[max(MOST, len(judged) - MOST) :]), Group("few", few[:MOST])]
    return [group for group in groups if group.services]


def chart(texts: Texts, groups: Sequence[Group], days: int) -> Mapping[str, Any]:
    """What `bot.picture` draws."""
    return {
        "title": texts.plain("picture-title", days=days),
        "groups": [
            {
                "heading": texts.plain(HEADING_TEXTS[group.kind]),
                "kind": group.kind,
                "bars": [
                    {"label": _label(service), "share": tally.share, "note": _note(texts, tally)}
                    for service, tally in group.services
                ],
            }
            for group in groups
        ],
    }


def _label(service: Service) -> str:
    """Its id where the title has nothing that could be read."""
    name = harmless(service.title)
    return name if any(sign.isalnum() for sign in name) else f"#{service.id}"


def _note(texts: Texts, tally: Tally) -> str:
    return texts.plain("picture-note", share=share(texts, tally), codes=tally.codes, ended=tally.ended)


def caption(texts: Texts, days: int) -> Screen:
    """Under the picture. Its buttons open anew: a picture can't become a page."""
    return Screen(texts("picture-caption", few=FEW), keyboard(*_ways(texts, days, fresh=True)))


def in_words(texts: Texts, groups: Sequence[Group], days: int) -> Screen:
    parts = [texts("picture-heading", title=texts.plain("picture-title", days=days))]
    for group in groups:
        lines = [texts("picture-heading", title=texts.plain(HEADING_TEXTS[group.kind]))]
        lines += [
            texts("picture-line", service=_label(service), note=_note(texts, tally))
            for service, tally in group.services
        ]
        parts.append(Html("\n".join(lines)))
    if not groups:
        parts.append(texts("picture-nothing"))
    return Screen(Html("\n\n".join(parts)), keyboard(*_ways(texts, days, fresh=False)))


def _ways(texts: Texts, days: int, *, fresh: bool) -> list[Any]:
    other = 7 if days == 1 else 1
    return [
        [button(texts.plain("button-picture-days", days=other), OpenPicture(days=other, fresh=fresh))],
        [button(texts.plain("button-overview"), OpenOverview(fresh=fresh)), menu_button(texts, fresh=fresh)],
    ]
