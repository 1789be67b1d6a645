"""What the bot says of itself, and what it may ask of itself and a chat."""

from typing import Any

from sandbox.telegram.core import Core, Method
from sandbox.telegram.parameters import (
    GetChat,
    GetChatMenuButton,
    Nothing,
    OfCommands,
    OfLanguage,
    Scope,
    SetChatMenuButton,
    SetMyCommands,
    SetMyDescription,
    SetMyName,
    SetMyShortDescription,
)


async def get_me(core: Core, _: Nothing) -> dict[str, Any]:
    able = {"can_join_groups": True, "can_read_all_group_messages": False}
    inline = {"supports_inline_queries": core.profile.inline}
    return {**core.views.bot(), **able, **inline, "can_connect_to_business": False, "has_main_web_app": False}


async def get_chat(core: Core, call: GetChat) -> dict[str, Any]:
    colours_and_gifts = {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }
    return {**core.views.chat(core.chat(call.chat_id)), **colours_and_gifts}


def _scope(core: Core, scope: Scope) -> str:
    """A chat's own commands need a chat that the bot knows."""
    if scope.type in ("chat", "chat_administrators"):
        return f"{scope.type}:{core.chat(scope.chat_id or '').id}"
    return scope.type


async def set_my_commands(core: Core, call: SetMyCommands) -> bool:
    commands = [command.model_dump() for command in call.commands]
    core.profile.set_commands(_scope(core, call.scope), call.language_code, commands)
    core.tell_commands()
    return True


async def get_my_commands(core: Core, call: OfCommands) -> list[dict[str, str]]:
    return core.profile.commands(_scope(core, call.scope), call.language_code)


async def delete_my_commands(core: Core, call: OfCommands) -> bool:
    core.profile.set_commands(_scope(core, call.scope), call.language_code, [])
    core.tell_commands()
    return True


async def set_my_name(core: Core, call: SetMyName) -> bool:
    return _set_text(core, "name", call.language_code, call.name)


async def set_my_description(core: Core, call: SetMyDescription) -> bool:
    return _set_text(core, "description", call.language_code, call.description)


async def set_my_short_description(core: Core, call: SetMyShortDescription) -> bool:
    return _set_text(core, "short_description", call.language_code, call.short_description)


def _set_text(core: Core, name: str, language: str, text: str) -> bool:
    core.profile.set_text(name, language, text)
    core.events.changed()
    if name == "description":
        core.tell_about()
    return True


async def get_my_name(core: Core, call: OfLanguage) -> dict[str, str]:
    return {"name": core.profile.text("name", call.language_code) or core.views.bot()["first_name"]}


async def get_my_description(core: Core, call: OfLanguage) -> dict[str, str]:
    return {"description": core.profile.text("description", call.language_code)}


async def get_my_short_description(core: Core, call: OfLanguage) -> dict[str, str]:
    return {"short_description": core.profile.text("short_description", call.language_code)}


async def set_chat_menu_button(core: Core, call: SetChatMenuButton) -> bool:
    chat_id = core.chat(call.chat_id).id if call.chat_id else 0
    core.profile.set_menu_button(chat_id, call.menu_button.type if call.menu_button else "default")
    return True


async def get_chat_menu_button(core: Core, call: GetChatMenuButton) -> dict[str, str]:
    return {"type": core.profile.menu_button(call.chat_id or 0)}


PROFILE = (
    Method("getMe", Nothing, get_me),
    Method("getChat", GetChat, get_chat),
    Method("setMyCommands", SetMyCommands, set_my_commands),
    Method("getMyCommands", OfCommands, get_my_commands),
    Method("deleteMyCommands", OfCommands, delete_my_commands),
    Method("setMyName", SetMyName, set_my_name),
    Method("getMyName", OfLanguage, get_my_name),
    Method("setMyDescription", SetMyDescription, set_my_description),
    Method("getMyDescription", OfLanguage, get_my_description),
    Method("setMyShortDescription", SetMyShortDescription, set_my_short_description),
    Method("getMyShortDescription", OfLanguage, get_my_short_description),
    Method("setChatMenuButton", SetChatMenuButton, set_chat_menu_button),
    Method("getChatMenuButton", GetChatMenuButton, get_chat_menu_button),
)
