"""Mutants of an activation's scripts: a piece of theirs and what stands in its place, by what goes wrong with it."""

from collections.abc import Mapping
from typing import Final

from tests.storage.story import BOUGHT

Mutants = Mapping[str, tuple[str, str]]

PURCHASE: Final[Mutants] = {
    "begun though purchases are stopped": (
        "  if redis.call('EXISTS', PAUSED) == 1 then return { 'paused', {} } end\n",
        "",
    ),
    "begun by another's quote": ("quote.user ~= user or other_terms", "other_terms"),
    "begun on other terms": (" or other_terms(quote, caps) then return { 'gone'", " then return { 'gone'"),
    "another's purchase shown": (
        "return record.user == user and reply('again', id) or { 'gone', {} } end",
        "return reply('again', id) end",
    ),
    "a quote that outlives its purchase": ("  redis.call('DEL', base .. ':quote:' .. id)\n  return", "  return"),
    "an old intent sent": ("now - record.created > INTENT_AGE or ", ""),
    "sent though purchases are stopped": ("if stopped or now -", "if now -"),
    "a backup's intent called failed": (
        "forgotten(record) then\n    unknown(id, record, '')\n    return reply('stale'",
        "false then\n    return reply('stale'",
    ),
    "a backup's intent that fails": (
        "forgotten(record) then\n    unknown(id, record, '')\n    return reply('ok'",
        "false then\n    return reply('ok'",
    ),
    "a stale one that counts": ("'failed')\n    uncount(record)", "'failed')"),
    "a failed one that counts": ("'failed')\n  uncount(record)", "'failed')"),
    "another's to send": ("record.owner == owner and record.epoch == epoch() and", "record.epoch == epoch() and"),
    "sent late after a restart": ("record.owner == owner and record.epoch == epoch() and", "record.owner == owner and"),
    "sent late": ("now - record.changed <= tonumber(within) and ", ""),
    "sent late though purchases are stopped": (" and redis.call('EXISTS', PAUSED) == 0\n", "\n"),
    "sent late though it has ended": ("record and is(record, 'sending') and record.owner", "record and record.owner"),
    "one number for two": ("if not owns(id, request) then", "if false then"),
    "a number that a second one takes over": ("'SET', name, id, 'NX', 'PX'", "'SET', name, id, 'PX'"),
    "under way for ever with another's number": (
        "    if is(record, 'sending') then\n      redis.call('HSET', key(id), unpack",
        "    if false then\n      redis.call('HSET', key(id), unpack",
    ),
    "a number that failed once": ("  redis.call('HDEL', key(id), 'reason')\n  count(", "  count("),
    "a number found late that does not count": ("  spend(record, record.created)\n  note('bought'", "  note('bought'"),
    "a number that is not booked": ("  pay(id, record)\n  move(id, 'waiting'", "  move(id, 'waiting'"),
    "a number that fails": (
        "if not is(record, 'reserved') and not (is(",
        "if not is(record, 'reserved', 'waiting') and not (is(",
    ),
    "failed by another": (
        "is(record, 'sending', 'unknown') and record.owner == owner)",
        "is(record, 'sending', 'unknown'))",
    ),
    "unknown by a lease that is gone": ("or leased(DUE, id, lease))", "or lease ~= '0')"),
    "a number that is unknown": ("if not is(record, 'sending') or not (record.owner", "if not (record.owner"),
    "a higher price": (" and tonumber(price) < tonumber(record.price)\n", "\n"),
    "a lower price of what was sent": ("if not is(record, 'reserved') or not cheaper then", "if not cheaper then"),
    "a lower price that counts twice": (
        "  unspend(id .. '|' .. record.price)\n  redis.call('HSET', key(id), 'price'",
        "  redis.call('HSET', key(id), 'price'",
    ),
}

