"""Bots that are wrong on purpose, one mistake each, which the checker has to catch. Put in place in its process."""

import asyncio
import random
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

_NO_MARK: Final = """
function machine.sending(id)
  local record = read(id)
  return reply(record and is(record, 'reserved') and 'ok' or 'no', id)
end
function machine.may_send(id)
  local record = read(id)
  return { record and is(record, 'reserved') and 'ok' or 'no', {} }
end
"""
_NO_GUARD: Final = """
local function forget(id)
  local quote, copy = base .. ':quote:' .. id, base .. ':copy:' .. id
  if redis.call('EXISTS', quote) == 1 then redis.call('COPY', quote, copy) else redis.call('COPY', copy, quote) end
  redis.call('DEL', key(id))
end
local begin = machine.begin
function machine.begin(id, ...) forget(id) return begin(id, ...) end
"""
_CODE_REFUSED: Final = """
local code = machine.code
function machine.code(id, ...)
  local record = read(id)
  if record and is(record, 'cancelling') then return reply('no', id) end
  return code(id, ...)
end
"""
_END_OF_HOLD: Final = "  local to = kind == 'capture' and 'revenue' or 'user:' .. user\n"
_RELEASED_AGAIN: Final = """
  if kind == 'release' then
    enter_for('once more:' .. id, kind, user, { 'held:' .. user, -price, to, price }, about(id))
  end
"""
_TAKEN: Final = "      number_vouchers.take(voucher, user, facts[4] .. ':' .. facts[6], id)\n"
_LAST_LINE: Final = "\nreturn machine[ARGV[1]]"


def _script(more: str) -> Callable[[], None]:
    """Redefines a transition at the end of the machine's own script."""
    return _rewritten(_LAST_LINE, f"\n{more}{_LAST_LINE}")


def _rewritten(before: str, after: str, part: str = "activations.lua") -> Callable[[], None]:
    """Changes one place of the machine's own script, or of a part of it."""
    return _changed(part, (before, after))


def _changed(part: str, *changes: tuple[str, str]) -> Callable[[], None]:
    """Changes several places of a script."""

    def put() -> None:
        read = Path.read_text

        def read_text(path: Path, *arguments: Any, **named: Any) -> str:
            source = read(path, *arguments, **named)
            for before, after in changes if path.name == part else ():
                if source.count(before) != 1:
                    raise RuntimeError("the script has another form than this mutant knows")
                source = source.replace(before, after)
            return source

        Path.read_text = read_text  # type: ignore[method-assign,assignment]

    return put


def _sends_again() -> None:
    from bot.shop.activations.buyer import Buyer
    from bot.storage.activations import ActivationStore
    from bot.storage.job_queue import Claim

    async def always(*_: object, **__: object) -> bool:
        return True

    ActivationStore.may_send = always  # type: ignore[method-assign]

    async def give_up(self: Buyer, claim: Claim) -> None:
        await self._send(claim.activation, claim.member, self._now())

    Buyer.give_up = give_up  # type: ignore[method-assign]


def _acknowledges_first() -> None:
    from bot.shop.activations.notifier import Notifier
    from bot.shop.background import retry_until_stored
    from bot.storage.job_queue import Claim

    deliver = Notifier.deliver

    async def deliver_late(self: Notifier, claim: Claim) -> None:
        await retry_until_stored(self._store.sent, claim.activation, claim.kind, lease=claim.lease, rev=claim.rev)
        await deliver(self, claim)

    Notifier.deliver = deliver_late  # type: ignore[method-assign]


def _believes_one_answer() -> None:
    from bot.domain.models import Reason
    from bot.shop.activations.sms_poller import SmsPoller
    from bot.shop.background import retry_until_stored
    from bot.storage.job_queue import Claim

    async def is_denied(self: SmsPoller, claim: Claim, _: object) -> bool:
        activation = claim.activation
        await self._store.cancel(activation.user_id, activation.id, Reason.PROVIDER)
        await retry_until_stored(self._store.cancelled, activation)
        return True

    SmsPoller._is_denied = is_denied  # type: ignore[method-assign,assignment]


def _sends_whatever_its_age() -> None:
    """With a share held up in the process for longer than a verdict takes: no stop from outside meets that moment."""
    from bot.providers.smsman.client import SmsMan

    buy = SmsMan.buy

    async def always() -> bool:
        return True

    async def buy_late(self: SmsMan, country_id: int, service_id: int, **named: Any) -> Any:
        if random.random() < 0.3:
            await asyncio.sleep(random.uniform(14.0, 28.0))
        return await buy(self, country_id, service_id, **{**named, "may_send": always})

    SmsMan.buy = buy_late  # type: ignore[method-assign]


def _names_no_limit() -> None:
    from bot.providers.smsman.client import SmsMan

    def unbound(*_: object) -> dict[str, Any]:
        return {}

    SmsMan._bound = unbound  # type: ignore[method-assign,assignment]


