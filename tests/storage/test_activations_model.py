"""The real scripts on a real Valkey against a plain model: every transition twice, in any order, by several owners and
with stale leases.

It tries 200 stories; `MODEL_EXAMPLES=5000 pytest tests/storage/test_activations_model.py` as many as you like.
Mutants of its scripts, here and in activation_mutants.py, show that it sees bugs.
"""

import os
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from bot.storage.activations import ActivationStore
from bot.storage.waiting import WaitingStore
from tests.storage.activation_mutants import MORE, STRAIGHT
from tests.storage.stored import World
from tests.storage.story import WAYS, Story


def tell(world: World, store: ActivationStore, ways: Sequence[tuple[str, ...]] = WAYS, **how: Any) -> None:
    """Many stories, with the machine or a mutant of it. `ways`: how they begin."""
    story = type("Story", (Story,), {"world": world, "store": store, "waiting": WaitingStore(store), "ways": ways})
    checks = list(HealthCheck)  # a busy computer makes everything slow
    run_state_machine_as_test(
        story, settings=settings(deadline=None, stateful_step_count=20, suppress_health_check=checks, **how)
    )


@pytest.mark.timeout(0)
def test_whatever_happens_the_machine_does_as_the_model(world: World) -> None:
    tell(world, world.store(), max_examples=int(os.environ.get("MODEL_EXAMPLES", "200")))


MUTANTS = {
    "no owner check in sending": ("is(record, 'sending') and record.owner == owner then", "is(record, 'sending') then"),
    "sent again after an unknown": ("if not is(record, 'reserved') then return reply", "if false then return reply"),
    "no epoch": (" or record.epoch ~= epoch()", ""),
    "a second number in place of the first": ("if record and record.request then", "if false then"),
    "a code refused while cancelling": (
        "if not record.request then",
        "if not record.request or is(record, 'cancelling') then",
    ),
    "a code that is not queued": ("  tell(id, 'code')\n", ""),
    "an old code taken for a further one": ("further and record.code == code and not cleared", "false"),
    "a refund from waiting": (
        "not is(record, 'cancelling', 'cancel_unconfirmed') then return reply('no', id) end\n  take_back",
        "not is(record, 'cancelling', 'waiting') then return reply('no', id) end\n  take_back",
    ),
    "a lost reject taken back by another's refusal": ("elseif record.reject == attempt then", "else"),
    "an answer counted twice": ("record[kind .. ':lease'] ~= lease", "true"),
    "an operator asked twice": (" or record.asked_operator then return", " then return"),
    "ack without rev": ("if redis.call('HGET', key(id), 'rev:' .. kind) == rev then", "if true then"),
    "ack and put back without a lease": ("return score and tonumber(score) == tonumber(lease)", "return true"),
    "a claim without a lease": ("      redis.call('ZADD', queue, now + lease, member)\n", ""),
    "a live one with a TTL": ("  redis.call('PERSIST', key(id))\n", ""),
    "an ended one still due": ("  redis.call('ZREM', DUE, id)\n  redis.call('PEXPIRE'", "  redis.call('PEXPIRE'"),
    "an unknown that stays open": ("redis.call('ZREM', UNKNOWN, id) == 1", "false"),
    "a charge booked twice": ("  if record.paid then return end\n", ""),
    "a refund that is not booked": ("  take_back(id, record)\n  unspend(", "  unspend("),
    "a purchase without the money": ("if in_wallet(quote.user) < tonumber(quote.user_price)", "if false"),
    "a price held twice": ("  if not hold then\n", "  if true then\n"),
    "a capture or a release after the end": ("or hold and hold ~= 'held' then", "then"),
    "an unknown that is released": ("{\n  failed = 'release',", "{ unknown = 'release',\n  failed = 'release',"),
    "a loss that its user bears": (" lost = 'release',", " lost = 'capture',"),
    "a release before its time": ("'-inf', now - age, 'BYSCORE'", "'-inf', now, 'BYSCORE'"),
    "a revived number that is released all the same": (
        "  else\n    redis.call('ZREM', UNCONFIRMED, id)\n  end",
        "  end",
    ),
    "a cost that does not come back": ("  cost(id, record, 'cost_back')\n", ""),
    "another number bought after an unconfirmed cancel": (
        "  stop_replacing(id, record, 'unconfirmed')\n",
        "  begin_successor(id, record)\n",
    ),
    "another number bought although the code came": (
        "  stop_replacing(id, record, 'code')\n",
        "  begin_successor(id, record)\n",
    ),
    "another number bought after a restart": ("record['replace:epoch'] ~= epoch()", "false"),
    "another number bought though nobody wants it": ("    stop_replacing(id, record, 'dropped')\n", ""),
    "a voucher that a cancel does not give back": ("    write(digest, batch, user)\n    if ends", "    if ends"),
    "a voucher that pays for two": ("  redis.call('ZREM', usable_by(user), pair .. ' ' .. digest)\n", ""),
    "a voucher used up by a release": ("  if kind == 'capture' then\n    if ends", "  if true then\n    if ends"),
    **MORE,
}


@pytest.mark.slow
@pytest.mark.timeout(0)
@pytest.mark.parametrize("way", sorted({*STRAIGHT.values()}), ids=" then ".join)
def test_what_is_no_mutant_goes_the_same_way(world: World, way: tuple[str, ...]) -> None:
    tell(world, world.store(), [way], max_examples=10, derandomize=True, database=None, phases=[Phase.generate])


@pytest.mark.slow
@pytest.mark.timeout(0)
@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_mutant_of_the_machine_is_caught(world: World, mutant: str) -> None:
    store = world.store(*MUTANTS[mutant])
    ways = [STRAIGHT[mutant]] if mutant in STRAIGHT else WAYS
    with pytest.raises((AssertionError, pytest.fail.Exception)):
        tell(world, store, ways, max_examples=4000, derandomize=True, database=None, phases=[Phase.generate])
