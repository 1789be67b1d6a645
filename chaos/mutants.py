"""Bots that are wrong on purpose, one mistake each, which the checker has to catch. Put in place in its process."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

_NO_MARK: Final = """
function machine.sending(id)
  local record = read(id)
  return reply(record and is(record, 'reserved') and 'ok' or 'no', id)
end
"""
_NO_GUARD: Final = """
local function forget(id)
  local quote, copy = base .. ':quote:' .. id, base .. ':copy:' .. id
  if redis.call('EXISTS', quote) == 1 then redis.call('COPY', quote, copy) else redis.call('COPY', copy, quote) end
  redis.call('DEL', key(id))
end
local wish, begin = machine.wish, machine.begin
function machine.wish(id, ...) forget(id) return wish(id, ...) end
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
_LAST_LINE: Final = "\nreturn machine[ARGV[1]]"


def _script(more: str) -> Callable[[], None]:
    """Redefines a transition at the end of the machine's own script."""

    def put() -> None:
        read = Path.read_text

        def read_text(path: Path, *arguments: Any, **named: Any) -> str:
            source = read(path, *arguments, **named)
            if path.name != "machine.lua":
                return source
            head, last, tail = source.rpartition(_LAST_LINE)
            if not last:
                raise RuntimeError("the machine's script ends in another way than this mutant knows")
            return f"{head}\n{more}{last}{tail}"

        Path.read_text = read_text  # type: ignore[method-assign,assignment]

    return put


def _sends_again() -> None:
    from bot.shop.buyer import Buyer
    from bot.storage.queue import Claim

    async def give_up(self: Buyer, claim: Claim) -> None:
        await self._send(claim.activation, claim.member)

    Buyer.give_up = give_up  # type: ignore[method-assign]


def _acknowledges_first() -> None:
    from bot.shop.courier import Courier
    from bot.shop.insist import insist
    from bot.storage.queue import Claim

    deliver = Courier.deliver

    async def deliver_late(self: Courier, claim: Claim) -> None:
        await insist(self._machine.sent, claim.activation, claim.kind, lease=claim.lease, rev=claim.rev)
        await deliver(self, claim)

    Courier.deliver = deliver_late  # type: ignore[method-assign]


MUTANTS: Final[dict[str, Callable[[], None]]] = {
    "recovery-sends-again": _sends_again,
    "no-mark-before-sending": _script(_NO_MARK),
    "no-guard-against-a-double-tap": _script(_NO_GUARD),
    "acknowledged-before-it-is-sent": _acknowledges_first,
    "code-refused-while-cancelling": _script(_CODE_REFUSED),
}


def put_in_place(name: str) -> None:
    if name:
        MUTANTS[name]()