def _stops_at_what_it_cannot_read() -> None:
    from bot.storage import job_queue as queue

    class NeverRaised(Exception):
        pass

    vars(queue)["BrokenRecord"] = NeverRaised


def _refuses_unreadable_updates() -> None:
    from bot.telegram.updates import UpdateIntake

    read = UpdateIntake.read

    def strict(self: UpdateIntake, raw: object) -> Any:
        found = read(self, raw)
        if found is None:
            raise ValueError("not an update")
        return found

    UpdateIntake.read = strict  # type: ignore[method-assign]


def _never_compares_the_balance() -> None:
    from bot.shop.admin.reconciliation import Reconciliation

    async def nothing(*_: object) -> None:
        pass

    Reconciliation._compare = nothing  # type: ignore[method-assign,assignment]


class Mutant(NamedTuple):
    put: Callable[[], None]
    options: Mapping[str, Any] = {}
    """What is drawn more often, for this mistake to matter within a minute."""


_PAID: Final = {"wallet": True}
_REMINDED: Final = {"reminded": 0.6}
_OFTEN: Final = {"wrong_share": 10.0}

MUTANTS: Final[dict[str, Mutant]] = {
    "recovery-sends-again": Mutant(_sends_again),
    "no-mark-before-sending": Mutant(_script(_NO_MARK)),
    "no-guard-against-a-double-tap": Mutant(_script(_NO_GUARD)),
    "acknowledged-before-it-is-sent": Mutant(_acknowledges_first),
    "code-refused-while-cancelling": Mutant(_script(_CODE_REFUSED)),
    "one-answer-believed": Mutant(_believes_one_answer, {"denied_share": 60.0}),
    "sent-whatever-its-age": Mutant(_sends_whatever_its_age),
    "a-request-of-two-owners": Mutant(
        _rewritten("if not owns(id, request) then", "if false then"), {"calm": False, "wrong_share": 20.0}
    ),
    "replaced-before-the-cancel-is-confirmed": Mutant(
        _rewritten(
            "    redis.call('HSETNX', key(id), 'reject', attempt)\n",
            "    redis.call('HSETNX', key(id), 'reject', attempt)\n    begin_successor(id, record)\n",
        ),
        {"replaced": 0.9},
    ),
    "no-limit-on-the-price": Mutant(_names_no_limit, _OFTEN),
    "a-charge-too-high-unnoticed": Mutant(_never_compares_the_balance, {"purchases": 20, "minutes": 0.3}),
    "a-price-captured-again-and-again": Mutant(
        _rewritten("or hold and hold ~= 'held' then", "then", "wallet.lua"), _PAID
    ),
    "a-price-paid-that-was-never-held": Mutant(
        _rewritten("{ 'user:' .. user, -price, 'held:' .. user, price }", "{ 'user:' .. user, 0 }", "wallet.lua"), _PAID
    ),
    "a-hold-released-twice": Mutant(_rewritten(_END_OF_HOLD, _END_OF_HOLD + _RELEASED_AGAIN, "wallet.lua"), _PAID),
    "a-star-credited-twice": Mutant(
        _changed(
            "top_ups.lua",
            ("if redis.call('EXISTS', key(id)) == 1 then return reply('again', id) end", ""),
            ("book('topup:' .. charge,", "book('topup:' .. charge .. ':' .. now,"),
        ),
        _PAID,
    ),
    "an-amount-taken-from-the-invoice": Mutant(
        _rewritten(
            "whole(tonumber(stars) * tonumber(fixed or rate))",
            "whole(tonumber(redis.call('HGET', invoice_key(invoice), 'stars') or stars) * tonumber(fixed or rate))",
            "top_ups.lua",
        ),
        _PAID,
    ),
    "a-refund-without-its-debit": Mutant(
        _rewritten("if debit(id, by, user == '') == 'short' then return reply('short', id) end", "", "top_ups.lua"),
        _PAID,
    ),
    "a-voucher-that-pays-again-and-again": Mutant(_rewritten(_TAKEN, "", "wallet.lua"), _PAID),
    "told-after-one-reading": Mutant(
        _rewritten("elseif one.armed and one.reading == '' then", "elseif false then", "reminders.lua"), _REMINDED
    ),
    "told-again-and-again": Mutant(_rewritten("TURN)\n  drop(user, pair)\n", "TURN)\n", "reminders.lua"), _REMINDED),
    "stopped-by-an-unreadable-record": Mutant(_stops_at_what_it_cannot_read, {"trouble_every": 2.0}),
    "an-unreadable-update-refused": Mutant(_refuses_unreadable_updates),
    "a-journal-replayed-whatever-its-age": Mutant(
        _rewritten("if now - record.created > tonumber(oldest) then", "if false then"), {"trouble_every": 1.0}
    ),
}


def put_in_place(name: str) -> None:
    if name:
        MUTANTS[name].put()
