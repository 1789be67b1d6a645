"""What the shop's messenger does on Telegram, and what it says when Telegram does not take it."""

import traceback
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from aiogram import Bot
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.domain.alerts import ShopAlert
from bot.domain.errors import ChatGone, DeliveryError, Malformed, SlowDown, Undelivered
from bot.domain.models import Activation, State
from bot.domain.protocols import Messenger
from bot.shop.catalogue.catalogue import Catalogue
from bot.telegram.bot import build_bot
from bot.telegram.notifier import TelegramMessenger
from tests.sandbox.telegram_world import ANN, BOB, TOKEN, TelegramWorld, hang_up
from tests.telegram.samples import ACTIVATION, activation
from tests.telegram.wiring import NOBODY, Notes, Strangers
from tests.texts import TEXTS

CODE = replace(activation(State.CODE), chat_id=ANN, card_id=0)
CARD = replace(ACTIVATION, chat_id=ANN, card_id=0)


def messenger_of(bot: Bot, *admins: int, notes: Notes | None = None) -> TelegramMessenger:
    return TelegramMessenger(
        bot,
        Catalogue(NOBODY, NOBODY, now=lambda: 0.0),
        Strangers(),
        TEXTS,
        currency="RUB",
        default_language="en",
        admins=frozenset(admins),
        leases=notes or Notes(),
    )


@pytest.fixture
def messenger(bot: Bot) -> TelegramMessenger:
    return messenger_of(bot)


def last(world: TelegramWorld, user: int = ANN) -> dict[str, Any]:
    return world.telegram.messages(user)[-1]


async def placed(messenger: Messenger, one: Activation = CARD) -> Activation:
    return replace(one, card_id=await messenger.show_card(one))


async def test_a_card_is_edited_in_its_place(world: TelegramWorld, messenger: TelegramMessenger) -> None:
    card = await placed(messenger)
    assert "+84912345678" in last(world)["text"]
    assert await messenger.show_card(replace(CODE, card_id=card.card_id)) == card.card_id
    assert last(world)["id"] == card.card_id
    assert "1243" in last(world)["text"]


async def test_a_card_that_shows_all_already_is_left_alone(messenger: TelegramMessenger) -> None:
    card = await placed(messenger)
    assert await messenger.show_card(card) == card.card_id


async def test_a_card_that_is_gone_is_sent_anew(world: TelegramWorld, messenger: TelegramMessenger) -> None:
    card = await placed(messenger)
    world.telegram.delete_message(ANN, card.card_id)
    assert await messenger.show_card(card) == last(world)["id"] != card.card_id


async def test_a_code_answers_its_card(world: TelegramWorld, messenger: TelegramMessenger) -> None:
    card = await placed(messenger)
    code_id = await messenger.send_code(replace(CODE, card_id=card.card_id))
    assert (last(world)["id"], last(world)["reply_to"]) == (code_id, card.card_id)
    assert "<code>1243</code>" in last(world)["html"]
    assert {"text": "📋 1243", "copy_text": "1243"} in [button for row in last(world)["keyboard"] for button in row]


async def test_a_code_comes_even_when_its_card_is_gone(world: TelegramWorld, messenger: TelegramMessenger) -> None:
    card = await placed(messenger)
    world.telegram.delete_message(ANN, card.card_id)
    await messenger.send_code(replace(CODE, card_id=card.card_id))
    assert "1243" in last(world)["text"]


async def test_the_language_is_the_one_in_which_it_was_bought(
    world: TelegramWorld, messenger: TelegramMessenger
) -> None:
    await messenger.show_card(replace(CARD, language="vi"))
    assert "Đang chờ SMS" in last(world)["text"]
    await messenger.show_card(replace(CARD, language="tlh"))
    assert "Waiting for the SMS" in last(world)["text"]


@pytest.mark.parametrize(
    ("status", "description", "retry_after", "error"),
    [
        (403, "Forbidden: bot was blocked by the user", None, ChatGone),
        (403, "Forbidden: user is deactivated", None, ChatGone),
        (400, "Bad Request: chat not found", None, ChatGone),
        (400, "Bad Request: user not found", None, ChatGone),
        (400, "Bad Request: PEER_ID_INVALID", None, ChatGone),
        (400, "Bad Request: message is too long", None, Malformed),
        (401, "Unauthorized", None, Undelivered),
        (404, "Not Found", None, Undelivered),
        (409, "Conflict", None, Undelivered),
        (429, "Too Many Requests: retry after 3", 3, SlowDown),
        (500, "Internal Server Error", None, Undelivered),
        (502, "Bad Gateway", None, Undelivered),
    ],
)
async def test_each_refusal_says_what_the_courier_can_do(
    world: TelegramWorld,
    messenger: TelegramMessenger,
    status: int,
    description: str,
    retry_after: int | None,
    error: type[DeliveryError],
) -> None:
    for send in (messenger.send_code, messenger.show_card):
        world.telegram.fail("sendMessage", status=status, description=description, retry_after=retry_after)
        with pytest.raises(error) as caught:
            await send(CODE)
        assert type(caught.value) is error
        assert not isinstance(caught.value, SlowDown) or caught.value.seconds == retry_after


