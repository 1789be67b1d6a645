"""The transitions on a real Valkey: who wins, what is told, and what a second call changes (nothing)."""

from decimal import Decimal

import pytest
from redis.asyncio import Redis

from bot.domain.errors import NotFound, QuoteGone
from bot.domain.models import Bought, Quote, Reason, State
from bot.storage.activations import ActivationStore
from bot.storage.job_queue import Return
from tests.clock import START, Clock
from tests.storage.listed import listed
from tests.storage.steps import BOUGHT, STRANGER, USER, begin, claim_due, keep, outbox, send, waiting


async def test_a_tap_on_buy_writes_the_wish_down_as_it_was_quoted(store: ActivationStore, clock: Clock) -> None:
    activation = await begin(store)
    assert activation.state is State.RESERVED
    assert (activation.country_id, activation.service_id, activation.price) == (10, 3, Decimal("12.50"))
    assert (activation.chat_id, activation.card_id, activation.language) == (USER, 5, "vi")
    assert activation.created_at == clock()


async def test_a_second_tap_gives_the_same_activation_as_it_stands(store: ActivationStore) -> None:
    activation = await begin(store)
    await send(store, activation)
    again = await store.begin("nonce", user_id=USER, chat_id=USER, card_id=9, language="en")
    assert again.state is State.SENDING
    assert again.card_id == 5
    assert len(await claim_due(store)) == 0, "a second tap must not make anything due"


@pytest.mark.parametrize("nonce", ["nonce", "never"])
async def test_nobody_buys_with_another_users_quote_or_none(store: ActivationStore, nonce: str) -> None:
    await store.quote(Quote("nonce", USER, 10, 3, Decimal(1)), ttl=900)
    with pytest.raises(QuoteGone):
        await store.begin(nonce, user_id=STRANGER, chat_id=STRANGER, card_id=5, language="en")


async def test_nobody_sees_or_ends_another_users_activation(store: ActivationStore) -> None:
    await waiting(store)
    with pytest.raises(NotFound):
        await store.find(STRANGER, "nonce")
    with pytest.raises(NotFound):
        await store.cancel(STRANGER, "nonce", Reason.USER)
    with pytest.raises(NotFound):
        await store.card(STRANGER, "nonce", 9, render=True)
    with pytest.raises(QuoteGone):
        await store.begin("nonce", user_id=STRANGER, chat_id=STRANGER, card_id=5, language="en")
    assert (await store.find(USER, "nonce")).state is State.WAITING
    assert await listed(store, STRANGER, 0, 10) == ([], 0)


async def test_a_quote_runs_out(store: ActivationStore, redis: Redis) -> None:
    await store.quote(Quote("nonce", USER, 10, 3, Decimal(1)), ttl=900)
    (key,) = [key async for key in redis.scan_iter("*quote:*")]
    assert 890_000 < await redis.pttl(key) <= 900_000


async def test_only_one_of_two_attempts_may_send(store: ActivationStore) -> None:
    activation = await begin(store)
    assert await send(store, activation, "first")
    assert not await send(store, activation, "second")
    assert await send(store, activation, "first"), "its own script, repeated after a lost reply"


async def test_an_old_wish_is_not_sent(store: ActivationStore, clock: Clock) -> None:
    activation = await begin(store)
    await clock.advance(61)
    assert not await send(store, activation)
    stale = await store.find(USER, "nonce")
    assert (stale.state, stale.reason) == (State.FAILED, Reason.STALE)
    assert await claim_due(store) == []


async def test_a_wish_from_before_a_restart_of_the_database_is_not_sent(store: ActivationStore, redis: Redis) -> None:
    activation = await begin(store)
    (key,) = [key async for key in redis.scan_iter("*:a:nonce")]
    await redis.hset(key, "epoch", "the run_id of a server that is gone")
    assert not await send(store, activation)
    assert (await store.find(USER, "nonce")).reason is Reason.STALE


async def test_a_bought_number_waits_for_its_lifetime(store: ActivationStore, clock: Clock) -> None:
    activation = await waiting(store)
    assert (activation.state, activation.number, activation.request_id) == (State.WAITING, "84912345678", "77")
    assert activation.expires_at == clock() + 1180
    assert await claim_due(store) == []
    await clock.advance(3)
    assert [claim.member for claim in await claim_due(store)] == ["nonce"]


