"""People, chats and messages as others see them: the bot by the Bot API, and a chat page."""

from typing import Any

from sandbox.telegram.profile import Profile
from sandbox.telegram.world import Chat, Message, Person, World

BOT_NAME = "Numbers (sandbox)"
BOT_USERNAME = "sandbox_numbers_bot"


class Views:
    def __init__(self, world: World, profile: Profile, bot_id: int) -> None:
        self.world = world
        self.profile = profile
        self.bot_id = bot_id

    def bot(self) -> dict[str, Any]:
        name = self.profile.text("name", "") or BOT_NAME
        return {"id": self.bot_id, "is_bot": True, "first_name": name, "username": BOT_USERNAME}

    def person(self, person: Person) -> dict[str, Any]:
        return {
            "id": person.id,
            "is_bot": False,
            "first_name": person.first_name,
            "language_code": person.language_code,
        }

    def chat(self, chat: Chat) -> dict[str, Any]:
        if chat.is_private:
            return {"id": chat.id, "type": "private", "first_name": self.world.people[chat.id].first_name}
        return {"id": chat.id, "type": "supergroup", "title": chat.title}

    def message(self, message: Message, *, with_reply: bool = True) -> dict[str, Any]:
        """The Bot API's `Message`."""
        chat = self.world.chats[message.chat_id]
        sender = self.bot() if message.sender_id is None else self.person(self.world.people[message.sender_id])
        shown: dict[str, Any] = {
            "message_id": message.id,
            "from": sender,
            "chat": self.chat(chat),
            "date": message.date,
            **_payment(message),
            **_files(message),
        }
        text, entities = ("caption", "caption_entities") if message.photo or message.document else ("text", "entities")
        if message.body.text:
            shown[text] = message.body.text
        if message.body.entities:
            shown[entities] = [entity.dump() for entity in message.body.entities]
        if message.edit_date is not None:
            shown["edit_date"] = message.edit_date
        if message.keyboard:
            shown["reply_markup"] = {"inline_keyboard": message.keyboard}
        if message.via_bot:
            shown["via_bot"] = self.bot()
        if message.link_preview:
            shown["link_preview_options"] = message.link_preview
        if message.protected:
            shown["has_protected_content"] = True
        answered = chat.messages.get(message.reply_to or 0)
        if answered and with_reply:  # a reply within a reply is not shown
            shown["reply_to_message"] = self.message(answered, with_reply=False)
        return shown

    def on_page(self, message: Message) -> dict[str, Any]:
        """What a chat page needs: plain text, safe HTML and flat buttons."""
        return {
            "id": message.id,
            "from_bot": message.sender_id is None,
            "date": message.date,
            "edit_date": message.edit_date,
            "text": message.body.text,
            "html": message.html,
            "entities": [entity.dump() for entity in message.body.entities],
            "reply_to": message.reply_to,
            "keyboard": message.keyboard and [[_flat(button) for button in row] for row in message.keyboard],
            "photo": self.world.photos.get(message.photo or ""),
            "document": message.document and self._document(message.document),
            "invoice": message.invoice,
            "is_paid": message.is_paid,
            "service": message.service,
        }

    def _document(self, document: dict[str, Any]) -> dict[str, Any]:
        """With its content, as long as that is kept."""
        url = self.world.photos.get(document["file_id"])
        return {"name": document["file_name"], "size": document["file_size"], "url": url}


def _payment(message: Message) -> dict[str, Any]:
    """The part that tells of an invoice, a payment or a refund. An invoice's payload is shown to nobody."""
    if message.service:
        return {message.service["kind"]: message.service["details"]}
    if message.invoice:
        facts = {name: value for name, value in message.invoice.items() if name != "payload"}
        return {"invoice": {**facts, "currency": "XTR"}}
    return {}


def _files(message: Message) -> dict[str, Any]:
    if message.photo:
        size = {"file_id": message.photo, "file_unique_id": message.photo, "width": 640, "height": 480}
        return {"photo": [size]}
    return {"document": message.document} if message.document else {}


def _flat(button: dict[str, Any]) -> dict[str, Any]:
    return {key: value["text"] if key == "copy_text" else value for key, value in button.items()}
