-- The life of an activation: every way from one state to another, each atomic and safe to repeat.
--
-- KEYS[1]  the base of the bot's keys (keys.py), ARGV[1]  the transition, ARGV[2]  for clock.lua, ARGV[3..]  the
-- transition's arguments. The parts stand in front, and before them `now`, in milliseconds by Redis's own clock, never a
-- replica's, and `RETENTION`, for how long (ms) an ended activation is kept.
--
-- A reply is lost, so redis-py sends the script again; a worker slept past its lease and writes late; two taps race:
-- each transition looks at the state (and the owner) first, and whoever comes second is told how things stand.

local INTENT_AGE = 60000 -- an older intent to buy is not sent any more
local BACK = 5000 -- until a message is tried again whose user came back while it was refused
local LOOKED_AT = { waiting = true, cancelling = true, further = true, cancel_unconfirmed = true } -- the states whose step is a look

-- offer -> RESERVED. The intent is written down, within all limits; a worker buys.
function machine.begin(id, user, chat, card, language, caps)
  local record = read(id)
  if record then return record.user == user and reply('again', id) or { 'gone', {} } end
  local quote = fields(redis.call('HGETALL', base .. ':quote:' .. id))
  if not quote or quote.user ~= user or other_terms(quote, caps) then return { 'gone', {} } end
  local refused = reserve(id, { user = user, chat = chat, card = card, language = language, country = quote.country,
    service = quote.service, price = quote.price, user_price = quote.user_price, voucher = quote.voucher }, caps)
  if refused then return refused end
  redis.call('DEL', base .. ':quote:' .. id)
  return reply('ok', id)
end

-- RESERVED -> SENDING, durable before the request goes out; from here on nobody sends it again.
-- `reading`: the last reading of the account as `balance|spent by the ledger then|age in ms`, the evidence for an unknown.
function machine.sending(id, owner, patience, reading)
  local record = read(id)
  if not record then return { 'gone', {} } end
  if is(record, 'sending') and record.owner == owner then return reply('ok', id) end
  if not is(record, 'reserved') then return reply('no', id) end
  if forgotten(record) then
    unknown(id, record, '')
    return reply('stale', id)
  end
  local stopped = redis.call('EXISTS', PAUSED) == 1
  if stopped or now - record.created > INTENT_AGE or record.epoch ~= epoch() then
    move(id, 'failed', 'reason', stopped and 'paused' or 'stale')
    tally(record, 'failed')
    uncount(record)
    retire(id)
    tell(id, 'card')
    return reply('stale', id)
  end
  move(id, 'sending', 'owner', owner)
  local seen, age = string.match(reading or '', '^(.+|.+)|(%d+)$')
  if seen then redis.call('HSET', key(id), 'reading', seen .. '|' .. now - age) end
  due(id, now + patience)
  return reply('ok', id)
end

-- As late as can be, before the first byte goes out: it is still this worker's to send, and not for long.
function machine.may_send(id, owner, within)
  local record = read(id)
  local wanted = record and is(record, 'sending') and record.owner == owner and record.epoch == epoch() and
    now - record.changed <= tonumber(within) and redis.call('EXISTS', PAUSED) == 0
  return { wanted and 'ok' or 'no', {} }
end

-- A request of the provider's belongs to one activation, and a second owner is told so before anybody sees the number.
local function owns(id, request)
  local name = base .. ':request:' .. request
  redis.call('SET', name, id, 'NX', 'PX', math.max(RETENTION, 2 * DAY))
  return redis.call('GET', name) == id
end

-- A number is ours -> WAITING, whatever was believed meanwhile. `memory` is the worker's own copy of the record,
-- for a Redis that came back without it; `oldest` is how old (ms) a purchase may be that is written down from it.
function machine.bought(id, request, number, lifetime, first_look, weight, several, oldest, memory)
  local record = read(id)
  if record and record.request then return reply(record.request == request and 'again' or 'other', id) end
  if not record then
    record = fields(cjson.decode(memory))
    if now - record.created > tonumber(oldest) then return { 'late', {} } end
  end
  if not owns(id, request) then
    if is(record, 'sending') then
      redis.call('HSET', key(id), unpack(cjson.decode(memory)))
      unknown(id, record, request)
    end
    return reply('taken', id)
  end
  if not read(id) then
    redis.call('HSET', key(id), unpack(cjson.decode(memory)))
    list(record.user, id, record.created)
  end
  redis.call('HDEL', key(id), 'reason')
  count(record.user, id, record.created)
  spend(record, record.created)
  note('bought', record, request)
  tally(record, 'bought', not record.paid and 'spent')
  pay(id, record)
  move(id, 'waiting', 'request', request, 'number', number, 'several', several,
    'bought', now, 'expires', now + lifetime)
  due(id, now + first_look)
  sold(record, weight)
  tell(id, 'card')
  return reply('ok', id)
