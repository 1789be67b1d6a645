"""The people, the chats and their messages; nothing here knows HTTP."""

from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from mimetypes import guess_type
from typing import Any

from sandbox.telegram.entities import Entity
from sandbox.telegram.texts import Formatted

HISTORY = 500
"""How many messages a chat keeps; older ones are forgotten."""
PHOTOS = 100


@dataclass(slots=True)
class Person:
    id: int
    first_name: str
    language_code: str
    started: bool = False
    """Has written to the bot, which may not write first."""
    blocked: bool = False
    refuses: int = 0
    """400 or 403: the status with which Telegram refuses every message for this chat."""
    stars: int = 2500
    """What this person can pay with."""


@dataclass(slots=True)
class Message:
    id: int
    chat_id: int
    sender_id: int | None
    """`None` where the bot wrote it."""
    date: int
    body: Formatted
    html: str = ""
    edit_date: int | None = None
    reply_to: int | None = None
    keyboard: list[list[dict[str, Any]]] | None = None
    photo: str | None = None
    """Its file id, where the text is a caption."""
    document: dict[str, Any] | None = None
    """The same of a file: as the Bot API shows it."""
    link_preview: dict[str, Any] | None = None
    protected: bool = False
    via_bot: bool = False
    """A person sent what the bot had offered them inline."""
    invoice: dict[str, Any] | None = None
    """Title, description, start parameter, total amount and payload."""
    is_paid: bool = False
    """The person has paid this invoice: their button is the receipt."""
    service: dict[str, Any] | None = None
    """A payment or a refund: its kind, its details as the Bot API has them, and the title of what was paid."""

    def __post_init__(self) -> None:
        self.html = self.body.html

    def rewrite(self, body: Formatted) -> None:
        self.body, self.html = body, body.html


@dataclass(slots=True)
class Chat:
    id: int
    title: str = ""
    """Empty in a private chat."""
    messages: dict[int, Message] = field(default_factory=dict)

    @property
    def is_private(self) -> bool:
        return self.id > 0


class World:
    def __init__(self, state: Mapping[str, Any] | None = None) -> None:
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.photos: dict[str, str] = {}
        """File id to a `data:` URL."""
        self.last_ids: dict[int, int] = {}
        """Private chats count their messages together, under 0; each group counts its own."""
        if state:
            self._load(state)

    def add_person(self, user_id: int, first_name: str, language_code: str) -> None:
        known = self.people.get(user_id)
        if known:
            known.first_name, known.language_code = first_name, language_code
        else:
            self.people[user_id] = Person(user_id, first_name, language_code)
            self.chats[user_id] = Chat(user_id)

    def next_id(self, chat: Chat) -> int:
        series = 0 if chat.is_private else chat.id
        self.last_ids[series] = self.last_ids.get(series, 0) + 1
        return self.last_ids[series]

    def keep(self, message: Message) -> Message:
        messages = self.chats[message.chat_id].messages
        messages[message.id] = message
        while len(messages) > HISTORY:
            del messages[next(iter(messages))]
        return message

    def keep_photo(self, data_url: str) -> str:
        """Gives the file id. Only the latest hundred photos are kept."""
        self.last_ids[1] = self.last_ids.get(1, 0) + 1  # no chat has the id 1: it counts files
        file_id = f"photo-{self.last_ids[1]}"
        self.photos[file_id] = data_url
        while len(self.photos) > PHOTOS:
            del self.photos[next(iter(self.photos))]
        return file_id

    def keep_document(self, content: bytes, name: str) -> dict[str, Any]:
        """Gives it as the Bot API shows it. It counts among the photos."""
        file_id = self.keep_photo(f"data:text/plain;base64,{b64encode(content).decode()}")
        shown = {"file_id": file_id, "file_unique_id": file_id, "file_name": name, "file_size": len(content)}
        return {**shown, "mime_type": guess_type(name)[0] or "application/octet-stream"}

    def dump(self) -> dict[str, Any]:
        return {
            "people": [asdict(person) for person in self.people.values()],
            "chats": [{"id": chat.id, "title": chat.title} for chat in self.chats.values()],
            "messages": [_dump_message(m) for chat in self.chats.values() for m in chat.messages.values()],
            "photos": dict(self.photos),
            "last_ids": [list(pair) for pair in self.last_ids.items()],
        }

    def _load(self, state: Mapping[str, Any]) -> None:
        self.people = {person["id"]: Person(**person) for person in state["people"]}
        self.chats = {chat["id"]: Chat(**chat) for chat in state["chats"]}
        for message in _load_messages(state["messages"]):
            self.keep(message)
        self.photos = dict(state["photos"])
        self.last_ids = dict(state["last_ids"])


def _dump_message(message: Message) -> dict[str, Any]:
    written = {name: getattr(message, name) for name in Message.__slots__ if name not in ("body", "html")}
    return {**written, "text": message.body.text, "entities": [entity.dump() for entity in message.body.entities]}


def _load_messages(written: Iterable[Mapping[str, Any]]) -> Iterable[Message]:
    for one in written:
        fields = dict(one)
        entities = tuple(Entity.model_validate(entity) for entity in fields.pop("entities"))
        yield Message(body=Formatted(fields.pop("text"), entities), **fields)