async def test_an_edit_is_refused_in_the_same_words(world: TelegramWorld, messenger: TelegramMessenger) -> None:
    card = await placed(messenger)
    world.telegram.fail("editMessageText", status=429, description="Too Many Requests", retry_after=2)
    with pytest.raises(SlowDown):
        await messenger.show_card(replace(CODE, card_id=card.card_id))


@pytest.mark.parametrize("after", [False, True])
async def test_a_telegram_in_ruins_is_tried_again_later(
    world: TelegramWorld, messenger: TelegramMessenger, after: bool
) -> None:
    for ruin in (world.telegram.html_502, world.telegram.drop):
        ruin("sendMessage", after=after)
        with pytest.raises(Undelivered):
            await messenger.send_code(CODE)


async def test_a_user_who_blocked_the_bot_is_gone(world: TelegramWorld, messenger: TelegramMessenger) -> None:
    card = await placed(messenger)
    world.telegram.block(ANN)
    for send in (messenger.send_code, messenger.show_card):
        with pytest.raises(ChatGone):
            await send(card)


@pytest.mark.parametrize(
    "body",
    [
        b'{"ok": true, "result": {"text": "1243 and 84912345678"}}',
        b'{"ok": false, "error_code": 400, "description": "Bad Request: 1243 and 84912345678"}',
        b"1243 and 84912345678",
        b"\xff\xfe 1243 and 84912345678",
    ],
)
async def test_no_error_carries_the_number_or_the_code(body: bytes) -> None:
    async def echo(_: web.Request) -> web.Response:
        return web.Response(body=body, content_type="application/json", status=400 if b"false" in body else 200)

    app = web.Application()
    app.router.add_post("/bot{token}/{method}", echo)
    async with TestServer(app) as server:
        bot = build_bot(TOKEN, str(server.make_url("")).rstrip("/"))
        with pytest.raises(Undelivered) as caught:
            await messenger_of(bot).send_code(CODE)
        await hang_up(bot)
    told = "".join(traceback.format_exception(caught.value)) + repr(caught.value)
    assert "1243" not in told
    assert "912345678" not in told
    assert TOKEN not in told


async def test_every_admin_is_alerted_and_one_who_is_gone_is_left_out(world: TelegramWorld, bot: Bot) -> None:
    world.telegram.send_text(BOB, "/start")
    world.telegram.block(ANN)
    await messenger_of(bot, ANN, BOB, 999).alert(activation(State.UNKNOWN))
    assert "unknown outcome" in last(world, BOB)["text"]


async def test_an_alert_that_one_admin_could_not_get_is_tried_again(world: TelegramWorld, bot: Bot) -> None:
    world.telegram.send_text(BOB, "/start")
    world.telegram.fail("sendMessage", status=500, description="Internal Server Error")
    with pytest.raises(Undelivered):
        await messenger_of(bot, ANN, BOB).alert(activation(State.CANCEL_UNCONFIRMED))
    assert "never confirmed" in last(world, BOB)["text"]


async def test_an_alert_comes_once_to_each_admin_however_often_another_one_is_tried(
    world: TelegramWorld, bot: Bot
) -> None:
    world.telegram.send_text(BOB, "/start")
    begun, lost = len(world.telegram.messages(BOB)), activation(State.UNKNOWN)
    notes = Notes()
    for _ in range(3):  # ANN comes first
        world.telegram.fail("sendMessage", status=400, description="Bad Request: of a kind that nobody knows")
        with pytest.raises(Malformed):
            await messenger_of(bot, ANN, BOB, notes=notes).alert(lost)
    for _ in range(2):
        await messenger_of(bot, ANN, BOB, notes=notes).alert(lost)
    assert len(world.telegram.messages(BOB)) == begun + 1
    assert "unknown outcome" in last(world)["text"]
    await messenger_of(bot, ANN, BOB, notes=notes).alert(replace(lost, state=State.LOST))
    assert len(world.telegram.messages(BOB)) == begun + 2, "what became of it is another alert"


async def test_an_alert_comes_though_nothing_can_be_written_down(world: TelegramWorld, bot: Bot) -> None:
    notes = Notes()
    notes.away = True
    await messenger_of(bot, ANN, notes=notes).alert(activation(State.UNKNOWN))
    assert "unknown outcome" in last(world)["text"]


