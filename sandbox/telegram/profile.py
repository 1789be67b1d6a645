"""What the bot says of itself: commands for a scope and a language, its name and descriptions, the menu button."""

import re
from collections.abc import Mapping
from typing import Any

from sandbox.telegram.errors import bad_request

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
MOST_COMMANDS = 100

Commands = list[dict[str, str]]


class Profile:
    def __init__(self, state: Mapping[str, Any] | None = None) -> None:
        written = state or {}
        self._commands: dict[tuple[str, str], Commands] = {(s, la): c for s, la, c in written.get("commands", [])}
        self._texts: dict[tuple[str, str], str] = {(n, la): t for n, la, t in written.get("texts", [])}
        self._buttons: dict[int, str] = dict(written.get("buttons", []))
        self.inline: bool = written.get("inline", True)
        """Inline mode is on, as BotFather's /setinline has it."""

    def set_commands(self, scope: str, language: str, commands: Commands) -> None:
        if len(commands) > MOST_COMMANDS:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        for command in commands:
            if not COMMAND.fullmatch(command["command"]):
                raise bad_request("BOT_COMMAND_INVALID")
            if not 1 <= len(command["description"]) <= 256:
                raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        if commands:
            self._commands[scope, language] = commands
        else:
            self._commands.pop((scope, language), None)

    def commands(self, scope: str, language: str) -> Commands:
        return self._commands.get((scope, language), [])

    def commands_for(self, user_id: int, language: str) -> Commands:
        """What a user sees in the private chat: the narrowest scope wins, then their language."""
        for scope in (f"chat:{user_id}", "all_private_chats", "default"):
            for spoken in (language, ""):
                if commands := self.commands(scope, spoken):
                    return commands
        return []

    def set_text(self, name: str, language: str, text: str) -> None:
        if text:
            self._texts[name, language] = text
        else:
            self._texts.pop((name, language), None)

    def text(self, name: str, language: str) -> str:
        return self._texts.get((name, language)) or self._texts.get((name, ""), "")

    def set_menu_button(self, chat_id: int, kind: str) -> None:
        self._buttons[chat_id] = kind

    def menu_button(self, chat_id: int) -> str:
        return self._buttons.get(chat_id) or self._buttons.get(0, "default")

    def dump(self) -> dict[str, Any]:
        return {
            "commands": [[*key, commands] for key, commands in self._commands.items()],
            "texts": [[*key, text] for key, text in self._texts.items()],
            "buttons": [list(pair) for pair in self._buttons.items()],
            "inline": self.inline,
        }