end

-- No number -> FAILED. Also takes the word of the worker who sent it, come late to an UNKNOWN.
function machine.fail(id, owner, reason, new_price)
  local record = read(id)
  if not record then return { 'gone', {} } end
  if is(record, 'failed') then return reply('again', id) end
  if not is(record, 'reserved') and not (is(record, 'sending', 'unknown') and record.owner == owner) then
    return reply('no', id)
  end
  if forgotten(record) then
    unknown(id, record, '')
    return reply('ok', id)
  end
  if is(record, 'unknown') then note('not_bought', record) end
  take_back(id, record)
  move(id, 'failed', 'reason', reason)
  tally(record, 'failed')
  uncount(record)
  if new_price ~= '' then redis.call('HSET', key(id), 'new_price', new_price) end
  retire(id)
  tell(id, 'card')
  return reply('ok', id)
end

-- SENDING -> UNKNOWN, by the worker who sent it, or by the one who finds its time run out. It is kept without a TTL.
function machine.unknown(id, owner, lease, request)
  local record = read(id)
  if not record then return { 'gone', {} } end
  if is(record, 'unknown') then return reply('again', id) end
  if not is(record, 'sending') or not (record.owner == owner or leased(DUE, id, lease)) then return reply('no', id) end
  unknown(id, record, request)
  return reply('ok', id)
end

-- What the operator found at the provider: UNKNOWN -> LOST (`charged` is 1) or NOT_CHARGED; CANCEL_UNCONFIRMED -> LOST, or
-- CANCELLED where the money is back.
function machine.resolve(id, charged, by)
  local record = read(id)
  if not record then return { 'gone', {} } end
  local unknown, verdict = is(record, 'unknown'), 'lost'
  if charged ~= '1' then verdict = is(record, 'cancel_unconfirmed', 'cancelled') and 'cancelled' or 'not_charged' end
  if is(record, verdict) then return reply('again', id) end
  if not unknown and not is(record, 'cancel_unconfirmed') then return reply('no', id) end
  if verdict == 'lost' then pay(id, record) else take_back(id, record) end
  redis.call('HINCRBY', LEDGER, 'settled', 1)
  move(id, verdict, unknown and 'v' or 'reason', unknown and record.v or 'operator')
  if verdict == 'lost' then
    tally(record, 'lost', unknown and 'spent')
  elseif unknown then
    uncount(record)
  else
    redis.call('HSET', key(id), 'refunded', 1)
    unspend(id .. '|' .. record.price)
    tally(record, 'refunded', 'back')
  end
  if not unknown then
    tally(record, 'unconfirmed', nil, -1)
    untell(id, 'alert')
  end
  retire(id)
  note(verdict, record, nil, by)
  tell(id, 'card')
  return reply('ok', id)
end

-- CANCELLING, or a lingering CANCEL_UNCONFIRMED: a reject goes out now (`sent` 1), or this one was clearly refused (0).
-- `attempt` names it: one whose answer was lost is not taken back by the refusal of a later one.
function machine.rejecting(id, attempt, sent, from)
  local record = read(id)
  if not record or not is(record, 'cancelling', 'cancel_unconfirmed') then return { 'no', {} } end
  if sent == '1' then
    redis.call('HSETNX', key(id), 'reject', attempt)
  elseif record.reject == attempt then
    redis.call('HDEL', key(id), 'reject')
    cancel_refused(id, record, from)
  end
  return reply('ok', id)
end