NOTICE_VALUES: dict[ShopAlert, dict[str, str | int | Decimal]] = {
    ShopAlert.QUEUE_REPAIR: {"count": 3},
    ShopAlert.OTHER_NUMBER: {"request": "77", "ordered": "1/2", "sold": "3/2"},
    ShopAlert.LATE_PURCHASE: {"request": "77"},
    ShopAlert.UNREADABLE: {"count": 2},
    ShopAlert.UNREADABLE_ANSWER: {"call": "get-sms", "shape": "HTTP 200, 12 bytes, unexpected: {…: text of 4}"},
    ShopAlert.CLOCK_STEP: {"seconds": -600},
    ShopAlert.UPDATES_STOPPED: {"reason": "Conflict: terminated by other <getUpdates> request"},
    ShopAlert.DATABASE_DOWN: {"reason": "takes no writes (ReadOnlyError)"},
    ShopAlert.WORKER_DOWN: {"reason": "outbox: standing still for 20 s"},
    ShopAlert.ACCOUNT_EMPTY: {"balance": Decimal("3.50")},
    ShopAlert.ACCOUNT_LOW: {"balance": Decimal(99)},
    ShopAlert.ACCOUNT_FINE: {"balance": Decimal(5000)},
    ShopAlert.RATING_40: {"rating": "39.5", "mark": 40},
    ShopAlert.RATING_20: {"rating": "19.5", "mark": 20},
    ShopAlert.RATING_10: {"rating": "9.5", "mark": 10},
    ShopAlert.RATING_FINE: {"rating": "41", "mark": 40},
    ShopAlert.RATING_FALLS: {"rating": "60", "before": "75"},
    ShopAlert.BALANCE_SHORT: {"balance": Decimal(90), "expected": Decimal(112)},
    ShopAlert.OFFER_FAILS: {"country_id": 10, "service_id": 3, "numbers": 21, "percent": 5},
    ShopAlert.PAYMENT_WITHOUT_INVOICE: {"user": "7", "stars": 50},
    ShopAlert.REFUNDED_ELSEWHERE: {"user": "7", "stars": 50},
    ShopAlert.REFUND_REFUSED: {"user": "7", "stars": 50, "reason": "BALANCE_TOO_LOW"},
    ShopAlert.REFUND_STUCK: {"reason": "TelegramNetworkError"},
    ShopAlert.STRANGE_STARS: {"count": 2, "stars": 12},
    ShopAlert.STARS_UNREADABLE: {"count": 1},
    ShopAlert.COVER_SHORT: {"balance": Decimal(90), "owed": Decimal(112)},
    ShopAlert.LEDGER_WRONG: {"total": Decimal(1), "accounts": "topups"},
}


@pytest.mark.parametrize("notice", ShopAlert)
async def test_a_notice_reaches_the_admins(world: TelegramWorld, bot: Bot, notice: ShopAlert) -> None:
    before = len(world.telegram.messages(ANN))
    values = NOTICE_VALUES.get(notice, {})
    await messenger_of(bot, ANN, 999).notify(ANN, notice, **values)
    assert len(world.telegram.messages(ANN)) == before + 1
    assert last(world)["from_bot"]


REFUSALS = (
    'Bad Request: can\'t parse entities: Unsupported start tag "tg-time" at byte offset 21',
    "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    "Bad Request: BUTTON_TYPE_INVALID",
    'Bad Request: unknown field "84912345678"',
)


@pytest.mark.parametrize("refusal", REFUSALS)
async def test_an_ornament_that_is_refused_does_not_take_the_message_with_it(
    world: TelegramWorld, messenger: TelegramMessenger, refusal: str, capsys: pytest.CaptureFixture[str]
) -> None:
    world.telegram.fail("sendMessage", status=400, description=refusal)
    card = await placed(messenger)
    assert "+84912345678" in last(world)["text"]
    assert "<" not in last(world)["text"]
    assert all("copy_text" not in one for row in last(world)["keyboard"] for one in row)
    assert any("callback_data" in one for row in last(world)["keyboard"] for one in row)
    world.telegram.fail("editMessageText", status=400, description=refusal)
    assert await messenger.show_card(replace(CODE, card_id=card.card_id)) == card.card_id
    assert "1243" in last(world)["text"]
    said = capsys.readouterr().out
    assert said.count("Telegram refuses an ornament") == 2
    assert "84912345678" not in said


async def test_what_is_refused_plain_as_well_is_tried_no_further(
    world: TelegramWorld, messenger: TelegramMessenger
) -> None:
    asked = len(world.telegram.requests)
    world.telegram.fail("sendMessage", status=400, description=REFUSALS[0], times=5)
    with pytest.raises(Malformed, match="can't parse entities"):
        await messenger.show_card(CARD)
    assert len(world.telegram.requests) == asked + 2
