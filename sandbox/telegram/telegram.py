"""A Telegram of one's own: the people's side as methods, the bot's side as routes for an aiohttp application."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from sandbox.telegram.core import Core
from sandbox.telegram.payments import Payers
from sandbox.telegram.people import People
from sandbox.telegram.server import BotApi


class Telegram:
    """The parts put together; each name below is one part's own method or value.

    `state` is what `dump` gave; times are Unix seconds by `now`; `sleep` is what a webhook does between two tries.
    """

    def __init__(
        self,
        *,
        token: str,
        now: Callable[[], float] = time.time,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        state: Mapping[str, Any] | None = None,
    ) -> None:
        bot_id = token.partition(":")[0]
        core = Core(int(bot_id) if bot_id.isdecimal() else 1, now=now, sleep=sleep, state=state)
        people, payers, api = People(core), Payers(core), BotApi(token, core, now=now)

        # the server it runs in; `close` fits `app.on_shutdown` and must be called, or long polls hold up the end
        self.routes = api.routes
        self.close = core.close
        self.dump = core.dump
        self.on_change = core.events.on_change

        # people
        self.add_user, self.users, self.add_group = people.add_user, people.users, people.add_group
        self.send_text = people.send_text
        self.tap = people.tap
        self.ask_inline, self.choose_inline = people.ask_inline, people.choose_inline
        self.set_inline, self.inline_is_on = people.set_inline, people.inline_is_on
        self.delete_message, self.clear = people.delete_message, people.clear
        self.block, self.unblock = people.block, people.unblock
        self.messages = people.messages
        self.commands = people.commands
        self.events = people.events
        self.about, self.let_write = people.about, people.let_write

        # Stars
        self.pay, self.set_stars = payers.pay, payers.set_stars
        self.refund_elsewhere, self.receive_elsewhere = payers.refund_elsewhere, payers.receive_elsewhere
        self.withdraw, self.stars = payers.withdraw, core.stars
        self.set_payment_updates = payers.set_payment_updates

        # what the bot did and has not yet taken
        self.requests = api.requests
        self.answers, self.inline_answers = core.answers, core.inline_answers
        self.updates = core.updates.dump_waiting

        # what can go wrong
        self.fail, self.html_502, self.drop = api.faults.fail, api.faults.html_502, api.faults.drop
        self.send_unreadable, self.refuse_chat = people.send_unreadable, people.refuse_chat
        self.conflict, self.old_server = core.polling.conflict, core.old_server
        self.second_poller = core.polling.second
        self.clear_faults = api.faults.clear
        self.limits = api.limits
        self.queries = core.queries
        self.redeliver = core.updates.redeliver
        self.hold_callbacks, self.release_callbacks = core.updates.hold_callbacks, core.updates.release_callbacks