-- One answer of the provider's against the number: `gone`, it does not know it or calls it over; `refused`, it takes no
-- reject. One proves nothing, so they are counted; `lease` names the answer, so that each counts once.
function machine.denied(id, kind, lease)
  local record = read(id)
  if not record then return { 'gone', {} } end
  if not is(record, 'waiting', 'cancelling', 'cancel_unconfirmed', 'readying', 'further') then return reply('no', id) end
  if record[kind .. ':lease'] ~= lease then
    redis.call('HINCRBY', key(id), kind .. ':answers', 1)
    redis.call('HSETNX', key(id), kind .. ':since', now)
    redis.call('HSET', key(id), kind .. ':lease', lease)
  end
  return reply('ok', id)
end

-- The provider knows the number after all: what spoke against that counts no more.
function machine.alive(id)
  local record = read(id)
  if not record then return { 'gone', {} } end
  redis.call('HDEL', key(id), 'gone:answers', 'gone:since', 'gone:lease')
  return reply('ok', id)
end

-- CANCEL_UNCONFIRMED -> WAITING: the provider waits again for what it had called gone. When the operator was asked, it is too late.
function machine.revived(id, first_poll)
  local record = read(id)
  if not record then return { 'gone', {} } end
  if not is(record, 'cancel_unconfirmed') or record.reason ~= 'provider' or record.asked_operator then return reply('no', id) end
  redis.call('HDEL', key(id), 'reason', 'gone:answers', 'gone:since', 'gone:lease', 'cancel:refused')
  tally(record, 'unconfirmed', nil, -1)
  move(id, 'waiting')
  due(id, now + first_poll)
  tell(id, 'card')
  return reply('ok', id)
end