END: Final[Mutants] = {
    "a code's number cancelled": (
        "  if not is(record, 'waiting') then return reply('no', id) end\n  move(id, 'canc",
        "  move(id, 'canc",
    ),
    "a code's number replaced": (
        "  if not is(record, 'waiting', 'cancelling') then return reply('no', id) end\n  local price",
        "  local price",
    ),
    "a code's number given up": (
        "  if not is(record, 'waiting', 'cancelling') then return reply('no', id) end\n  move(",
        "  move(",
    ),
    "replaced though purchases are stopped": (
        "  if redis.call('EXISTS', PAUSED) == 1 then return reply('paused', id) end\n",
        "",
    ),
    "replaced too late": ("elseif now - record['replace:at'] > REPLACE_AGE then", "elseif false then"),
    "replaced for nothing": (
        "  if user_price then redis.call('HSET', key(id), 'replace:user_price', user_price) end\n",
        "",
    ),
    "replaced without the voucher": (
        "record['replace:user_price'], voucher = record.voucher }",
        "record['replace:user_price'] }",
    ),
    "a refund that still counts": (
        "  unspend(id .. '|' .. record.price)\n  move(id, 'cancelled'",
        "  move(id, 'cancelled'",
    ),
    "a cancel undone by a poll": ("is(record, 'waiting') and 'provider' or record.reason", "'provider'"),
    "a cancelled number revived": (
        "is(record, 'cancel_unconfirmed') or record.reason ~= 'provider'",
        "is(record, 'cancel_unconfirmed')",
    ),
    "revived after the operator was asked": (
        "record.reason ~= 'provider' or record.asked_operator",
        "record.reason ~= 'provider'",
    ),
    "a code's number revived": ("if not is(record, 'cancel_unconfirmed') or record.reason ~=", "if record.reason ~="),
    "revived and still spoken against": ("'reason', 'gone:answers', 'gone:since', 'gone:lease',", "'reason',"),
    "settled twice": (
        "if is(record, verdict) then return reply('again', id) end\n  if not unknown and",
        "if not unknown and not is(record, verdict) and",
    ),
    "settled though nothing is unclear": (
        "if not unknown and not is(record, 'cancel_unconfirmed') then return",
        "if false then return",
    ),
    "settled and not counted": ("  redis.call('HINCRBY', LEDGER, 'settled', 1)\n", ""),
    "a loss that is not booked": (
        "if verdict == 'lost' then pay(id, record) else take",
        "if verdict ~= 'lost' then take",
    ),
    "money back that is not booked": (
        "then pay(id, record) else take_back(id, record) end",
        "then pay(id, record) end",
    ),
    "money back that still counts": ("    unspend(id .. '|' .. record.price)\n    tally(", "    tally("),
    "not charged and still counted": ("  elseif unknown then\n    uncount(record)\n", "  elseif unknown then\n"),
}

CODES: Final[Mutants] = {
    "a further code of one that has none": (
        "  if not is(record, 'readying', 'further') then return reply('no', id) end\n  if cl",
        "  if cl",
    ),
    "the last code taken for a further one": ("if cleared == '1' then redis.call", "if true then redis.call"),
    "the last code but one": ("  redis.call('HDEL', key(id), 'cleared')\n", ""),
    "a further code of a number for one": (" or record.several ~= '1' or record.reason", " or record.reason"),
    "a further code after the last": ("record.several ~= '1' or record.reason or now", "record.several ~= '1' or now"),
    "a further code after the end": (" or now >= tonumber(record.expires) then", " then"),
    "no reason why there is no further one": ("move(id, 'code', 'reason', 'no_further')", "move(id, 'code')"),
    "no further one of what waits": (
        "  if not is(record, 'readying', 'further') then return reply('no', id) end\n  move(",
        "  move(",
    ),
    "done without a code": ("  if not is(record, 'code', 'readying', 'further') then return reply('no', id) end\n", ""),
    "closed before it is done": ("if record and is(record, 'done') then retire", "if record then retire"),
    "reported twice": ("  if record.report then return reply('again', id) end\n", ""),
    "a code called no code": ("if (wrong == 'bad_code') ~= has_code or not has_code", "if not has_code"),
    "a report that cancels what has its code": (
        "  if is(record, 'waiting') then\n    move(id, 'cancelling', 'reason', 'user')\n    due(id, SOON)\n    tell(",
        "  if true then\n    move(id, 'cancelling', 'reason', 'user')\n    due(id, SOON)\n    tell(",
    ),
    "answered twice": ("  if record['report:answer'] then return reply('again', id) end\n", ""),
}

