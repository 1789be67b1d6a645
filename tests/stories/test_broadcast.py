"""An admin tells all users something."""

from datetime import UTC, datetime

import pytest
from aiogram.types import Chat, Message, MessageEntity, User

from bot.telegram.access import Access
from bot.telegram.admin_callbacks import StartBroadcast
from bot.telegram.handlers.broadcast import written
from tests.stories.chat import ALICE, MINH, OLGA, STRANGER, Person, World, labels


@pytest.fixture
def access() -> Access:
    return Access(public=True, admins=frozenset({ALICE}))


@pytest.fixture
async def crowd(world: World, alice: Person) -> list[Person]:
    """Alice and three others, who have all been here."""
    people = [alice, *map(world.person, (MINH, OLGA, STRANGER))]
    for person in people:
        await person.say("/start")
    return people


async def test_all_users_read_it_as_the_admin_saw_it_before(world: World, alice: Person, crowd: list[Person]) -> None:
    await alice.say("/notice We sleep <tonight> & tomorrow.\nGood night!")
    preview, question = alice.screens[-2:]
    assert preview["text"] == "We sleep <tonight> & tomorrow.\nGood night!"
    assert "It is for 4 users and takes about 1 min" in question["text"]
    assert len(world.person(MINH).screens) == 1, "nobody is told yet"
    await alice.tap("Send to 4 users")
    assert "being sent" in alice.shown(question)["text"]
    await world.broadcaster.carry()
    for person in crowd:
        assert person.text == "We sleep <tonight> & tomorrow.\nGood night!"
    assert labels(world.person(MINH).screen) == ["☰ Menu"]
    assert "The notice was sent" in alice.shown(question)["text"]
    assert "Sent: 4" in alice.shown(question)["text"]
    await world.person(MINH).tap("Menu")
    assert world.person(MINH).screens[-2]["text"].startswith("We sleep"), "it stays"


async def test_who_blocked_the_bot_is_counted_and_back_when_he_is_back(
    world: World, alice: Person, crowd: list[Person]
) -> None:
    world.telegram.block(MINH)
    await alice.say("/notice Hello")
    question = alice.screen
    await alice.tap("Send to 4 users")
    await world.broadcaster.carry()
    assert "Blocked the bot: 1" in alice.shown(question)["text"]
    await alice.say("/notice Hello again")
    assert "It is for 3 users" in alice.text
    await world.person(MINH).say("/start")
    await alice.say("/notice Hello again")
    assert "It is for 4 users" in alice.text


async def test_telegrams_429_is_obeyed(world: World, alice: Person, crowd: list[Person]) -> None:
    await alice.say("/notice Hello")
    await alice.tap("Send to 4 users")
    world.telegram.fail("sendMessage", status=429, description="Too Many Requests", retry_after=1)
    await world.broadcaster.carry()
    assert [person.text for person in crowd] == ["Hello"] * 4


async def test_it_is_dropped_by_a_tap(world: World, alice: Person, crowd: list[Person]) -> None:
    await alice.say("/notice Hello")
    send = next(one for row in alice.screen["keyboard"] for one in row if "Send" in one["text"])["callback_data"]
    await alice.tap("Drop it")
    assert "Nobody was told anything" in alice.text
    await alice.forge(send)
    await world.broadcaster.carry()
    assert "write it again" in alice.text
    assert len(world.person(MINH).screens) == 1


async def test_it_is_stopped_and_goes_on(world: World, alice: Person, crowd: list[Person]) -> None:
    await alice.say("/notice Hello")
    await alice.tap("Send to 4 users")
    await alice.tap("Stop the notice")
    await world.broadcaster.carry()
    assert len(world.person(MINH).screens) == 1
    await alice.say("/notice")
    assert "can go on from where it was" in alice.text
    await alice.tap("Go on")
    await world.broadcaster.carry()
    assert world.person(MINH).text == "Hello"


async def test_another_one_has_to_wait(world: World, alice: Person, crowd: list[Person]) -> None:
    await alice.say("/notice First")
    await alice.tap("Send to 4 users")
    await alice.say("/notice Second")
    await alice.tap("Send to 4 users")
    assert "Another notice is still under way" in alice.text


async def test_what_telegram_would_refuse_is_refused_before_anybody_is_asked(world: World, alice: Person) -> None:
    world.telegram.fail("sendMessage", status=400, description="Bad Request: message is too long")
    await alice.say("/notice Hello")
    assert not [label for label in labels(alice.screen) if "Send" in label]


async def test_it_may_stand_in_an_earlier_message_of_his_own(world: World, alice: Person, crowd: list[Person]) -> None:
    earlier = world.telegram.send_text(ALICE, "telegram")
    world.telegram.send_text(ALICE, "/notice", reply_to=earlier)
    await world.pump()
    assert alice.screens[-2]["text"] == "telegram"
    assert "It is for 4 users" in alice.text


async def test_without_a_text_it_says_how(world: World, alice: Person) -> None:
    await alice.say("/start")
    answered = alice.screen["id"]
    world.telegram.send_text(ALICE, "/notice", reply_to=answered)
    await world.pump()
    assert "in one message" in alice.text


async def test_the_tap_of_anybody_else_sends_nothing(world: World, alice: Person, crowd: list[Person]) -> None:
    await alice.say("/notice Hello")
    send = next(one for row in alice.screen["keyboard"] for one in row if "Send" in one["text"])["callback_data"]
    sam = world.person(STRANGER)
    await sam.forge(send)
    await sam.forge(StartBroadcast(nonce="abc").pack())
    await sam.say("/notice Buy at mine")
    await world.broadcaster.carry()
    assert not [person for person in crowd if person.text == "Hello" or "mine" in person.text]


def wrote(text: str, *entities: MessageEntity, answering: Message | None = None, user: int = ALICE) -> Message:
    return Message(
        message_id=1,
        date=datetime.fromtimestamp(0, UTC),
        chat=Chat(id=ALICE, type="private"),
        from_user=User(id=user, is_bot=False, first_name="A"),
        text=text,
        entities=list(entities),
        reply_to_message=answering,
    )


def entity(kind: str, offset: int, length: int) -> MessageEntity:
    return MessageEntity(type=kind, offset=offset, length=length)


def test_bold_and_links_are_kept_where_they_were() -> None:
    command = entity("bot_command", 0, 7)
    assert written(wrote("/notice 😀 bold", command, entity("bold", 11, 4))) == "😀 <b>bold</b>"
    assert written(wrote("/notice all bold", entity("bold", 0, 16), command)) == "<b>all bold</b>"
    assert written(wrote("/notice@the_bot\n1 < 2", entity("bot_command", 0, 15))) == "1 &lt; 2"


def test_a_message_that_is_answered_has_to_be_the_admins_own() -> None:
    own = wrote("see here", entity("italic", 4, 4))
    assert written(wrote("/notice", answering=own)) == "see <i>here</i>"
    assert written(wrote("/notice ", answering=wrote("not mine", user=MINH))) == ""
    assert written(wrote("/notice")) == ""