async def test_the_same_number_twice_changes_nothing_and_another_is_told_apart(store: ActivationStore) -> None:
    activation = await waiting(store)
    assert await keep(store, activation) == "again"
    assert await keep(store, activation, Bought("78", "84900000000")) == "other"
    assert (await store.find(USER, "nonce")).request_id == "77"


@pytest.mark.parametrize("believed", ["unknown", "failed", "gone"])
async def test_a_number_that_was_bought_is_kept_whatever_was_believed(
    store: ActivationStore, redis: Redis, believed: str
) -> None:
    activation = await begin(store)
    await send(store, activation)
    if believed == "unknown":
        assert (await store.unknown(activation, owner="me")).done
    elif believed == "failed":
        assert (await store.fail(activation, Reason.REFUSED, owner="me")).done
    else:
        async for key in redis.scan_iter("{sb}:*"):
            await redis.delete(key)
    assert await keep(store, activation) == "ok"
    kept = await store.find(USER, "nonce")
    assert (kept.state, kept.number, kept.price) == (State.WAITING, "84912345678", Decimal("12.50"))
    assert kept.reason is Reason.NONE
    assert await redis.ttl("{sb}:a:nonce") == -1, "nothing live has a TTL"
    assert (await listed(store, USER, 0, 10))[1] == 1
    assert "card" in await outbox(store)


async def test_a_sent_purchase_that_nobody_answered_for_becomes_unknown(store: ActivationStore, clock: Clock) -> None:
    activation = await begin(store)
    await send(store, activation)
    assert not (await store.unknown(activation, owner="somebody else", lease=12345)).done
    await clock.advance(75)
    (claim,) = await claim_due(store)
    assert (await store.unknown(activation, lease=claim.lease)).done
    assert (await store.find(USER, "nonce")).state is State.UNKNOWN
    assert set(await outbox(store)) == {"card", "alert"}


async def test_a_refusal_that_comes_late_still_ends_the_doubt(store: ActivationStore) -> None:
    activation = await begin(store)
    await send(store, activation)
    await store.unknown(activation, owner="me")
    assert not (await store.fail(activation, Reason.OUT_OF_STOCK, owner="somebody else")).done
    assert (await store.fail(activation, Reason.OUT_OF_STOCK, owner="me")).done
    assert (await store.find(USER, "nonce")).reason is Reason.OUT_OF_STOCK


async def test_a_changed_price_is_remembered_with_the_failure(store: ActivationStore) -> None:
    activation = await begin(store)
    await store.fail(activation, Reason.PRICE_CHANGED, owner="me", new_price=Decimal("13.75"))
    failed = await store.find(USER, "nonce")
    assert (failed.state, failed.new_price) == (State.FAILED, Decimal("13.75"))


async def test_a_code_wins_over_a_cancel_under_way(store: ActivationStore) -> None:
    activation = await waiting(store)
    assert (await store.cancel(USER, "nonce", Reason.USER)).state is State.CANCELLING
    assert (await store.code(activation, "4321")).done
    assert not (await store.cancelled(activation)).done, "the reject came too late"
    held = await store.find(USER, "nonce")
    assert (held.state, held.code) == (State.CODE, "4321")


async def test_a_code_is_told_before_any_card_and_only_once(store: ActivationStore) -> None:
    activation = await waiting(store)
    await store.code(activation, "4321")
    assert not (await store.code(activation, "4321")).done
    assert await outbox(store) == ["code", "card"]


async def test_a_code_that_comes_after_the_refund_is_still_shown(store: ActivationStore) -> None:
    activation = await waiting(store)
    await store.cancel(USER, "nonce", Reason.USER)
    await store.cancelled(activation)
    assert (await store.code(activation, "4321")).done
    assert "code" in await outbox(store)


async def test_a_cancel_is_a_refund_only_from_cancelling(store: ActivationStore) -> None:
    activation = await waiting(store)
    assert not (await store.cancelled(activation)).done
    await store.cancel(USER, "nonce", Reason.EXPIRED)
    assert (await store.cancel(USER, "nonce", Reason.USER)).reason is Reason.EXPIRED, "the first reason stands"
    assert (await store.cancelled(activation)).done
    assert (await store.find(USER, "nonce")).state is State.CANCELLED
    assert await claim_due(store) == []


