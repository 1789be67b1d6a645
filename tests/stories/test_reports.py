"""Something is wrong with a number: its user says so, the operator answers, and others see the share."""

from typing import Any

import pytest

from bot.domain.models import State
from bot.domain.reports import REPORTS_A_DAY
from bot.telegram.admin_callbacks import AnswerReport
from tests.stories.chat import ALICE, MINH, Person, World, labels

MINUTES_2 = 120.0


@pytest.fixture(autouse=True)
def silence(world: World) -> None:
    """No SMS comes by itself."""
    world.shop.provider.switch(sms_delay=(3600.0, 3600.0))


@pytest.fixture
async def alice(world: World) -> Person:
    """The operator, whose chat is open."""
    alice = world.person(ALICE)
    await alice.say("/start")
    return alice


def notes(alice: Person) -> list[dict[str, Any]]:
    return [shown for shown in alice.screens if "A user reports a number" in shown["text"]]


@pytest.fixture
def minh(world: World) -> Person:
    """A user."""
    return world.person(MINH)


async def bought(world: World, minh: Person) -> dict[str, Any]:
    await minh.say("/start")
    await minh.tap("Mua số")
    for _ in range(2):
        await minh.tap(labels(minh.screen)[0])
    await minh.tap("✅")
    return minh.screen


async def report(minh: Person, card: dict[str, Any], wrong: str = "đã được dùng") -> None:
    await minh.tap("Chưa có mã?", on=card)
    await minh.tap("không ổn", on=card)
    await minh.tap(wrong, on=card)


async def say(world: World, person: Person, text: str, *, to: dict[str, Any]) -> None:
    world.telegram.send_text(person.id, text, reply_to=to["id"])
    await world.pump()


async def test_a_number_that_was_used_is_given_back_and_the_operator_answers_by_a_button(
    world: World, alice: Person, minh: Person
) -> None:
    card = await bought(world, minh)
    await report(minh, card)
    assert "Đã hủy" in minh.shown(card)["text"], "a reject is what brings the money back"
    assert world.shop.charged() == {"charge": 1, "refund": 1}
    asked = minh.screen
    assert "Dịch vụ báo chính xác điều gì?" in asked["text"]
    assert not notes(alice), "the note waits for the user's words"
    await say(world, minh, "Number already registered", to=asked)
    note = alice.screen
    (request,) = world.shop.provider.orders.requests.values()
    assert "The service says that the number is used already" in note["text"]
    assert "Number already registered" in note["text"]
    assert f"…{request.number[-4:]}" in note["text"]
    assert request.number[:-4] not in note["text"].replace(" ", "")
    assert str(request.id) in note["text"]
    assert str(MINH) in note["text"]
    await alice.tap("Right, sorry")
    assert "bạn đúng" in minh.text
    assert "Answered" in alice.shown(note)["text"]
    assert labels(alice.shown(note)) == ["👤 The user"]
    seen = len(minh.screens)
    await alice.forge(AnswerReport(activation_id=await id_of(world), accepted=False).pack(), on=note)
    assert len(minh.screens) == seen, "one answer, and no second"


async def id_of(world: World) -> str:
    (activation,) = (await world.shop.purchases.history(MINH, 0, 10)).activations
    return activation.id


async def test_the_operator_answers_in_words_by_a_reply(world: World, alice: Person, minh: Person) -> None:
    card = await bought(world, minh)
    await report(minh, card, "chưa có mã")
    await minh.tap("Gửi không kèm lời")
    await say(world, alice, "Please try another country: <b>Laos</b> works", to=alice.screen)
    assert "Please try another country: <b>Laos</b> works" in minh.text, "words, and no markup"
    assert "The user gets your answer" in alice.text
    await say(world, alice, "And one more thing", to=notes(alice)[0])
    assert "one more thing" not in minh.text


async def test_without_words_the_note_goes_out_after_two_minutes(world: World, alice: Person, minh: Person) -> None:
    await report(minh, await bought(world, minh))
    await world.pass_time(MINUTES_2 - 10)
    assert not notes(alice)
    await world.pass_time(15)
    assert len(notes(alice)) == 1
    await say(world, minh, "it says: banned", to=minh.screen)
    assert "it says: banned" in alice.text, "words that come later are told, too"
    assert len(notes(alice)) == 2


