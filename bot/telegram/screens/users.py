"""One user as an admin sees them, and what may be done about them."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from bot.domain.users import AMOUNTS, OWN_LIMITS, KnownUser, LimitKind, Limits, UserDetails
from bot.domain.wallet import Balance, to_amount
from bot.shop.admin.users import MAX_SELECTED
from bot.telegram.access import Access
from bot.telegram.admin_callbacks import (
    Admit,
    AdmitSelected,
    OpenGrants,
    OpenLimit,
    OpenStatistics,
    OpenTopUpsOf,
    OpenUser,
    OpenUsers,
    RaiseLimit,
)
from bot.telegram.screens.names import harmless
from bot.telegram.screens.screen import Row, Screen, button, keyboard, menu_button
from bot.texts import Html, Texts

OWN_LIMIT_TEXTS = {
    LimitKind.ACTIVE: "cap-active",
    LimitKind.HOUR: "cap-hour",
    LimitKind.DAY: "cap-day",
    LimitKind.SPENDING: "cap-spending",
    LimitKind.UNUSED: "cap-unused",
}
TIMES: Final = (2, 5, 10)
DAY_S: Final = 86_400
MAX_WRONG: Final = 5
MAX_WANTED = 40
"""Characters of what was looked for that are shown again."""


def users(texts: Texts, count: int) -> Screen:
    back = button(texts.plain("button-overview"), OpenStatistics())
    return Screen(texts("people", count=count), keyboard([back], [menu_button(texts)]))


def no_such_user(texts: Texts, wanted: str) -> Screen:
    return Screen(
        texts("people-nobody", wanted=harmless(wanted, MAX_WANTED)),
        keyboard([button(texts.plain("button-people"), OpenUsers()), menu_button(texts)]),
    )


def who(known: KnownUser) -> str:
    """As people know them: by the name that Telegram shows, and by their @username."""
    return " · ".join(filter(None, [known.shown_name, f"@{known.name}" if known.name else ""])) or "–"


def briefly(known: KnownUser) -> str:
    """For a line of a list."""
    return harmless(who(known), MAX_WANTED)


def found_users(texts: Texts, found: Sequence[UserDetails], wanted: str) -> Screen:
    """Several are called so."""
    rows: list[Row] = [[button(f"{briefly(one.known)} · {one.id}", OpenUser(user_id=one.id))] for one in found]
    back = button(texts.plain("button-people"), OpenUsers())
    text = texts("people-several", wanted=harmless(wanted, MAX_WANTED))
    return Screen(text, keyboard(*rows, [back, menu_button(texts)]))


def selection(texts: Texts, selected: Sequence[tuple[int, KnownUser]], access: Access, nonce: str) -> Screen:
    """Several users of whom an admin decides at once; nobody where that was too long ago."""
    back = [button(texts.plain("button-people"), OpenUsers()), menu_button(texts)]
    if not selected:
        return Screen(texts("selection-gone"), keyboard(back))
    lines = [
        texts(
            "selection-line",
            mark="✅" if access.lets_in(user_id, known.admitted) else "⛔",
            person=texts("person", id=str(user_id), name=briefly(known)),
        )
        for user_id, known in selected
    ]
    text = texts("selection", count=len(selected))
    return Screen(
        Html("\n\n".join([text, "\n".join(lines)])),
        keyboard(
            [button(texts.plain("button-let-all-in"), AdmitSelected(nonce=nonce, admitted=True), "success")],
            [button(texts.plain("button-shut-all-out"), AdmitSelected(nonce=nonce, admitted=False), "danger")],
            [button(texts.plain("button-by-settings"), AdmitSelected(nonce=nonce))],
            back,
        ),
    )


def wrong_selection(texts: Texts, wrong: Sequence[str]) -> Screen:
    """Nobody was decided on: among the ids are some that may not be."""
    shown = ", ".join(harmless(one, MAX_WANTED) for one in wrong[:MAX_WRONG])
    return Screen(
        texts("selection-wrong", wrong=shown, max=MAX_SELECTED),
        keyboard([button(texts.plain("button-people"), OpenUsers()), menu_button(texts)]),
    )


def user_page(texts: Texts, one: UserDetails, access: Access, limits: Limits, currency: str) -> Screen:
    """`limits`: as the settings have them."""
    known = one.known
    head = [
        texts("person", id=str(one.id), name=who(known)),
        _access_line(texts, one, access),
    ]
    if known.seen:
        head.append(texts("person-seen", since=_day(texts, known.since or known.seen), seen=_day(texts, known.seen)))
    else:
        head.append(texts("person-never"))
    if known.gone:
        head.append(texts("person-gone"))
    if one.balance:
        head.append(wallet_line(texts, one.balance, currency))
    lines = [_line(texts, one, kind, currency) for kind in OWN_LIMITS]
    raised = [kind for kind in OWN_LIMITS if kind in known.limits or getattr(limits, kind)]
    limit_rows = [button(texts.plain(OWN_LIMIT_TEXTS[kind]), OpenLimit(user_id=one.id, kind=kind)) for kind in raised]
    return Screen(
        Html("\n\n".join(["\n".join(head), "\n".join(lines)])),
        keyboard(
            *_access_buttons(texts, one, access),
            *[limit_rows[start : start + 2] for start in range(0, len(limit_rows), 2)],
            [button(texts.plain("button-grants"), OpenGrants(user_id=one.id))] if one.balance else [],
            [button(texts.plain("button-topups-of"), OpenTopUpsOf(user_id=one.id))] if one.balance else [],
            [button(texts.plain("button-refresh"), OpenUser(user_id=one.id))],
            [button(texts.plain("button-people"), OpenUsers()), menu_button(texts)],
        ),
    )


def wallet_line(texts: Texts, balance: Balance, currency: str) -> Html:
    """What they have with this bot."""
    free, held = (texts.money(to_amount(amount), currency) for amount in (balance.free, balance.held))
    return texts("person-wallet", free=free, held=held)


def limit_question(texts: Texts, one: UserDetails, kind: LimitKind, limits: Limits, currency: str) -> Screen:
    """How high it should be. `limits`: as the settings have them."""
    setting = Decimal(getattr(limits, kind))
    rows: list[Row] = [
        [
            button(_size(texts, kind, setting * times, currency), RaiseLimit(user_id=one.id, kind=kind, times=times))
            for times in TIMES
        ]
        if setting
        else [],
        [button(texts.plain("button-no-limit"), RaiseLimit(user_id=one.id, kind=kind, times=0))],
        [
            button(
                texts.plain("button-as-set", size=_size(texts, kind, setting, currency)),
                RaiseLimit(user_id=one.id, kind=kind),
            )
        ],
        [button(texts.plain("button-back"), OpenUser(user_id=one.id)), menu_button(texts)],
    ]
    text = texts("cap-question", id=str(one.id), line=_line(texts, one, kind, currency))
    return Screen(text, keyboard(*rows))


def _access_line(texts: Texts, one: UserDetails, access: Access) -> Html:
    """Whether they may use the bot, and why."""
    if one.id in access.admins:
        return texts("person-admin")
    if one.known.admitted is not None:
        return texts("person-let-in" if one.known.admitted else "person-shut-out")
    if one.id in access.allowed and not access.public:
        return texts("person-listed")
    if one.known.has_vouchers and not access.public:
        return texts("person-guest")
    return texts("person-public" if access.public else "person-stranger")


def _access_buttons(texts: Texts, one: UserDetails, access: Access) -> list[Row]:
    """Both ways, less the one that they are on; and back to the settings, where an admin has spoken."""
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


def _line(texts: Texts, one: UserDetails, kind: LimitKind, currency: str) -> Html:
    """`In an hour: 3 of 20`; what was set for them alone is marked."""
    used = Decimal(getattr(one.usage, kind))
    limit = Decimal(getattr(one.limits, kind))
    return texts(
        "cap-own-line" if kind in one.known.limits else "cap-line",
        name=texts.plain(OWN_LIMIT_TEXTS[kind]),
        used=texts.money(used, currency) if kind in AMOUNTS else str(used),
        most=_size(texts, kind, limit, currency),
    )


def _size(texts: Texts, kind: LimitKind, limit: Decimal, currency: str) -> str:
    if not limit:
        return texts.plain("no-limit")
    return texts.money(limit, currency) if kind in AMOUNTS else str(limit)


def _day(texts: Texts, days: int) -> Html:
    """By its noon, which is the same day nearly everywhere."""
    return texts.time((days + 0.5) * DAY_S, "d")
