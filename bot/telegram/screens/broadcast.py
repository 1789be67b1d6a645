"""A broadcast: as users see it, the question before it goes out, and its progress."""

from math import ceil
from typing import Final

from bot.domain.broadcast import Broadcast, Progress
from bot.telegram.admin_callbacks import DropBroadcast, OpenBroadcast, OpenStatistics, RunBroadcast, StartBroadcast
from bot.telegram.screens.screen import Row, Screen, button, keyboard, menu_button
from bot.texts import Html, Texts

A_SECOND: Final = 20
"""Messages, of the 25 that are allowed: codes go first, and Telegram takes its time."""

PROGRESS_TEXTS = {
    Progress.RUNNING: "announcement-running",
    Progress.STOPPED: "announcement-stopped",
    Progress.DONE: "announcement-done",
}


def broadcast(texts: Texts, html: Html) -> Screen:
    """`html`: what the admin wrote. It is a record: the menu opens below it."""
    return Screen(html, keyboard([menu_button(texts, fresh=True)]))


def how_to(texts: Texts) -> Screen:
    return Screen(texts("announcement-how-to"), keyboard(_ways(texts)))


def question(texts: Texts, broadcast_id: str, total: int) -> Screen:
    """Below the broadcast as users will see it."""
    send = button(texts.plain("button-send", count=total), StartBroadcast(nonce=broadcast_id), "success")
    drop = button(texts.plain("button-drop"), DropBroadcast(nonce=broadcast_id))
    minutes = ceil(total / A_SECOND / 60)
    return Screen(texts("announcement-question", count=total, minutes=minutes), keyboard([send], [drop]))


def dropped(texts: Texts) -> Screen:
    return Screen(texts("announcement-dropped"), keyboard(_ways(texts)))


def too_old(texts: Texts) -> Screen:
    return Screen(texts("announcement-too-old"), keyboard(_ways(texts)))


def progress(texts: Texts, one: Broadcast, *, busy: bool = False) -> Screen:
    """`busy`: instead of another one, which has to wait."""
    parts = [texts("announcement-busy")] if busy else []
    parts.append(texts(PROGRESS_TEXTS[one.progress]))
    parts.append(texts("announcement-counts", sent=one.sent, gone=one.left_users, failed=one.failed, left=one.left))
    toggle: Row = []
    if one.progress is Progress.RUNNING:
        toggle = [button(texts.plain("button-announcement-stop"), RunBroadcast(nonce=one.id, on=False), "danger")]
    elif one.progress is Progress.STOPPED:
        toggle = [button(texts.plain("button-announcement-on"), RunBroadcast(nonce=one.id, on=True), "success")]
    refresh = [button(texts.plain("button-refresh"), OpenBroadcast())] if toggle else []
    return Screen(Html("\n\n".join(parts)), keyboard(toggle, refresh, _ways(texts)))


def _ways(texts: Texts) -> Row:
    return [button(texts.plain("button-overview"), OpenStatistics()), menu_button(texts)]
