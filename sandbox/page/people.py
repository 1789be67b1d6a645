"""The page's endpoints for people and their chats with the bot."""

from typing import Any

from aiohttp import web

from sandbox.page import forms
from sandbox.telegram import Telegram
from sandbox.telegram.errors import ApiError

FIRST_ID = 1001


class People:
    def __init__(self, telegram: Telegram, admins: frozenset[int]) -> None:
        self._telegram = telegram
        self._admins = admins

    def routes(self) -> list[web.AbstractRouteDef]:
        person = "/sandbox/people/{person:[0-9]{1,15}}"
        return [
            web.get("/sandbox/people", self._list),
            web.post("/sandbox/people", self._add),
            web.post(f"{person}/block", self._block),
            web.get(f"{person}/commands", self._commands),
            web.get(f"{person}/messages", self._messages),
            web.post(f"{person}/messages", self._send),
            web.delete(f"{person}/messages", self._clear),
            web.post(f"{person}/tap", self._tap),
            web.post(f"{person}/inline", self._ask_inline),
            web.post(f"{person}/inline/choice", self._choose_inline),
            web.post(f"{person}/pay", self._pay),
            web.post(f"{person}/stars", self._set_stars),
            web.post(f"{person}/unreadable", self._unreadable),
            web.post(f"{person}/refusal", self._refusal),
            web.post("/sandbox/telegram", self._change),
        ]

    def everything(self) -> list[dict[str, Any]]:
        """All people, each with the chat and with what the bot says of itself in the person's language."""
        telegram = self._telegram
        return [
            {
                **person,
                "messages": telegram.messages(person["id"]),
                "commands": telegram.commands(person["id"]),
                "about": telegram.about(person["id"]),
                "admin": person["id"] in self._admins,
            }
            for person in telegram.users()
        ]

    async def _list(self, request: web.Request) -> web.Response:
        return web.json_response({"people": self._telegram.users()})

    async def _add(self, request: web.Request) -> web.Response:
        form = await forms.read(request, forms.NewPerson)
        person = max((user["id"] for user in self._telegram.users()), default=FIRST_ID - 1) + 1
        self._telegram.add_user(person, form.first_name, form.language)
        return web.json_response({"id": person})

    async def _block(self, request: web.Request) -> web.Response:
        person, form = self._person(request), await forms.read(request, forms.Block)
        change = self._telegram.block if form.blocked else self._telegram.unblock
        change(person)
        return web.json_response({})

    async def _commands(self, request: web.Request) -> web.Response:
        return web.json_response({"commands": self._telegram.commands(self._person(request))})

    async def _messages(self, request: web.Request) -> web.Response:
        return web.json_response({"messages": self._telegram.messages(self._person(request))})

    async def _send(self, request: web.Request) -> web.Response:
        person, form = self._person(request), await forms.read(request, forms.Text)
        try:
            return web.json_response({"id": self._telegram.send_text(person, form.text, reply_to=form.reply_to)})
        except ApiError as error:  # empty, or too long
            raise forms.refusal(web.HTTPBadRequest, error.description) from None

    async def _unreadable(self, request: web.Request) -> web.Response:
        person, form = self._person(request), await forms.read(request, forms.Unreadable)
        return web.json_response({"update_id": self._telegram.send_unreadable(person, form.shape)})

    async def _refusal(self, request: web.Request) -> web.Response:
        person, form = self._person(request), await forms.read(request, forms.Refusal)
        self._telegram.refuse_chat(person, form.status)
        return web.json_response({})

    async def _change(self, request: web.Request) -> web.Response:
        form = await forms.read(request, forms.Troubles)
        if form.old_server is not None:
            self._telegram.old_server.on = form.old_server
        if form.conflict is not None:
            self._telegram.conflict(form.conflict)
        if form.inline is not None:
            self._telegram.set_inline(on=form.inline)
        if form.payment_updates is not None:
            self._telegram.set_payment_updates(form.payment_updates)
        if form.lose_refund_answers is not None:
            self._telegram.stars.lose_refund_answers = form.lose_refund_answers
        return web.json_response(self.troubles())

    def troubles(self) -> dict[str, Any]:
        """What is wrong with Telegram for now."""
        left = round(self._telegram.second_poller.seconds_left)
        stars = self._telegram.stars
        return {
            "old_server": self._telegram.old_server.on,
            "conflict": left,
            "inline": self._telegram.inline_is_on(),
            "payment_updates": stars.updates,
            "lose_refund_answers": stars.lose_refund_answers,
        }

    async def _clear(self, request: web.Request) -> web.Response:
        self._telegram.clear(self._person(request))
        return web.json_response({})

    async def _tap(self, request: web.Request) -> web.Response:
        """As in Telegram, the button's data is what the page shows, even when the message was edited meanwhile."""
        person, form = self._person(request), await forms.read(request, forms.Tap)
        if all(message["id"] != form.message_id for message in self._telegram.messages(person)):
            raise forms.refusal(web.HTTPNotFound, "This message is gone.")
        return web.json_response({"query_id": self._telegram.tap(person, form.message_id, data=form.data)})

    async def _ask_inline(self, request: web.Request) -> web.Response:
        """Somebody types `@bot query`; the results come with the chat's events."""
        person, form = self._person(request), await forms.read(request, forms.InlineQuery)
        return web.json_response({"query_id": self._telegram.ask_inline(person, form.query)})

    async def _choose_inline(self, request: web.Request) -> web.Response:
        person, form = self._person(request), await forms.read(request, forms.InlineChoice)
        try:
            return web.json_response({"id": self._telegram.choose_inline(person, form.query_id, form.result_id)})
        except LookupError:
            raise forms.refusal(web.HTTPNotFound, "This result is gone.") from None

    async def _pay(self, request: web.Request) -> web.Response:
        """The pay sheet was confirmed: the bot has ten seconds to say yes or no."""
        person, form = self._person(request), await forms.read(request, forms.Pay)
        try:
            return web.json_response({"query_id": self._telegram.pay(person, form.message_id)})
        except LookupError:
            raise forms.refusal(web.HTTPNotFound, "This message is gone.") from None
        except ApiError as error:
            raise forms.refusal(web.HTTPConflict, error.description) from None

    async def _set_stars(self, request: web.Request) -> web.Response:
        person, form = self._person(request), await forms.read(request, forms.Stars)
        self._telegram.set_stars(person, form.stars)
        return web.json_response({})

    def _person(self, request: web.Request) -> int:
        person = int(request.match_info["person"])
        if all(user["id"] != person for user in self._telegram.users()):
            raise forms.refusal(web.HTTPNotFound, "There is no person with this id.")
        return person