REPAIR: Final[Mutants] = {
    "a step that stays lost": ("if not settled and not redis.call('ZSCORE', DUE, id) then", "if false then"),
    "a code that stays lost": (
        "{ 'code', 'card', 'alert', 'report', 'answer' }",
        "{ 'card', 'alert', 'report', 'answer' }",
    ),
    "a code told again": (
        "if record['rev:' .. kind] ~= record['told:' .. kind] then",
        "if record['rev:' .. kind] then",
    ),
    "an unknown with a step": (" or is(record, 'unknown') or\n", " or\n"),
    "an asked operator's with a step": (
        " or\n      is(record, 'cancel_unconfirmed') and record.asked_operator\n",
        "\n",
    ),
    "not looked at while it is untold": ("        settled = false\n", ""),
}

OWNER: Final = "  if not record or record.user ~= user then return { 'gone', {} } end\n"
NEXT: Final = {
    "cancel": "  if record.replace == 'wanted' and",
    "replace": "  if record.replace == 'wanted' then",
    "check": "  if not is(record, 'waiting', 'further') then",
    "again": "  if not is(record, 'code') or",
    "done": "  if not is(record, 'code', 'readying', 'further') then",
    "find": "  return reply('ok', id)\nend\n\n-- The switch",
    "card": "  local opened",
    "report": "  if record.report then",
}
"""The line after it, in each transition of a user's."""

ANYBODY: Final[Mutants] = {
    **{
        f"anybody's {name}": (OWNER + line, OWNER.replace(" or record.user ~= user", "") + line)
        for name, line in NEXT.items()
    },
    "anybody's words": (
        "if not record or record.user ~= user or not record.report",
        "if not record or not record.report",
    ),
}

MORE: Final[Mutants] = {**PURCHASE, **END, **CODES, **REPAIR, **ANYBODY}

GIVEN_UP: Final = (*BOUGHT, "cancel", "give up")
FURTHER: Final = (*BOUGHT, "receive", "again")