async def test_words_that_answer_no_question_are_a_search(world: World, alice: Person, minh: Person) -> None:
    await report(minh, await bought(world, minh))
    asked = minh.screen
    await minh.say("telegram")
    assert "telegram" in minh.text.lower()
    await say(world, minh, "used", to=asked)
    await say(world, minh, "used, I say", to=asked)
    assert "đã có ghi chú" in minh.text
    assert len(notes(alice)) == 1


async def test_a_code_that_the_service_refuses_is_reported_below_it(world: World, alice: Person, minh: Person) -> None:
    await bought(world, minh)
    (request_id,) = world.shop.provider.orders.requests
    world.shop.provider.deliver(request_id, "4321")
    await world.pass_time(30)
    code = minh.screen
    await minh.tap("không ổn", on=code)
    assert "không hoàn tiền cho số đã nhận SMS" in minh.text
    await minh.tap("Mã không dùng được")
    await minh.tap("Gửi không kèm lời")
    assert "The service does not take the code" in alice.text
    assert "4321" not in alice.text
    assert world.shop.charged() == {"charge": 1}
    assert "4321" in minh.shown(code)["text"]


async def test_a_number_is_reported_once_and_a_user_reports_a_few_a_day(world: World, minh: Person) -> None:
    for _ in range(REPORTS_A_DAY):
        card = await bought(world, minh)
        await report(minh, card)
        await world.pass_time(30)
    assert "đã ghi nhận" in minh.text
    card = await bought(world, minh)
    await report(minh, card)
    assert f"quá {REPORTS_A_DAY} số" in minh.text
    last = (await world.shop.purchases.history(MINH, 0, 1)).activations[0]
    assert last.state is State.WAITING, "and the number stays as it is"
    await world.pass_time(86_400)
    card = await bought(world, minh)
    await report(minh, card)
    assert "đã ghi nhận" in minh.text


async def test_nobody_answers_but_the_operator_and_nobody_reports_anothers_number(
    world: World, alice: Person, minh: Person
) -> None:
    card = await bought(world, minh)
    activation_id = await id_of(world)
    await alice.forge(f"ws:{activation_id}:used")
    assert (await world.shop.purchases.find(MINH, activation_id)).report is None
    await report(minh, card)
    seen = len(minh.screens)
    await minh.forge(AnswerReport(activation_id=activation_id, accepted=True).pack())
    report_ = (await world.shop.purchases.find(MINH, activation_id)).report
    assert report_ is not None
    assert not report_.verdict
    assert len(minh.screens) == seen + 1, "only that the button is not theirs"
    assert ALICE in world.messenger.admins


@pytest.mark.parametrize("wrong", ["đã được dùng", "chưa có mã"])
async def test_a_reported_number_counts_against_the_share_however_soon(world: World, minh: Person, wrong: str) -> None:
    await report(minh, await bought(world, minh), wrong)
    await world.shop.code_history.refresh()
    (activation,) = (await world.shop.purchases.history(MINH, 0, 10)).activations
    *_, own = world.shop.code_history.layers(activation.country_id, activation.service_id)
    assert own.finished == pytest.approx(1.0)
    assert sum(own.codes) == 0


async def test_a_code_of_no_use_counts_as_none(world: World, minh: Person) -> None:
    await bought(world, minh)
    (request_id,) = world.shop.provider.orders.requests
    world.shop.provider.deliver(request_id, "4321")
    await world.pass_time(30)
    (activation,) = (await world.shop.purchases.history(MINH, 0, 10)).activations

    async def codes_and_finished() -> tuple[float, float]:
        await world.shop.code_history.refresh()
        *_, own = world.shop.code_history.layers(activation.country_id, activation.service_id)
        return sum(own.codes), own.finished

    assert await codes_and_finished() == pytest.approx((1.0, 1.0), abs=0.01)
    await minh.tap("không ổn")
    await minh.tap("Mã không dùng được")
    codes, finished = await codes_and_finished()
    assert codes < 0.8
    assert finished == pytest.approx(1.0, abs=0.01)
