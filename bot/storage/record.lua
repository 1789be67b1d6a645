-- What all transitions of an activation do: read its record, move it, put it into its queues, tell its user, and note
-- what became of money. Stands behind limits.lua and the like and in front of activations.lua, in the same script.

local base, DUE, OUTBOX, LIVE = KEYS[1], KEYS[1] .. ':due', KEYS[1] .. ':outbox', KEYS[1] .. ':live'
local UNKNOWN = KEYS[1] .. ':unknown'
local SOON = 1 -- a due time before all others: a person waits for this step, so it is claimed ahead of looks
local CODE_FIRST = 3600000 -- a code's head start over every card in the outbox
local HISTORY = 200 -- activations a user's own list keeps
local AUDIT = 100000 -- events that the audit log keeps
local QUOTES = 20 -- open quotes of one user

local machine = {}

local function key(id) return base .. ':a:' .. id end

local function fields(flat)
  if #flat == 0 then return nil end
  local record = {}
  for i = 1, #flat, 2 do record[flat[i]] = flat[i + 1] end
  return record
end

local function read(id) return fields(redis.call('HGETALL', key(id))) end

local function reply(outcome, id) return { outcome, redis.call('HGETALL', key(id)) } end

-- Changes with every restart and every failover, after which the last writes may be gone.
local function epoch() return string.match(redis.call('INFO', 'server'), 'run_id:(%w+)') end

-- `LIVE` holds what has a next step or an untold message, for the queue repair; it alone takes it out again.
local function due(id, at)
  redis.call('ZADD', DUE, at, id)
  redis.call('SADD', LIVE, id)
end

-- What is queued already keeps its place: one worker at a time renders a card. `rev` tells it that there is more.
local function tell(id, kind, at)
  redis.call('HINCRBY', key(id), 'rev:' .. kind, 1)
  redis.call('ZADD', OUTBOX, 'NX', at or (kind == 'code' and now - CODE_FIRST or now), id .. '|' .. kind)
  redis.call('SADD', LIVE, id)
end

-- There is nothing to tell any more, where it was not told yet.
local function untell(id, kind)
  redis.call('ZREM', OUTBOX, id .. '|' .. kind)
  local rev = redis.call('HGET', key(id), 'rev:' .. kind)
  if rev then redis.call('HSET', key(id), 'told:' .. kind, rev) end
end

local function move(id, state, ...)
  redis.call('HSET', key(id), 'state', state, 'changed', now, ...)
  redis.call('PERSIST', key(id))
  hold(id, state)
  follow(id, state)
  if state == 'unknown' then
    redis.call('ZADD', UNKNOWN, now, id)
  elseif redis.call('ZREM', UNKNOWN, id) == 1 then
    untell(id, 'alert')
  end
end

-- A user's own list ends with the last of what it lists; what still runs is put in again when it ends.
local function list(user, id, at)
  local mine = base .. ':mine:' .. user
  redis.call('ZADD', mine, 'NX', at, id)
  redis.call('ZREMRANGEBYRANK', mine, 0, -HISTORY - 1)
  redis.call('PEXPIRE', mine, RETENTION + DAY)
end

local function retire(id)
  redis.call('ZREM', DUE, id)
  redis.call('PEXPIRE', key(id), RETENTION)
  local user, created = unpack(redis.call('HMGET', key(id), 'user', 'created'))
  if user and created then list(user, id, created) end
end

-- The audit log of money: no number and no code stands in it. `by`: the admin whose doing it is.
local function note(event, record, request, by)
  redis.call('XADD', base .. ':audit', 'MAXLEN', '~', AUDIT, '*', 'at', now, 'event', event, 'user', record.user,
    'activation', record.id, 'country', record.country, 'service', record.service, 'price', record.price,
    'request', request or record.request or '', unpack(by and { 'by', by } or {}))
end

local function is(record, ...)
  for _, state in ipairs({ ... }) do if record.state == state then return true end end
  return false
end

local function leased(queue, member, lease)
  local score = redis.call('ZSCORE', queue, member)
  return score and tonumber(score) == tonumber(lease)
end

