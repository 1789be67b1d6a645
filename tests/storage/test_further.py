"""The transitions around a further SMS on the same number: which code counts, and what is never lost or refunded."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.domain.errors import LimitReached, NotFound
from bot.domain.limits import Limits
from bot.domain.models import Activation, Bought, Quote, Reason, State
from bot.storage.machine import Machine
from tests.clock import Clock
from tests.storage.steps import BOUGHT, STRANGER, USER, begin, claim_due, keep, outbox, send

SEVERAL = replace(BOUGHT, several=True)


async def with_code(machine: Machine, bought: Bought = SEVERAL) -> Activation:
    activation = await begin(machine)
    await send(machine, activation)
    await keep(machine, activation, bought)
    await machine.code(activation, "1111")
    return await machine.find(USER, "nonce")


async def again(machine: Machine, card_id: int = 0) -> Activation:
    return await machine.again(USER, "nonce", card_id)


async def further(machine: Machine, *, cleared: bool = False) -> Activation:
    activation = await with_code(machine)
    await again(machine)
    await machine.readied(activation, cleared=cleared, look=3)
    return await machine.find(USER, "nonce")


async def test_a_tap_asks_for_one_more_and_says_where_it_is_shown(machine: Machine, clock: Clock) -> None:
    activation = await with_code(machine)
    assert activation.may_get_further
    assert await claim_due(machine) == []
    asked = await again(machine, card_id=9)
    assert (asked.state, asked.card_id, asked.code) == (State.READYING, 9, "1111")
    assert [claim.activation.state for claim in await claim_due(machine)] == [State.READYING]


async def test_a_second_tap_changes_nothing(machine: Machine) -> None:
    await with_code(machine)
    await again(machine, card_id=9)
    assert len(await claim_due(machine)) == 1
    asked = await again(machine, card_id=10)
    assert (asked.state, asked.card_id) == (State.READYING, 9)
    assert await claim_due(machine) == [], "it must not be made due once more"


async def test_a_number_for_one_sms_gets_no_more(machine: Machine) -> None:
    activation = await with_code(machine, BOUGHT)
    assert not activation.may_get_further
    assert (await again(machine)).state is State.CODE


async def test_nothing_is_asked_for_once_the_numbers_time_is_over(machine: Machine, clock: Clock) -> None:
    await with_code(machine)
    await clock.advance(1180)
    assert (await again(machine)).state is State.CODE


async def test_nobody_asks_on_another_users_number(machine: Machine) -> None:
    await with_code(machine)
    with pytest.raises(NotFound):
        await machine.again(STRANGER, "nonce", 0)


async def test_a_code_after_a_cancel_that_was_refused_is_the_last(machine: Machine) -> None:
    activation = await begin(machine)
    await send(machine, activation)
    await keep(machine, activation, SEVERAL)
    await machine.cancel(USER, "nonce", Reason.USER)
    await machine.code(activation, "1111")
    assert (await again(machine)).state is State.CODE


async def test_another_code_is_told_and_the_first_is_kept(machine: Machine) -> None:
    activation = await further(machine)
    await outbox(machine)
    assert (await machine.code(activation, "2222")).outcome == "ok"
    now = await machine.find(USER, "nonce")
    assert (now.state, now.code, now.earlier) == (State.CODE, "2222", ("1111",))
    assert (await machine.code(activation, "2222")).outcome == "no", "a lost reply tells it once"
    assert (await machine.find(USER, "nonce")).earlier == ("1111",)


async def test_the_same_code_is_no_other_while_it_was_there_all_the_time(machine: Machine) -> None:
    activation = await further(machine)
    assert (await machine.code(activation, "1111")).outcome == "no"
    assert (await machine.find(USER, "nonce")).state is State.FURTHER


async def test_the_same_code_counts_once_the_provider_was_seen_without_it(machine: Machine) -> None:
    activation = await further(machine)
    assert (await machine.readied(activation, cleared=True, look=3)).done
    assert (await machine.code(activation, "1111")).outcome == "ok"
    now = await machine.find(USER, "nonce")
    assert (now.state, now.code, now.earlier) == (State.CODE, "1111", ("1111",))


async def test_having_been_seen_without_a_code_is_forgotten_with_the_next_wish(machine: Machine) -> None:
    activation = await further(machine, cleared=True)
    await machine.code(activation, "2222")
    assert not (await again(machine)).cleared
    assert (await machine.code(activation, "2222")).outcome == "no"


async def test_a_confirmation_that_comes_again_moves_no_look(machine: Machine, clock: Clock) -> None:
    activation = await further(machine)
    await clock.advance(2)
    await machine.readied(activation, cleared=True, look=3)
    await clock.advance(1)
    assert [claim.activation.state for claim in await claim_due(machine)] == [State.FURTHER]


async def test_a_refusal_leads_back_to_the_code_for_good(machine: Machine) -> None:
    activation = await with_code(machine)
    await again(machine)
    assert (await machine.no_further(activation)).outcome == "ok"
    assert (await machine.no_further(activation)).outcome == "no"
    back = await machine.find(USER, "nonce")
    assert (back.state, back.reason, back.code) == (State.CODE, Reason.NO_FURTHER, "1111")
    assert not back.may_get_further
    assert (await again(machine)).state is State.CODE


@pytest.mark.parametrize("confirmed", [False, True])
async def test_there_is_no_cancel_and_no_refund_only_an_end_and_codes(machine: Machine, confirmed: bool) -> None:
    activation = await with_code(machine)
    await again(machine)
    if confirmed:
        await machine.readied(activation, cleared=False, look=3)
    waiting = (await machine.find(USER, "nonce")).state
    assert (await machine.cancel(USER, "nonce", Reason.USER)).state is waiting
    assert (await machine.cancelled(activation)).outcome == "no"
    assert (await machine.finish(USER, "nonce")).state is State.DONE
    assert (await machine.code(activation, "1111")).outcome == "no"
    assert (await machine.readied(activation, cleared=True, look=3)).outcome == "no"
    assert (await machine.no_further(activation)).outcome == "no"
    assert (await machine.code(activation, "2222")).done, "a code that came is told from every state"


async def test_who_waits_for_one_more_waits_for_a_number_as_any_other(machine: Machine) -> None:
    await further(machine)
    await machine.quote(Quote("next", USER, 10, 3, Decimal(1)), ttl=900)
    with pytest.raises(LimitReached):
        await machine.begin("next", user_id=USER, chat_id=USER, card_id=5, language="en", limits=Limits(active=1))
    with pytest.raises(LimitReached):
        await machine.begin("next", user_id=USER, chat_id=USER, card_id=5, language="en", limits=Limits(all_active=1))


async def test_who_waits_for_one_more_finds_it_at_the_top(machine: Machine) -> None:
    await further(machine)
    later = await begin(machine, "later")
    await machine.fail(later, Reason.OUT_OF_STOCK, owner="")
    page, _ = await machine.history(USER, 0, 10)
    assert [one.state for one in page] == [State.FURTHER, State.FAILED]
