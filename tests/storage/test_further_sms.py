"""The transitions around a further SMS on the same number: which code counts, and what is never lost or refunded."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.domain.errors import LimitReached, NotFound
from bot.domain.models import Activation, Bought, Quote, Reason, State
from bot.domain.users import Limits
from bot.storage.activations import ActivationStore
from tests.clock import Clock
from tests.storage.listed import listed
from tests.storage.steps import BOUGHT, STRANGER, USER, begin, claim_due, keep, outbox, send

SEVERAL = replace(BOUGHT, several=True)


async def with_code(store: ActivationStore, bought: Bought = SEVERAL) -> Activation:
    activation = await begin(store)
    await send(store, activation)
    await keep(store, activation, bought)
    await store.code(activation, "1111")
    return await store.find(USER, "nonce")


async def again(store: ActivationStore, card_id: int = 0) -> Activation:
    return await store.again(USER, "nonce", card_id)


async def further(store: ActivationStore, *, cleared: bool = False) -> Activation:
    activation = await with_code(store)
    await again(store)
    await store.readied(activation, cleared=cleared, first_poll=3)
    return await store.find(USER, "nonce")


async def test_a_tap_asks_for_one_more_and_says_where_it_is_shown(store: ActivationStore, clock: Clock) -> None:
    activation = await with_code(store)
    assert activation.may_get_further
    assert await claim_due(store) == []
    asked = await again(store, card_id=9)
    assert (asked.state, asked.card_id, asked.code) == (State.READYING, 9, "1111")
    assert [claim.activation.state for claim in await claim_due(store)] == [State.READYING]


async def test_a_second_tap_changes_nothing(store: ActivationStore) -> None:
    await with_code(store)
    await again(store, card_id=9)
    assert len(await claim_due(store)) == 1
    asked = await again(store, card_id=10)
    assert (asked.state, asked.card_id) == (State.READYING, 9)
    assert await claim_due(store) == [], "it must not be made due once more"


async def test_a_number_for_one_sms_gets_no_more(store: ActivationStore) -> None:
    activation = await with_code(store, BOUGHT)
    assert not activation.may_get_further
    assert (await again(store)).state is State.CODE


async def test_nothing_is_asked_for_once_the_numbers_time_is_over(store: ActivationStore, clock: Clock) -> None:
    await with_code(store)
    await clock.advance(1180)
    assert (await again(store)).state is State.CODE


async def test_nobody_asks_on_another_users_number(store: ActivationStore) -> None:
    await with_code(store)
    with pytest.raises(NotFound):
        await store.again(STRANGER, "nonce", 0)


async def test_a_code_after_a_cancel_that_was_refused_is_the_last(store: ActivationStore) -> None:
    activation = await begin(store)
    await send(store, activation)
    await keep(store, activation, SEVERAL)
    await store.cancel(USER, "nonce", Reason.USER)
    await store.code(activation, "1111")
    assert (await again(store)).state is State.CODE


async def test_another_code_is_told_and_the_first_is_kept(store: ActivationStore) -> None:
    activation = await further(store)
    await outbox(store)
    assert (await store.code(activation, "2222")).outcome == "ok"
    now = await store.find(USER, "nonce")
    assert (now.state, now.code, now.earlier) == (State.CODE, "2222", ("1111",))
    assert (await store.code(activation, "2222")).outcome == "no", "a lost reply tells it once"
    assert (await store.find(USER, "nonce")).earlier == ("1111",)


async def test_the_same_code_is_no_other_while_it_was_there_all_the_time(store: ActivationStore) -> None:
    activation = await further(store)
    assert (await store.code(activation, "1111")).outcome == "no"
    assert (await store.find(USER, "nonce")).state is State.FURTHER


async def test_the_same_code_counts_once_the_provider_was_seen_without_it(store: ActivationStore) -> None:
    activation = await further(store)
    assert (await store.readied(activation, cleared=True, first_poll=3)).done
    assert (await store.code(activation, "1111")).outcome == "ok"
    now = await store.find(USER, "nonce")
    assert (now.state, now.code, now.earlier) == (State.CODE, "1111", ("1111",))


async def test_having_been_seen_without_a_code_is_forgotten_with_the_next_wish(store: ActivationStore) -> None:
    activation = await further(store, cleared=True)
    await store.code(activation, "2222")
    assert not (await again(store)).cleared
    assert (await store.code(activation, "2222")).outcome == "no"


async def test_a_confirmation_that_comes_again_moves_no_look(store: ActivationStore, clock: Clock) -> None:
    activation = await further(store)
    await clock.advance(2)
    await store.readied(activation, cleared=True, first_poll=3)
    await clock.advance(1)
    assert [claim.activation.state for claim in await claim_due(store)] == [State.FURTHER]


async def test_a_refusal_leads_back_to_the_code_for_good(store: ActivationStore) -> None:
    activation = await with_code(store)
    await again(store)
    assert (await store.no_further(activation)).outcome == "ok"
    assert (await store.no_further(activation)).outcome == "no"
    back = await store.find(USER, "nonce")
    assert (back.state, back.reason, back.code) == (State.CODE, Reason.NO_FURTHER, "1111")
    assert not back.may_get_further
    assert (await again(store)).state is State.CODE


@pytest.mark.parametrize("confirmed", [False, True])
async def test_there_is_no_cancel_and_no_refund_only_an_end_and_codes(store: ActivationStore, confirmed: bool) -> None:
    activation = await with_code(store)
    await again(store)
    if confirmed:
        await store.readied(activation, cleared=False, first_poll=3)
    waiting = (await store.find(USER, "nonce")).state
    assert (await store.cancel(USER, "nonce", Reason.USER)).state is waiting
    assert (await store.cancelled(activation)).outcome == "no"
    assert (await store.finish(USER, "nonce")).state is State.DONE
    assert (await store.code(activation, "1111")).outcome == "no"
    assert (await store.readied(activation, cleared=True, first_poll=3)).outcome == "no"
    assert (await store.no_further(activation)).outcome == "no"
    assert (await store.code(activation, "2222")).done, "a code that came is told from every state"


async def test_who_waits_for_one_more_waits_for_a_number_as_any_other(store: ActivationStore) -> None:
    await further(store)
    await store.quote(Quote("next", USER, 10, 3, Decimal(1)), ttl=900)
    with pytest.raises(LimitReached):
        await store.begin("next", user_id=USER, chat_id=USER, card_id=5, language="en", limits=Limits(active=1))
    with pytest.raises(LimitReached):
        await store.begin("next", user_id=USER, chat_id=USER, card_id=5, language="en", limits=Limits(all_active=1))


async def test_who_waits_for_one_more_finds_it_at_the_top(store: ActivationStore) -> None:
    await further(store)
    later = await begin(store, "later")
    await store.fail(later, Reason.OUT_OF_STOCK, owner="")
    page, _ = await listed(store, USER, 0, 10)
    assert [one.state for one in page] == [State.FURTHER, State.FAILED]
