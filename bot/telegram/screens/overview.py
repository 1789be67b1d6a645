"""The shop at a glance, for those who run it: what is there now, and what the last day brought."""

from bot.domain.tally import Tally
from bot.shop.overview import View
from bot.telegram.callbacks import OpenAnnouncement, OpenOverview, OpenPeople, OpenPicture, OpenSwitch
from bot.telegram.screens.balance import balance_lines
from bot.telegram.screens.screen import Screen, button, keyboard, menu_button
from bot.telegram.screens.switch import switch_lines
from bot.texts import Html, Texts


def overview(texts: Texts, view: View, currency: str) -> Screen:
    parts = [
        texts("overview"),
        balance_lines(texts, view.account, currency) if view.account else texts("overview-no-account"),
        switch_lines(texts, view.paused, is_open=view.is_open),
        texts("overview-now", waiting=view.waiting, users=view.users),
        _day(texts, view.day, currency),
    ]
    if view.day.unknown or view.day.unconfirmed:
        parts.append(texts("overview-trouble", unknown=view.day.unknown, unconfirmed=view.day.unconfirmed))
    return Screen(
        Html("\n\n".join(parts)),
        keyboard(
            [button(texts.plain("button-picture"), OpenPicture())],
            [button(texts.plain("button-people"), OpenPeople()), button(texts.plain("button-switch"), OpenSwitch())],
            [button(texts.plain("button-announcement"), OpenAnnouncement())],
            [button(texts.plain("button-refresh"), OpenOverview()), menu_button(texts)],
        ),
    )


def _day(texts: Texts, day: Tally, currency: str) -> Html:
    return texts(
        "overview-day",
        bought=day.bought,
        codes=day.codes,
        share=share(texts, day),
        refunded=day.refunded,
        failed=day.failed,
        spent=texts.money(day.spent, currency),
        back=texts.money(day.back, currency),
    )


def share(texts: Texts, tally: Tally) -> str:
    """Of what has ended, never rounded up."""
    return texts.plain("share", percent=int(100 * tally.share)) if tally.ended else "–"
