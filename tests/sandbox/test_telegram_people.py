"""Who is there: several users, groups, blocks, and what a watcher is told."""

from collections.abc import AsyncIterator

import pytest
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError

from tests.sandbox.telegram_world import ANN, BOB, TelegramWorld, acknowledge_all, telegram_world


@pytest.fixture
async def world() -> AsyncIterator[TelegramWorld]:
    async with telegram_world() as world:
        yield world


async def test_a_bot_cannot_write_to_who_blocked_it_or_never_wrote(world: TelegramWorld) -> None:
    world.telegram.block(ANN)
    with pytest.raises(TelegramForbiddenError, match="Forbidden: bot was blocked by the user"):
        await world.bot.send_message(ANN, "x")
    for stranger in (BOB, 999):
        with pytest.raises(TelegramBadRequest, match="chat not found"):
            await world.bot.send_message(stranger, "x")
    world.telegram.unblock(ANN)
    assert await world.bot.send_message(ANN, "x")


async def test_a_block_is_told_to_the_bot_and_writing_again_ends_it(world: TelegramWorld) -> None:
    world.telegram.block(ANN)
    world.telegram.send_text(ANN, "hello again")
    blocked, unblocked, message = await world.bot.get_updates(timeout=0)
    assert blocked.my_chat_member is not None
    assert unblocked.my_chat_member is not None
    assert blocked.my_chat_member.new_chat_member.status == "kicked"
    assert unblocked.my_chat_member.new_chat_member.status == "member"
    assert message.message is not None


async def test_several_users_have_chats_of_their_own(world: TelegramWorld) -> None:
    world.telegram.send_text(BOB, "/start")
    await world.bot.send_message(BOB, "Xin chào")
    assert [message["text"] for message in world.telegram.messages(BOB)] == ["/start", "Xin chào"]
    assert [message["text"] for message in world.telegram.messages(ANN)] == ["/start"]
    assert [user["first_name"] for user in world.telegram.users()] == ["Ann", "Bob"]


async def test_in_a_group_the_bot_sees_commands_and_answers_to_itself(world: TelegramWorld) -> None:
    world.telegram.add_group(-1001, "Friends")
    for text in ("/start", "just talking", "/help@another_bot", "/help@sandbox_numbers_bot"):
        world.telegram.send_text(ANN, text, chat_id=-1001)
    updates = await world.bot.get_updates(timeout=0)
    assert [update.message and update.message.text for update in updates] == ["/start", "/help@sandbox_numbers_bot"]
    assert updates[0].message is not None
    assert (updates[0].message.chat.type, updates[0].message.chat.title) == ("supergroup", "Friends")
    refusal = await updates[0].message.answer("Private chats only")
    await acknowledge_all(world)
    world.telegram.send_text(ANN, "why?", chat_id=-1001, reply_to=refusal.message_id)
    (update,) = await world.bot.get_updates(timeout=0)
    assert update.message is not None
    assert update.message.text == "why?"
    assert world.telegram.messages(ANN, chat_id=-1001)[-2]["text"] == "Private chats only"


async def test_a_chat_keeps_its_latest_five_hundred_messages(world: TelegramWorld) -> None:
    for number in range(600):
        world.telegram.send_text(ANN, str(number))
    texts = [message["text"] for message in world.telegram.messages(ANN)]
    assert (len(texts), texts[0], texts[-1]) == (500, "100", "599")


async def test_whoever_asked_is_told_of_every_change(world: TelegramWorld) -> None:
    changes: list[str] = []
    world.telegram.on_change.append(lambda: changes.append("changed"))
    world.telegram.send_text(ANN, "hello")
    seen = len(changes)
    await world.bot.send_chat_action(ANN, "typing")
    assert 0 < seen < len(changes)


async def test_a_user_added_again_is_renamed_and_keeps_his_chat(world: TelegramWorld) -> None:
    world.telegram.add_user(ANN, "Anna", "ru")
    assert world.telegram.users()[0]["first_name"] == "Anna"
    assert len(world.telegram.messages(ANN)) == 1


async def test_typing_and_a_cleared_chat_are_events(world: TelegramWorld) -> None:
    events = world.telegram.events(ANN)
    await world.bot.send_chat_action(ANN, "typing")
    world.telegram.clear(ANN)
    assert [await anext(events), await anext(events)] == [{"type": "typing"}, {"type": "cleared"}]
    assert world.telegram.messages(ANN) == []
