"""What Telegram is told of the bot at its start."""

from aiogram import Bot
from aiogram.types import User

from bot.telegram.access import Access
from bot.telegram.commands import TERMS_COMMAND_TEXTS, follow_language, publish
from tests.sandbox.telegram_world import ANN, BOB, TelegramWorld
from tests.texts import TEXTS

NOBODY_YET = 999
"""An admin who never started the bot: Telegram does not know the chat."""


def offered(world: TelegramWorld, user: int) -> dict[str, str]:
    return {one["command"]: one["description"] for one in world.telegram.commands(user)}


async def test_everybody_is_offered_the_commands_in_his_language(world: TelegramWorld, bot: Bot) -> None:
    await publish(bot, TEXTS, Access(public=True), "en")
    assert offered(world, ANN) == {
        "start": "Main menu",
        "buy": "Buy a number",
        "numbers": "My numbers",
        "language": "Language",
        "help": "Help",
        "forget": "Forget me",
    }
    assert offered(world, BOB)["buy"] == "Mua số"
    world.telegram.add_user(103, "Zoe", "fr")
    assert offered(world, 103)["buy"] == "Buy a number"


async def test_an_admin_is_offered_the_balance_too(world: TelegramWorld, bot: Bot) -> None:
    await publish(bot, TEXTS, Access(public=True, admins=frozenset({NOBODY_YET, ANN})), "en")
    assert offered(world, ANN)["balance"] == "Balance of the account"
    assert "balance" not in offered(world, BOB)


async def test_a_telegram_that_refuses_them_stops_nothing(world: TelegramWorld, bot: Bot) -> None:
    world.telegram.html_502("setMyCommands")
    world.telegram.fail("setMyDescription", status=429, description="Too Many Requests", retry_after=3600)
    await publish(bot, TEXTS, Access(public=True), "en")
    assert offered(world, BOB)["buy"] == "Mua số"


async def test_the_terms_are_offered_where_there_are_some(world: TelegramWorld, bot: Bot) -> None:
    await publish(bot, TEXTS, Access(public=True, admins=frozenset({ANN})), "en", more=TERMS_COMMAND_TEXTS)
    assert offered(world, BOB)["terms"] == "Điều khoản"
    assert offered(world, ANN)["terms"] == "Terms"


async def test_the_commands_follow_the_language_that_is_picked(world: TelegramWorld, bot: Bot) -> None:
    bob = User(id=BOB, is_bot=False, first_name="Bob", language_code="vi")
    world.telegram.send_text(BOB, "/start")  # Telegram knows no chat before
    await publish(bot, TEXTS, Access(public=True), "en", more=TERMS_COMMAND_TEXTS)
    await follow_language(bot, bob, TEXTS["ru"], is_admin=False)
    assert (offered(world, BOB)["buy"], offered(world, BOB)["terms"]) == ("Купить номер", "Условия")
    await follow_language(bot, bob, TEXTS["vi"], is_admin=False)
    assert offered(world, BOB)["buy"] == "Mua số"


async def test_an_admin_keeps_the_commands_for_admins_in_the_language_that_is_picked(
    world: TelegramWorld, bot: Bot
) -> None:
    ann = User(id=ANN, is_bot=False, first_name="Ann", language_code="en")
    await publish(bot, TEXTS, Access(public=True, admins=frozenset({ANN})), "en")
    before = offered(world, ANN)
    await follow_language(bot, ann, TEXTS["vi"], is_admin=True)
    assert offered(world, ANN).keys() == before.keys()
    assert offered(world, ANN)["balance"] == "Số dư tài khoản"
    await follow_language(bot, ann, TEXTS["en"], is_admin=True)
    assert offered(world, ANN) == before


async def test_commands_that_telegram_refuses_to_change_stop_nothing(world: TelegramWorld, bot: Bot) -> None:
    await publish(bot, TEXTS, Access(public=True), "en")
    world.telegram.send_text(BOB, "/start")
    world.telegram.fail("setMyCommands", status=500, description="Internal Server Error")
    await follow_language(bot, User(id=BOB, is_bot=False, first_name="Bob"), TEXTS["ru"], is_admin=False)
    assert offered(world, BOB)["buy"] == "Mua số"