STRAIGHT: Final[Mapping[str, tuple[str, ...]]] = {
    "a lost reject taken back by another's refusal": (*BOUGHT, "cancel", "reject", "refuse another"),
    "an unknown that stays open": ("send", "lose", "not charged"),
    "a charge booked twice": (*GIVEN_UP, "charged"),
    "a purchase without the money": ("begin another",),
    "an unknown that is released": ("send", "lose"),
    "a loss that its user bears": ("send", "lose", "charged"),
    "a revived number that is released all the same": (*BOUGHT, "give up", "revive", "wait", "release"),
    "ack without rev": (*BOUGHT, "cancel while it is told"),
    "an operator asked twice": (*GIVEN_UP, "ask"),
    "no epoch": ("restart", "send"),
    "a release before its time": (*GIVEN_UP, "release"),
    "another number bought though nobody wants it": (*BOUGHT, "replace", "cancel", "confirm"),
    "another number bought after an unconfirmed cancel": (*BOUGHT, "replace", "give up"),
    "another number bought after a restart": (*BOUGHT, "replace", "restart", "confirm"),
    "begun though purchases are stopped": ("stop", "begin another"),
    "begun by another's quote": ("tapped by a stranger",),
    "begun on other terms": ("tapped by a stranger",),
    "an old intent sent": ("wait", "send"),
    "sent though purchases are stopped": ("stop", "send"),
    "a backup's intent called failed": ("restore", "send"),
    "a backup's intent that fails": ("restore", "fail"),
    "a stale one that counts": ("wait", "send"),
    "a failed one that counts": ("fail",),
    "another's to send": ("send", "rival may send"),
    "sent late after a restart": ("send", "restart", "may send"),
    "sent late": ("send", "wait", "may send"),
    "sent late though purchases are stopped": ("send", "stop", "may send"),
    "sent late though it has ended": (*BOUGHT, "may send"),
    "one number for two": (*BOUGHT, "buy it again"),
    "a number that a second one takes over": (*BOUGHT, "buy it again"),
    "a number that failed once": ("fail", "buy"),
    "a number found late that does not count": ("fail", "buy"),
    "under way for ever with another's number": (*BOUGHT, "buy it again"),
    "a number that fails": (*BOUGHT, "fail"),
    "failed by another": ("send", "rival fails"),
    "unknown by a lease that is gone": ("send", "wait long", "claim", "wait", "claim", "give up by the first claim"),
    "a higher price": ("dearer",),
    "a lower price of what was sent": ("send", "cheaper"),
    "a lower price that counts twice": ("cheaper",),
    "a code's number replaced": (*BOUGHT, "receive", "replace"),
    "a code's number given up": (*FURTHER, "no further", "give up"),
    "replaced though purchases are stopped": (*BOUGHT, "stop", "replace"),
    "replaced too late": (*BOUGHT, "replace", "wait long", "confirm"),
    "replaced for nothing": (*BOUGHT, "replace", "confirm"),
    "replaced without the voucher": (*BOUGHT, "replace", "confirm"),
    "a cancel undone by a poll": (*GIVEN_UP, "revive"),
    "a cancelled number revived": (*GIVEN_UP, "revive"),
    "revived after the operator was asked": (*BOUGHT, "give up", "ask", "revive"),
    "a code's number revived": (*BOUGHT, "give up", "receive", "revive"),
    "revived and still spoken against": (*BOUGHT, "deny", "give up", "revive"),
    "settled twice": ("send", "lose", "charged"),
    "settled and not counted": ("send", "lose", "charged"),
    "a loss that is not booked": ("send", "lose", "charged"),
    "money back that is not booked": (*GIVEN_UP, "not charged"),
    "money back that still counts": (*GIVEN_UP, "not charged"),
    "not charged and still counted": ("send", "lose", "not charged"),
    "the last code taken for a further one": (*FURTHER, "get ready", "receive"),
    "the last code but one": (*FURTHER, "clear", "receive another", "again", "receive another"),
    "a further code of a number for one": ("send", "buy for one SMS", "receive", "again"),
    "a further code after the last": (*FURTHER, "no further", "again"),
    "a further code after the end": (*BOUGHT, "receive", "wait long", "again"),
    "no reason why there is no further one": (*FURTHER, "no further"),
    "no further one of what waits": (*BOUGHT, "no further"),
    "done without a code": (*BOUGHT, "finish"),
    "closed before it is done": (*BOUGHT, "close"),
    "reported twice": (*BOUGHT, "report"),
    "a code called no code": (*BOUGHT, "receive", "report"),
    "a report that cancels what has its code": (*BOUGHT, "receive", "report the code"),
    "answered twice": (*BOUGHT, "report", "answer"),
    "a step that stays lost": (*BOUGHT, "drop its step"),
    "a code that stays lost": (*BOUGHT, "receive", "drop its code"),
    "a code told again": (*BOUGHT, "receive", "tell", "drop its code"),
    "an unknown with a step": ("send", "lose", "drop its step"),
    "an asked operator's with a step": (*GIVEN_UP, "ask", "drop its step"),
    "not looked at while it is untold": (*BOUGHT, "cancel", "confirm", "drop its card", "drop its card"),
    "anybody's words": (*BOUGHT, "report", "used by a stranger"),
    **{f"anybody's {name}": (*BOUGHT, "receive", "used by a stranger") for name in NEXT},
}
"""Where a story has to go for them, since it would take long to get there by chance."""