-- A code wins at any time. It is stored and queued in one step, so that it can't be lost between the two. Where a
-- further one is waited for, the last one counts again only after the provider was seen without it. `looked`: when the
-- provider was last seen without this one, 0 for never.
function machine.code(id, code, looked)
  local record = read(id)
  if not record then return { 'gone', {} } end
  if not record.request then return reply('no', id) end
  local further = record.code
  local cleared = record.cleared and is(record, 'readying', 'further')
  if further and record.code == code and not cleared then return reply('no', id) end
  if further then
    local earlier = cjson.decode(record.earlier or '[]')
    earlier[#earlier + 1] = record.code
    redis.call('HSET', key(id), 'earlier', cjson.encode(earlier))
  end
  if is(record, 'waiting', 'cancelling') then
    tally(record, 'code')
    learn(record, looked)
  elseif is(record, 'cancel_unconfirmed') then
    tally(record, 'code')
    tally(record, 'unconfirmed', nil, -1)
    untell(id, 'alert')
  end
  move(id, 'code', 'code', code, 'coded', now)
  stop_replacing(id, record, 'code')
  due(id, math.max(now, tonumber(record.expires)))
  tell(id, 'code')
  tell(id, 'card')
  return reply('ok', id)
end

-- CANCELLING or CANCEL_UNCONFIRMED -> CANCELLED: the provider confirmed a reject of ours, and only that is a refund.
function machine.cancelled(id)
  local record = read(id)
  if not record then return { 'gone', {} } end
  if not is(record, 'cancelling', 'cancel_unconfirmed') then return reply('no', id) end
  take_back(id, record)
  unspend(id .. '|' .. record.price)
  move(id, 'cancelled', 'refunded', 1, 'confirmed', now)
  note('refunded', record)
  tally(record, 'refunded', 'back')
  if is(record, 'cancelling') then
    learn(record)
  else
    tally(record, 'unconfirmed', nil, -1)
    untell(id, 'alert')
  end
  retire(id)
  begin_successor(id, record)
  tell(id, 'card')
  return reply('ok', id)
end

-- WAITING or CANCELLING -> CANCEL_UNCONFIRMED: the provider calls it over, or takes no reject, and confirms nothing.
-- Polling goes on until the number can't live any more, for a code may still come.
function machine.unconfirmed(id, pause)
  local record = read(id)
  if not record then return { 'gone', {} } end
  if is(record, 'cancel_unconfirmed') then return reply('again', id) end
  if not is(record, 'waiting', 'cancelling') then return reply('no', id) end
  move(id, 'cancel_unconfirmed', 'reason', is(record, 'waiting') and 'provider' or record.reason)
  stop_replacing(id, record, 'unconfirmed')
  note('unconfirmed', record)
  tally(record, 'unconfirmed')
  learn(record)
  due(id, now + pause)
  tell(id, 'card')
  return reply('ok', id)
end

-- CANCEL_UNCONFIRMED: the number is dead by now, and only the operator can find out about its money. Kept without a TTL.
function machine.ask(id)
  local record = read(id)
  if not record then return { 'gone', {} } end
  if not is(record, 'cancel_unconfirmed') or record.asked_operator then return reply('no', id) end
  redis.call('HSET', key(id), 'asked_operator', now)
  redis.call('ZREM', DUE, id)
  tell(id, 'alert')
  return reply('ok', id)
end

-- CODE -> READYING: the user wants a further SMS, where the number was bought for several and is still ours.
function machine.again(id, user, card)
  local record = read(id)
  if not record or record.user ~= user then return { 'gone', {} } end
  if not is(record, 'code') or record.several ~= '1' or record.reason or now >= tonumber(record.expires) then
    return reply('no', id)
  end
  redis.call('HDEL', key(id), 'cleared')
  move(id, 'readying', 'card', card)
  due(id, SOON)
  tell(id, 'card')
  return reply('ok', id)
end

-- READYING -> FURTHER: the provider waits for it. Once `cleared`, the code it had is no longer there.
function machine.readied(id, cleared, first_look)
  local record = read(id)
  if not record then return { 'gone', {} } end
  if not is(record, 'readying', 'further') then return reply('no', id) end
  if cleared == '1' then redis.call('HSET', key(id), 'cleared', 1) end
  if is(record, 'further') then return reply('again', id) end
  move(id, 'further')
  due(id, now + first_look)
  tell(id, 'card')
  return reply('ok', id)
end

-- READYING or FURTHER -> CODE, and on to DONE once they are told: the provider refuses, so the codes so far are all.
function machine.no_further(id)
  local record = read(id)
  if not record then return { 'gone', {} } end
  if not is(record, 'readying', 'further') then return reply('no', id) end
  move(id, 'code', 'reason', 'no_further')
  due(id, math.max(now, tonumber(record.expires)))
  tell(id, 'card')
  close_early(id)
  return reply('ok', id)
end

-- CODE, READYING or FURTHER -> DONE: the user has what they wanted, or time is over; the request is left to be closed.
function machine.done(id, user)
  local record = read(id)
  if not record or record.user ~= user then return { 'gone', {} } end
  if not is(record, 'code', 'readying', 'further') then return reply('no', id) end
  move(id, 'done')
  due(id, SOON)
  tell(id, 'card')
  return reply('ok', id)
end

function machine.closed(id)
  local record = read(id)
  if record and is(record, 'done') then retire(id) end
  return { 'ok', {} }
end

function machine.find(id, user)
  local record = read(id)
  if not record or record.user ~= user then return { 'gone', {} } end
  return reply('ok', id)
end

-- The switch of an admin: purchases stop on all replicas at once, or go on.
function machine.switch(by, on)
  local changed
  if on == '1' then
    changed = redis.call('DEL', PAUSED) == 1
  else
    changed = redis.call('HSETNX', PAUSED, 'by', by) == 1
    redis.call('HSETNX', PAUSED, 'at', now)
  end
  if changed then
    local event = on == '1' and 'switched_on' or 'switched_off'
    redis.call('XADD', base .. ':audit', 'MAXLEN', '~', AUDIT, '*', 'at', now, 'event', event, 'user', by)
  end
  return machine.paused()
end

function machine.paused() return redis.call('HMGET', PAUSED, 'by', 'at') end

-- An activation of an earlier version, which kept what all users have open and have spent in another place.
function machine.adopt(id)
  local record = read(id)
  if not record then return { 'gone', {} } end
  hold(id, record.state)
  if not NOTHING_BOUGHT[record.state] and not record.refunded and record.created + DAY > now then
    spend(record, record.created)
  end
  return { 'ok', {} }
end

-- What counts against a user's limits: waited for, bought in an hour and in a day, spent in a day, left unused in a row.
function machine.usage(user, unused_pause)
  local used, spent = usage(user, tonumber(unused_pause)), 0
  for _, one in ipairs(used.spending) do spent = spent + one[2] end
  return { used.active, #used.hour, #used.day, string.format('%.0f', spent), #used.unused }
end

-- What was tallied in the last `hours`, the one that runs among them.
function machine.tallies(hours) return tallied(tonumber(hours)) end

-- How many of what is live stand in each state.
function machine.census()
  local count, flat = {}, {}
  for _, id in ipairs(redis.call('SMEMBERS', LIVE)) do
    local state = redis.pcall('HGET', key(id), 'state') or 'gone'
    if type(state) == 'table' then state = 'unreadable' end
    count[state] = (count[state] or 0) + 1
  end
  for state, many in pairs(count) do
    flat[#flat + 1] = state
    flat[#flat + 1] = many
  end
  return flat
end

-- The ledger, and what may move without standing in it yet; see ledger.lua.
function machine.books()
  local ids = redis.call('SMEMBERS', LIVE)
  for _, id in ipairs(redis.call('ZRANGE', UNKNOWN, 0, -1)) do ids[#ids + 1] = id end
  return books(ids, epoch())
end

-- All that was learned of how long numbers wait, and the time by which it fades.
function machine.waits() return { now, redis.call('HGETALL', base .. ':waits') } end

-- What waits to be told, for how long the oldest of the first hundred has waited (ms), and the purchases nobody knows of.
function machine.vitals()
  local oldest = 0
  for _, member in ipairs(redis.call('ZRANGE', OUTBOX, 0, 99)) do
    local changed = tonumber(redis.pcall('HGET', key(string.match(member, '^[^|]*')), 'changed'))
    if changed then oldest = math.max(oldest, now - changed) end
  end
  return { redis.call('ZCARD', OUTBOX), oldest, redis.call('ZCARD', UNKNOWN) }
end

function machine.popular() return redis.call('ZRANGE', base .. ':popular', 0, -1, 'WITHSCORES') end

-- This message shows the activation from now on. `render` is 1 when it still has to be drawn.
function machine.card(id, user, card, render)
  local record = read(id)
  if not record or record.user ~= user then return { 'gone', {} } end
  local opened = render == '1' and record.code and record.card ~= card
  redis.call('HSET', key(id), 'card', card, 'opened', opened and record['rev:code'] or record.opened or '')
  if render == '1' then tell(id, 'card') end
  return reply('ok', id)
end

-- The outbox: Telegram has taken it (or never will). What changed meanwhile is due again at once.
function machine.sent(id, kind, lease, rev)
  local member = id .. '|' .. kind
  local ours, again = leased(OUTBOX, member, lease), redis.call('HGET', key(id), 'drawn') == lease
  if kind == 'card' and not again and redis.call('EXISTS', key(id)) == 1 then
    redis.call('HSET', key(id), 'drawn', lease)
    -- A worker that slept past its lease has drawn over what others drew meanwhile.
    if not ours then tell(id, 'card') end
  end
  if not ours then return { 'no', {} } end
  local user = redis.call('HGET', key(id), 'user')
  if user then redis.call('SREM', base .. ':parked:' .. user, member) end
  if redis.call('HGET', key(id), 'rev:' .. kind) == rev then
    redis.call('ZREM', OUTBOX, member)
    redis.call('HSET', key(id), 'told:' .. kind, rev)
    if kind == 'code' then close_early(id) end
  else
    redis.call('ZADD', OUTBOX, now, member)
  end
  return { 'ok', {} }
end

-- The outbox: the user has left, so it waits until they are seen again. They may have come back before this was written, so
-- for a while it is tried again all the same; after that nobody has to carry it.
function machine.park(id, kind, lease, again)
  local member, user = id .. '|' .. kind, redis.call('HGET', key(id), 'user')
  if not user or not leased(OUTBOX, member, lease) then return { 'no', {} } end
  if redis.call('HGET', key(id), 'back:' .. kind) == lease then again = math.max(tonumber(again), BACK) end
  if tonumber(again) > 0 then
    redis.call('HSET', key(id), 'again:' .. kind, now + again)
    redis.call('ZADD', OUTBOX, now + again, member)
  else
    untell(id, kind)
  end
  redis.call('SADD', base .. ':parked:' .. user, member)
  redis.call('PEXPIRE', base .. ':parked:' .. user, RETENTION)
  return { 'ok', {} }
end

-- The user is back: what still stands is told. A message that is under way just now is left to the one that carries it.
function machine.unpark(user)
  for _, member in ipairs(redis.call('SMEMBERS', base .. ':parked:' .. user)) do
    local id, kind = string.match(member, '^([^|]+)|(.+)$')
    if redis.call('EXISTS', key(id)) == 1 then
      local at = redis.call('ZSCORE', OUTBOX, member)
      if not at then
        tell(id, kind)
      elseif leased(OUTBOX, member, redis.call('HGET', key(id), 'again:' .. kind) or 0) then
        redis.call('ZADD', OUTBOX, kind == 'code' and now - CODE_FIRST or now, member)
      else
        -- On its way just now: a raised revision would send it twice. If it is refused, it is tried once more.
        redis.call('HSET', key(id), 'back:' .. kind, at)
      end
    end
  end
  return { redis.call('DEL', base .. ':parked:' .. user) == 1 and 'ok' or 'again', {} }
end

-- One slice of what is live: a next step or a message that no queue holds is put back, and given as `id|what`.
function machine.audit(cursor, count)
  local slice, mended = redis.call('SSCAN', LIVE, cursor, 'COUNT', count), {}
  for _, id in ipairs(slice[2]) do
    local flat = redis.pcall('HGETALL', key(id))
    local record = fields(flat.err and { 'state', 'unreadable' } or flat)
    local settled = not record or redis.call('PTTL', key(id)) >= 0 or is(record, 'unknown') or
      is(record, 'cancel_unconfirmed') and record.asked_operator
    if not record then mended[#mended + 1] = id .. '|gone' end
    if not settled and not redis.call('ZSCORE', DUE, id) then
      due(id, now)
      mended[#mended + 1] = id .. '|due'
    end
    for _, kind in ipairs(record and { 'code', 'card', 'alert', 'report', 'answer' } or {}) do
      if record['rev:' .. kind] ~= record['told:' .. kind] then
        settled = false
        if redis.call('ZADD', OUTBOX, 'NX', now, id .. '|' .. kind) == 1 then mended[#mended + 1] = id .. '|' .. kind end
      end
    end
    if settled then redis.call('SREM', LIVE, id) end
  end
  return { slice[1], mended }
end

-- One queue's turn: put back what was looked at (`member, lease, delay` each), then claim what is due, oldest first.
-- The lease's score is the fencing token: a worker that lost its lease can't put anything back. A record comes as the
-- values of FIELDS (records.py), and as it was before: `looked` is the look before this one. One that can't be read comes
-- all the same, and activations.py sets it aside.
function machine.claim(name, limit, lease, ...)
  local queue, args = base .. ':' .. name, { ... }
  for i = 1, #args, 3 do
    if leased(queue, args[i], args[i + 1]) then redis.call('ZADD', queue, now + args[i + 2], args[i]) end
  end
  local claims = {}
  local found = redis.call('ZRANGE', queue, '-inf', now, 'BYSCORE', 'LIMIT', 0, limit, 'WITHSCORES')
  for i = 1, #found, 2 do
    local member = found[i]
    local id, kind = string.match(member, '^([^|]*)|?(.*)$')
    local record = redis.pcall('HMGET', key(id), 'id', 'state', 'rev:' .. kind, unpack(FIELDS))
    local exists, state, rev = unpack(record, 1, 3)
    if not exists and redis.call('EXISTS', key(id)) == 0 then
      redis.call('ZREM', queue, member)
    else
      redis.call('ZADD', queue, now + lease, member)
      if name == 'due' and LOOKED_AT[state] then redis.call('HSET', key(id), 'looked', now) end
      claims[#claims + 1] = { member, now + lease, tonumber(found[i + 1]), rev or '', { unpack(record, 4) } }
    end
  end
  local first = redis.call('ZRANGE', queue, 0, 0, 'WITHSCORES')
  return { now, first[2] and tonumber(first[2]) or -1, claims, step_told() }
end

return machine[ARGV[1]](unpack(ARGV, 3))
