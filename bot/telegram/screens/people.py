"""One user as an admin sees him, and what may be done about him."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from bot.domain.limits import AMOUNTS, Cap, Limits
from bot.domain.people import OWN_CAPS, Person
from bot.telegram.access import Access
from bot.telegram.callbacks import Admit, OpenCap, OpenOverview, OpenPeople, OpenPerson, RaiseCap
from bot.telegram.screens.names import harmless
from bot.telegram.screens.screen import Row, Screen, button, keyboard, menu_button
from bot.texts import Html, Texts

CAP_TEXTS = {
    Cap.ACTIVE: "cap-active",
    Cap.HOUR: "cap-hour",
    Cap.DAY: "cap-day",
    Cap.SPENDING: "cap-spending",
    Cap.UNUSED: "cap-unused",
}
TIMES: Final = (2, 5, 10)
MAX_WANTED = 40
"""Characters of what was looked for that are shown again."""


def people(texts: Texts, count: int) -> Screen:
    overview = button(texts.plain("button-overview"), OpenOverview())
    return Screen(texts("people", count=count), keyboard([overview], [menu_button(texts)]))


def nobody(texts: Texts, wanted: str) -> Screen:
    return Screen(
        texts("people-nobody", wanted=harmless(wanted, MAX_WANTED)),
        keyboard([button(texts.plain("button-people"), OpenPeople()), menu_button(texts)]),
    )


def person(texts: Texts, one: Person, access: Access, limits: Limits, currency: str) -> Screen:
    """`limits`: as the settings have them."""
    known = one.known
    head = [
        texts("person", id=str(one.id), name=f"@{known.name}" if known.name else "–"),
        _standing(texts, one, access),
    ]
    if known.seen:
        head.append(texts("person-seen", since=_day(known.since or known.seen), seen=_day(known.seen)))
    else:
        head.append(texts("person-never"))
    if known.gone:
        head.append(texts("person-gone"))
    lines = [_line(texts, one, cap, currency) for cap in OWN_CAPS]
    raised = [cap for cap in OWN_CAPS if cap in known.caps or getattr(limits, cap)]
    caps = [button(texts.plain(CAP_TEXTS[cap]), OpenCap(user_id=one.id, cap=cap)) for cap in raised]
    return Screen(
        Html("\n\n".join(["\n".join(head), "\n".join(lines)])),
        keyboard(
            *_doors(texts, one, access),
            *[caps[start : start + 2] for start in range(0, len(caps), 2)],
            [button(texts.plain("button-refresh"), OpenPerson(user_id=one.id))],
            [button(texts.plain("button-people"), OpenPeople()), menu_button(texts)],
        ),
    )


def cap_question(texts: Texts, one: Person, cap: Cap, limits: Limits, currency: str) -> Screen:
    """How high it should be. `limits`: as the settings have them."""
    setting = Decimal(getattr(limits, cap))
    rows: list[Row] = [
        [
            button(_size(texts, cap, setting * times, currency), RaiseCap(user_id=one.id, cap=cap, times=times))
            for times in TIMES
        ]
        if setting
        else [],
        [button(texts.plain("button-no-limit"), RaiseCap(user_id=one.id, cap=cap, times=0))],
        [
            button(
                texts.plain("button-as-set", size=_size(texts, cap, setting, currency)),
                RaiseCap(user_id=one.id, cap=cap),
            )
        ],
        [button(texts.plain("button-back"), OpenPerson(user_id=one.id)), menu_button(texts)],
    ]
    text = texts("cap-question", id=str(one.id), line=_line(texts, one, cap, currency))
    return Screen(text, keyboard(*rows))


def _standing(texts: Texts, one: Person, access: Access) -> Html:
    """Whether he may use the bot, and why."""
    if one.id in access.admins:
        return texts("person-admin")
    if one.known.admitted is not None:
        return texts("person-let-in" if one.known.admitted else "person-shut-out")
    if one.id in access.allowed and not access.public:
        return texts("person-listed")
    return texts("person-public" if access.public else "person-stranger")


def _doors(texts: Texts, one: Person, access: Access) -> list[Row]:
    """Both ways, less the one that he is on; and back to the settings, where an admin has spoken."""
    if one.id in access.admins:
        return []
    rows: list[Row] = []
    if access.lets_in(one.id, one.known.admitted):
        rows.append([button(texts.plain("button-shut-out"), Admit(user_id=one.id, admitted=False), "danger")])
    else:
        rows.append([button(texts.plain("button-let-in"), Admit(user_id=one.id, admitted=True), "success")])
    if one.known.admitted is not None:
        rows.append([button(texts.plain("button-by-settings"), Admit(user_id=one.id))])
    return rows


def _line(texts: Texts, one: Person, cap: Cap, currency: str) -> Html:
    """`In an hour: 3 of 20`; what was set for him alone is marked."""
    used = Decimal(getattr(one.usage, cap))
    most = Decimal(getattr(one.limits, cap))
    return texts(
        "cap-own-line" if cap in one.known.caps else "cap-line",
        name=texts.plain(CAP_TEXTS[cap]),
        used=texts.money(used, currency) if cap in AMOUNTS else str(used),
        most=_size(texts, cap, most, currency),
    )


def _size(texts: Texts, cap: Cap, most: Decimal, currency: str) -> str:
    if not most:
        return texts.plain("no-limit")
    return texts.money(most, currency) if cap in AMOUNTS else str(most)


def _day(days: int) -> str:
    return (date(1970, 1, 1) + timedelta(days=days)).isoformat()
