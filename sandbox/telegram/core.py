"""What the Bot API and the people's side share: the world, the queue of updates, the events, and what a method is."""

from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.telegram.errors import ApiError, bad_request
from sandbox.telegram.events import Events
from sandbox.telegram.faults import CHAT_REFUSALS, OldServer
from sandbox.telegram.inline import AnswerInlineQuery
from sandbox.telegram.parameters import Parameters
from sandbox.telegram.profile import Profile
from sandbox.telegram.queries import Answer, Queries
from sandbox.telegram.stars import Stars
from sandbox.telegram.updates import Polling, Updates
from sandbox.telegram.views import Views
from sandbox.telegram.webhook import Webhook
from sandbox.telegram.world import Chat, Message, World

REMEMBERED = 2000


@dataclass(frozen=True, slots=True)
class InlineAnswer:
    query_id: str
    user_id: int
    call: AnswerInlineQuery


FORMAT = 1
"""Of what `dump` gives; a state in another format is left aside, and the world starts empty."""


class Core:
    def __init__(
        self,
        bot_id: int,
        *,
        now: Callable[[], float],
        sleep: Callable[[float], Awaitable[object]],
        state: Mapping[str, Any] | None = None,
    ) -> None:
        written = state if state and state.get("format") == FORMAT else {}
        self.now = now
        self.world = World(written.get("world"))
        self.profile = Profile(written.get("profile"))
        self.views = Views(self.world, self.profile, bot_id)
        self.updates = Updates(now=now, state=written.get("updates"))
        self.polling = Polling(self.updates)
        self.queries = Queries(now=now, state=written.get("queries"))
        self.stars = Stars(written.get("stars"))
        self.webhook = Webhook(self.updates, now=now, sleep=sleep, state=written.get("webhook"))
        self.events = Events()
        self.old_server = OldServer()
        self.answers: deque[Answer] = deque(maxlen=REMEMBERED)
        self.inline_answers: deque[InlineAnswer] = deque(maxlen=REMEMBERED)

    def chat(self, chat_id: int | str) -> Chat:
        """The chat as the bot may name it: one where somebody has written to it, or a group."""
        if chat_id in ("", 0):
            raise bad_request("chat_id is empty")
        chat = self.world.chats.get(chat_id) if isinstance(chat_id, int) else None
        if chat is None or (chat.is_private and not self.world.people[chat.id].started):
            raise bad_request("chat not found")
        return chat

    def chat_to_write(self, chat_id: int | str) -> Chat:
        chat = self.chat(chat_id)
        if chat.is_private and self.world.people[chat.id].blocked:
            raise ApiError(403, "Forbidden: bot was blocked by the user")
        if chat.is_private and (status := self.world.people[chat.id].refuses):
            raise ApiError(status, CHAT_REFUSALS[status])
        return chat

    def tell(self, event: str, message: Message) -> None:
        self.events.emit(message.chat_id, {"type": event, "message": self.views.on_page(message)})

    def tell_deleted(self, chat_id: int, message_id: int) -> None:
        self.events.emit(chat_id, {"type": "delete", "id": message_id})

    def tell_commands(self) -> None:
        for person in list(self.world.people.values()):
            commands = self.profile.commands_for(person.id, person.language_code)
            self.events.emit(person.id, {"type": "commands", "commands": commands})

    def tell_about(self) -> None:
        """The bot's description, which an empty chat shows."""
        for person in list(self.world.people.values()):
            about = self.profile.text("description", person.language_code)
            self.events.emit(person.id, {"type": "about", "about": about})

    async def close(self, _app: object = None) -> None:
        """Ends long polls and webhook deliveries."""
        self.polling.close()
        await self.webhook.close()

    def dump(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "world": self.world.dump(),
            "profile": self.profile.dump(),
            "updates": self.updates.dump(),
            "queries": self.queries.dump(),
            "stars": self.stars.dump(),
            "webhook": self.webhook.dump(),
        }


@dataclass(frozen=True, slots=True)
class Method:
    name: str
    parameters: type[Parameters]
    carry_out: Callable[[Core, Any], Awaitable[Any]]
    """Gets the parameters read into the model above; gives the `result`; raises `ApiError`."""
    is_message: bool = False
    """Counts for the limits on messages."""
