"""What people do: write, tap, block, delete; and what they see."""

from typing import Any

from sandbox.telegram.core import Core
from sandbox.telegram.events import EventStream
from sandbox.telegram.faults import CHAT_REFUSALS, UNREADABLE
from sandbox.telegram.texts import Formatted, message_text
from sandbox.telegram.views import BOT_USERNAME
from sandbox.telegram.world import Chat, Message, Person


class People:
    def __init__(self, core: Core) -> None:
        self.core = core

    def add_user(self, user_id: int, first_name: str, language_code: str) -> None:
        self.core.world.add_person(user_id, first_name, language_code)
        self.core.events.changed()

    def users(self) -> list[dict[str, Any]]:
        views = self.core.views
        people = self.core.world.people.values()
        return [
            {
                **views.person(person),
                "started": person.started,
                "blocked": person.blocked,
                "refuses": person.refuses,
                "stars": person.stars,
            }
            for person in people
        ]

    def add_group(self, chat_id: int, title: str) -> None:
        """A group with the bot in it; `chat_id` is negative."""
        self.core.world.chats[chat_id] = Chat(chat_id, title)
        self.core.events.changed()

    def send_text(self, user_id: int, text: str, chat_id: int | None = None, *, reply_to: int | None = None) -> int:
        """A person writes to the bot, or into a group. Gives the message's id; `ApiError` for an empty or long text."""
        chat = self.core.world.chats[user_id if chat_id is None else chat_id]
        message = self._write(user_id, chat, message_text(text, None), reply_to)
        if chat.is_private or _reaches_a_bot(message, chat):
            self.core.updates.push("message", self.core.views.message(message), f"chat:{chat.id}")
        self.core.tell("message", message)
        return message.id

    def _write(self, user_id: int, chat: Chat, body: Formatted, reply_to: int | None = None) -> Message:
        """In the private chat this starts the bot, or unblocks it."""
        person = self._person(user_id)
        if chat.is_private:
            person.started = True
            self.unblock(user_id)
        message = Message(
            id=self.core.world.next_id(chat),
            chat_id=chat.id,
            sender_id=user_id,
            date=int(self.core.now()),
            body=body,
            reply_to=reply_to if reply_to in chat.messages else None,
        )
        return self.core.world.keep(message)

    def send_unreadable(self, user_id: int, shape: str = "forward") -> int:
        """A person sends what no client can read today: one of `UNREADABLE`. Gives the update's id."""
        person, chat = self._person(user_id), self.core.world.chats[user_id]
        person.started = True
        self.unblock(user_id)
        message = Message(
            id=self.core.world.next_id(chat),
            chat_id=chat.id,
            sender_id=user_id,
            date=int(self.core.now()),
            body=Formatted(f"⚠️ unreadable: {shape}"),
        )
        body = {**self.core.views.message(self.core.world.keep(message)), **UNREADABLE[shape]}
        update_id = self.core.updates.push("message", body, f"chat:{chat.id}")
        self.core.tell("message", message)
        return update_id

    def refuse_chat(self, user_id: int, status: int) -> None:
        """Telegram refuses every message of the bot for this chat, with 400 or 403; 0 ends it."""
        if status and status not in CHAT_REFUSALS:
            raise ValueError(f"no refusal {status}; there are {', '.join(map(str, CHAT_REFUSALS))}")
        self._person(user_id).refuses = status
        self.core.events.changed()

    def let_write(self, user_id: int) -> None:
        """The bot may write to this person, as if they had started it once and cleared the chat."""
        self._person(user_id).started = True
        self.core.events.changed()

    def about(self, user_id: int) -> str:
        """The bot's description in this person's language, which an empty chat shows."""
        return self.core.profile.text("description", self._person(user_id).language_code)

    def tap(
        self,
        user_id: int,
        message_id: int,
        *,
        label: str | None = None,
        data: str | None = None,
        chat_id: int | None = None,
    ) -> str:
        """Taps the button with this label (exact, else the only one that contains it), or forges `data`.

        Gives the callback query's id. `LookupError` where there is no such button, or no such message to find it on.
        """
        core, person = self.core, self._person(user_id)
        chat = core.world.chats[user_id if chat_id is None else chat_id]
        message = chat.messages.get(message_id)
        if data is None:
            data = _button(message, label or "")
        query_id = core.queries.ask("callback", user_id, message_id)
        gone = {"chat": core.views.chat(chat), "message_id": message_id, "date": 0}
        body = {
            "id": query_id,
            "from": core.views.person(person),
            "message": core.views.message(message) if message else gone,
            "chat_instance": str(chat.id),
            "data": data,
        }
        core.updates.push("callback_query", body, f"user:{user_id}")
        core.events.changed()
        return query_id

    def ask_inline(self, user_id: int, query: str) -> str:
        """A person types `@bot query` somewhere. Gives the inline query's id, nothing where inline mode is off."""
        core, person = self.core, self._person(user_id)
        if not core.profile.inline:
            return ""
        query_id = core.queries.ask("inline", user_id)
        body = {"id": query_id, "from": core.views.person(person), "query": query, "offset": "", "chat_type": "sender"}
        core.updates.push("inline_query", body, f"user:{user_id}")
        return query_id

    def set_inline(self, *, on: bool) -> None:
        """As the bot's owner does with BotFather's /setinline."""
        self.core.profile.inline = on
        self.core.events.changed()

    def inline_is_on(self) -> bool:
        return self.core.profile.inline

    def choose_inline(self, user_id: int, query_id: str, result_id: str) -> int:
        """A person picks a result of their query, in the private chat. Gives the message's id.

        `LookupError` where the bot has given no such result.
        """
        answers = [one for one in self.core.inline_answers if (one.query_id, one.user_id) == (query_id, user_id)]
        found = [one for answer in answers for one in answer.call.results if one.id == result_id]
        if not found:
            raise LookupError("there is no such result")
        message = self._write(user_id, self.core.world.chats[user_id], found[0].input_message_content.body)
        message.via_bot, message.keyboard = True, found[0].rows
        self.core.updates.push("message", self.core.views.message(message), f"chat:{user_id}")
        self.core.tell("message", message)
        return message.id

    def delete_message(self, user_id: int, message_id: int) -> None:
        """A person deletes a message for both; the bot is not told. `KeyError` where there is none."""
        del self.core.world.chats[user_id].messages[message_id]
        self.core.tell_deleted(user_id, message_id)

    def clear(self, user_id: int) -> None:
        """A person clears the chat's history."""
        self.core.world.chats[user_id].messages.clear()
        self.core.events.emit(user_id, {"type": "cleared"})

    def block(self, user_id: int) -> None:
        self._set_blocked(user_id, True)

    def unblock(self, user_id: int) -> None:
        self._set_blocked(user_id, False)

    def _set_blocked(self, user_id: int, blocked: bool) -> None:
        person, views = self._person(user_id), self.core.views
        if person.blocked == blocked:
            return
        person.blocked = blocked
        statuses = [
            {"status": "kicked", "until_date": 0, "user": views.bot()},
            {"status": "member", "user": views.bot()},
        ]
        new, old = statuses if blocked else statuses[::-1]
        about = {"chat": views.chat(self.core.world.chats[user_id]), "from": views.person(person)}
        members = {"old_chat_member": old, "new_chat_member": new}
        self.core.updates.push("my_chat_member", {**about, "date": int(self.core.now()), **members}, f"chat:{user_id}")
        self.core.events.changed()

    def messages(self, user_id: int, chat_id: int | None = None) -> list[dict[str, Any]]:
        """The private chat, or a group by its id, oldest first."""
        chat = self.core.world.chats[user_id if chat_id is None else chat_id]
        return [self.core.views.on_page(message) for message in chat.messages.values()]

    def commands(self, user_id: int) -> list[dict[str, str]]:
        """The commands that this person is offered, in their language."""
        person = self._person(user_id)
        return self.core.profile.commands_for(user_id, person.language_code)

    def events(self, user_id: int) -> EventStream:
        """What happens in the private chat from now on; ends only when it is dropped."""
        return self.core.events.follow(user_id)

    def _person(self, user_id: int) -> Person:
        return self.core.world.people[user_id]


def _button(message: Message | None, label: str) -> str:
    rows = (message.keyboard if message else None) or []
    buttons = [button for row in rows for button in row if "callback_data" in button]
    exact = [button for button in buttons if button["text"] == label]
    found = exact or [button for button in buttons if label in button["text"]]
    if len(found) != 1:
        labels = ", ".join(repr(button["text"]) for button in buttons)
        raise LookupError(f"{len(found)} buttons are called {label!r}; there are: {labels or 'none'}")
    return str(found[0]["callback_data"])


def _reaches_a_bot(message: Message, chat: Chat) -> bool:
    """In a group a bot sees commands (not those for another bot) and replies to itself, as privacy mode has it."""
    answered = chat.messages.get(message.reply_to or 0)
    if answered and answered.sender_id is None:
        return True
    first = message.body.text.split()[0]
    return first.startswith("/") and first.partition("@")[2].lower() in ("", BOT_USERNAME)