async def test_a_finished_activation_is_closed_and_forgotten_after_days(store: ActivationStore, redis: Redis) -> None:
    activation = await waiting(store)
    await store.code(activation, "4321")
    assert (await store.finish(USER, "nonce")).state is State.DONE
    assert [claim.activation.state for claim in await claim_due(store)] == [State.DONE]
    await store.closed(activation)
    assert await redis.ttl("{sb}:a:nonce") > 86_400
    assert await claim_due(store) == []


async def test_a_claim_is_a_lease_that_runs_out(store: ActivationStore, clock: Clock) -> None:
    await begin(store)
    (first,) = await claim_due(store)
    assert await claim_due(store) == []
    await clock.advance(30)
    (second,) = await claim_due(store)
    assert second.lease > first.lease


async def test_a_worker_that_lost_its_lease_puts_nothing_back(store: ActivationStore, clock: Clock) -> None:
    await begin(store)
    (stale,) = await claim_due(store)
    await clock.advance(30)
    (held,) = await claim_due(store)
    await store.due.claim(limit=0, lease=30, returns=[Return(stale, 0.0)])
    assert await claim_due(store) == []
    await store.due.claim(limit=0, lease=30, returns=[Return(held, 0.0)])
    assert len(await claim_due(store)) == 1


async def test_what_changes_while_a_card_is_drawn_is_drawn_again(store: ActivationStore) -> None:
    activation = await begin(store)
    claims, _ = await store.outbox.claim(limit=10, lease=30)
    (drawing,) = claims
    await send(store, activation)
    await keep(store, activation)
    assert await outbox(store) == [], "one worker at a time draws a card"
    await store.sent(activation, "card", lease=drawing.lease, rev=drawing.rev)
    claims, _ = await store.outbox.claim(limit=10, lease=30)
    (redrawn,) = claims
    assert redrawn.activation.state is State.WAITING
    await store.sent(activation, "card", lease=redrawn.lease, rev=redrawn.rev)
    assert await outbox(store) == []


async def test_a_card_drawn_by_one_who_slept_past_his_lease_is_drawn_again_once(
    store: ActivationStore, clock: Clock
) -> None:
    activation = await begin(store)
    (slept,), _ = await store.outbox.claim(limit=10, lease=30)
    await clock.advance(31)
    (held,), _ = await store.outbox.claim(limit=10, lease=30)
    await store.sent(activation, "card", lease=held.lease, rev=held.rev)
    assert await outbox(store) == []
    await store.sent(activation, "card", lease=slept.lease, rev=slept.rev)
    (again,), _ = await store.outbox.claim(limit=10, lease=30)
    await store.sent(activation, "card", lease=again.lease, rev=again.rev)
    await store.sent(activation, "card", lease=again.lease, rev=again.rev)  # the answer was lost
    assert await outbox(store) == []


async def test_history_shows_the_waiting_ones_first_then_the_newest(store: ActivationStore, clock: Clock) -> None:
    for n in range(5):
        activation = await begin(store, f"n{n}")
        if n != 1:
            await store.fail(activation, Reason.REFUSED, owner="me")
        await clock.advance(1)
    page, total = await listed(store, USER, 0, 3)
    assert ([a.id for a in page], total) == (["n1", "n4", "n3"], 5)
    page, total = await listed(store, USER, 3, 3)
    assert ([a.id for a in page], total) == (["n2", "n0"], 5)


async def test_what_was_bought_lately_is_popular(store: ActivationStore) -> None:
    await waiting(store)
    assert set(await store.popularity()) == {(10, 3)}


async def test_popularity_counts_purchases_and_halves_them_each_week(
    store: ActivationStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    await waiting(store)
    for weeks in (0, 1, 2):
        monkeypatch.setattr("bot.storage.activations.time.time", lambda weeks=weeks: START + weeks * 7 * 86400)
        assert (await store.popularity())[10, 3] == pytest.approx(0.5**weeks, rel=0.01)


def test_a_number_and_a_code_stay_out_of_every_repr() -> None:
    assert "84912345678" not in repr(BOUGHT)


async def test_a_number_is_not_waited_for_again_once_the_operator_was_asked_about_it(store: ActivationStore) -> None:
    activation = await waiting(store)
    await store.unconfirmed(activation, pause=10)
    await store.ask(activation)
    late = await store.revived(activation, poll=3)
    assert late.outcome == "no"
    assert late.activation is not None
    assert late.activation.state is State.CANCEL_UNCONFIRMED
    settled = await store.resolve(activation.id, charged=True, admin_id=9)
    assert settled.state is State.LOST