-- CODE -> DONE, where the code has reached its user and no further one can come: to close frees a channel, and the
-- provider rates it better than its own end. The card says the same of both states, so it is not drawn anew.
local function close_early(id)
  local record = read(id)
  if not record or not is(record, 'code') or record['told:code'] ~= record['rev:code'] then return end
  if record.several == '1' and not record.reason then return end
  move(id, 'done')
  due(id, now)
end

-- -> UNKNOWN: it may have been sent, and only the operator can find out. `request`: what the provider called it, or ''.
local function unknown(id, record, request)
  move(id, 'unknown')
  if request ~= '' then redis.call('HSET', key(id), 'unreadable', request) end
  note('unknown', record, request ~= '' and request)
  tally(record, 'unknown')
  redis.call('ZREM', DUE, id)
  tell(id, 'card')
  tell(id, 'alert')
end

-- A restored backup knows an intent as it stood then, and not whether it was sent since.
local function forgotten(record) return is(record, 'reserved') and record.epoch == 'restored' end

local function shown(one) return tonumber(one.user_price or millionths(one.price)) end

-- A user who taps on and on has so many open at the most: the oldest go. A voucher of theirs that reaches it pays for it.
-- Gives what they have where they pay, whether a voucher does, how far theirs reach, and what an admin decided on them.
function machine.quote(nonce, ttl, user, ...)
  local quote, open, wanted = base .. ':quote:' .. nonce, base .. ':quotes:' .. user, fields({ ... })
  local voucher, reaches = number_vouchers.find(user, wanted.country .. ':' .. wanted.service, shown(wanted))
  redis.call('HSET', quote, 'user', user, ...)
  if voucher then redis.call('HSET', quote, 'voucher', voucher) end
  redis.call('PEXPIRE', quote, ttl)
  local newest = redis.call('ZRANGE', open, -1, -1, 'WITHSCORES')[2]
  redis.call('ZADD', open, 'NX', math.max(now, (newest or 0) + 1), nonce)
  redis.call('PEXPIRE', open, ttl)
  for _, old in ipairs(redis.call('ZRANGE', open, 0, -QUOTES - 1)) do
    redis.call('DEL', base .. ':quote:' .. old)
    redis.call('ZREM', open, old)
  end
  return { 'ok', { wanted.user_price and whole(in_wallet(user)) or '', voucher or '', whole(reaches),
    redis.call('HGET', base .. ':user:' .. user, 'door') or '' } }
end

-- What a voucher does not pay for, or not any more; and to a guest, who came in by a voucher, nothing else is sold.
local function refusal_for_voucher(wanted, caps)
  if not wanted.voucher then
    return cjson.decode(caps).guest == 1 and redis.call('HGET', base .. ':user:' .. wanted.user, 'door') ~= 'in'
  end
  return not number_vouchers.may_take(wanted.voucher, wanted.user, wanted.country .. ':' .. wanted.service, shown(wanted))
end

-- An intent to buy is written down as RESERVED, within all limits; gives what refuses it. Every purchase begins here.
local function reserve(id, wanted, caps)
  if redis.call('EXISTS', PAUSED) == 1 then return { 'paused', {} } end
  local refused = refusal(caps, wanted.user, wanted.price) or refusal_for_rating(caps, wanted.user) or
    refusal_for_all(caps, wanted.price)
  if refused then return { 'limit', refused } end
  if refusal_for_voucher(wanted, caps) then return { 'voucher', {} } end
  local short = too_little(id, wanted)
  if short then return { 'short', short } end
  if wanted.voucher then redis.call('HSET', key(id), 'voucher', wanted.voucher) end
  move(id, 'reserved', 'v', 1, 'id', id, 'user', wanted.user, 'chat', wanted.chat, 'card', wanted.card, 'language',
    wanted.language, 'country', wanted.country, 'service', wanted.service, 'price', wanted.price, 'created', now,
    'epoch', epoch())
  list(wanted.user, id, now)
  count(wanted.user, id, now)
  spend({ id = id, price = wanted.price }, now)
  due(id, SOON)
  tell(id, 'card')
end

-- CANCEL_UNCONFIRMED for so long (ms): users have their money back, and their cards say so.
function machine.release_overdue(age, limit)
  local ids = release_overdue(age, limit)
  for _, id in ipairs(ids) do tell(id, 'card') end
  return ids
end
