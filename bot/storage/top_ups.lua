-- Top-ups by Stars: invoices, payments credited once, refunds, and what users must be told of them. top_ups.py puts
-- wallet.lua in front, so that a payment's record and its entry are one script.
--
-- KEYS[1]  the base of the bot's keys (keys.py), ARGV[1]  the call, ARGV[2..]  its arguments; `now` as in activations.lua.
-- Each call may be repeated after a lost reply.

local INVOICED_FOR, INVOICES_KEPT = 400 * 86400000, 100
local OWN_FOR, OWN_KEPT = 400 * 86400000, 100
local LONGEST_PAUSE = 600000
local DUE, SEEN, STRANGE = KEYS[1] .. ':topups:due', KEYS[1] .. ':topups:seen', KEYS[1] .. ':topups:strange'

local function invoice_key(id) return KEYS[1] .. ':invoice:' .. id end

local function key(id) return KEYS[1] .. ':topup:' .. id end

local function get(id, field) return redis.call('HGET', key(id), field) end

-- One that is no hash at all is told from one that is not there.
local function record(id)
  local found = redis.pcall('HGETALL', key(id))
  return found.err and { 'unreadable', '' } or found
end

local function reply(outcome, id) return { outcome, redis.call('HGETALL', key(id)) } end

local function set_state(id, state, job)
  redis.call('HSET', key(id), 'state', state, 'changed', now)
  redis.call('ZADD', DUE, now, job .. '|' .. id)
end

-- What the operator has to hear of it, until an admin has it.
local function alert(kind, id) redis.call('ZADD', DUE, now, kind .. '|' .. id) end

-- A charge that was refused may go back at another time, which is another operation.
local function operation(kind, id)
  local tries = get(id, 'tries')
  return kind .. ':' .. get(id, 'charge') .. (tries and tries ~= '1' and ':' .. tries or '')
end

local function debit(id, by, overdraw)
  redis.call('HINCRBY', key(id), 'tries', 1)
  local user, amount = unpack(redis.call('HMGET', key(id), 'user', 'amount'))
  local outcome = book(operation('refund', id), 'refund', user, '-' .. amount, 'topups', by, '', overdraw)
  if outcome == 'short' then redis.call('HINCRBY', key(id), 'tries', -1) end
  return outcome
end

local function leased(member, score) return tonumber(redis.call('ZSCORE', DUE, member) or 0) == tonumber(score) end

local calls = {}

-- Its rate stands for as long as it can be paid. Of one user only the last ones are kept.
function calls.invoice(id, user, stars, rate, language)
  local own = KEYS[1] .. ':invoices:' .. user
  if redis.call('EXISTS', invoice_key(id)) == 0 then redis.call('LPUSH', own, id) end
  redis.call('HSET', invoice_key(id), 'user', user, 'stars', stars, 'rate', rate, 'language', language)
  redis.call('PEXPIRE', invoice_key(id), INVOICED_FOR)
  for _, old in ipairs(redis.call('LRANGE', own, INVOICES_KEPT, -1)) do redis.call('DEL', invoice_key(old)) end
  redis.call('LTRIM', own, 0, INVOICES_KEPT - 1)
  redis.call('PEXPIRE', own, INVOICED_FOR)
  return { 'ok', {} }
end

function calls.find_invoice(id) return { 'ok', redis.call('HGETALL', invoice_key(id)) } end

-- A payment that Telegram tells of, once for its charge: the Stars that were paid, at the rate of the invoice's record, or
-- at the present one where there is none.
function calls.paid(id, charge, user, stars, invoice, rate)
  if redis.call('EXISTS', key(id)) == 1 then return reply('again', id) end
  local fixed, language = unpack(redis.call('HMGET', invoice_key(invoice), 'rate', 'language'))
  local amount = whole(tonumber(stars) * tonumber(fixed or rate))
  book('topup:' .. charge, 'topup', user, amount, 'topups', 0, '', false)
  redis.call('HSET', key(id), 'id', id, 'charge', charge, 'user', user, 'stars', stars, 'amount', amount, 'at', now,
    'language', language or '')
  set_state(id, 'paid', 'paid')
  local own = KEYS[1] .. ':topups:of:' .. user
  redis.call('LPUSH', own, id)
  redis.call('LTRIM', own, 0, OWN_KEPT - 1)
  redis.call('PEXPIRE', own, OWN_FOR)
  if not fixed then alert('payment_without_invoice', id) end
  return reply(fixed and 'booked' or 'no_invoice', id)
end

-- The wallet is debited before Telegram is asked. `user` is empty where an admin does it, who may refund at any time and
-- whatever was spent.
function calls.refund(id, user, by, since)
  local owner, state, at = unpack(redis.call('HMGET', key(id), 'user', 'state', 'at'))
  if not owner or user ~= '' and owner ~= user then return { 'unknown', {} } end
  if state ~= 'paid' then return reply('again', id) end
  if user ~= '' and tonumber(at) < tonumber(since) then return reply('late', id) end
  if debit(id, by, user == '') == 'short' then return reply('short', id) end
  set_state(id, 'refunding', 'refund')
  return reply('begun', id)
end

-- Telegram says that the Stars have gone back, whoever asked for it: money that is still in the wallet leaves it now.
function calls.refunded(id)
  local state = get(id, 'state')
  if not state then return { 'unknown', {} } end
  if state == 'refunded' then return reply('again', id) end
  if state == 'paid' then debit(id, 0, true) end
  redis.call('ZREM', DUE, 'refund|' .. id)
  set_state(id, 'refunded', 'refunded')
  if state == 'paid' then alert('refunded_elsewhere', id) end
  return reply(state == 'paid' and 'elsewhere' or 'refunded', id)
end

-- Telegram refuses to give them back: the money is in the wallet again. Only from who holds the job by `score`: an answer
-- that comes later is of another time, and by now the Stars may be on their way. `why`: Telegram's own words.
function calls.refused(id, score, why)
  if get(id, 'state') ~= 'refunding' or not leased('refund|' .. id, score) then return reply('again', id) end
  book(operation('refund_refused', id), 'refund_refused', get(id, 'user'), get(id, 'amount'), 'topups', 0, '', false)
  redis.call('ZREM', DUE, 'refund|' .. id)
  set_state(id, 'paid', 'refused')
  redis.call('HSET', key(id), 'refusal', why)
  alert('refund_refused', id)
  return reply('refused', id)
end

function calls.find(id) return reply('ok', id) end

-- Several, each with what its user may spend now; of one that is not there nothing is known.
function calls.several(...)
  local found = {}
  for i, id in ipairs({ ... }) do
    local user = redis.pcall('HGET', key(id), 'user')
    found[i] = { record(id), whole(in_wallet(type(user) == 'string' and user or '')) }
  end
  return found
end

-- The user's last ones, newest first.
function calls.of(user, limit)
  local page = {}
  for _, id in ipairs(redis.call('LRANGE', KEYS[1] .. ':topups:of:' .. user, 0, limit - 1)) do
    page[#page + 1] = record(id)
  end
  return page
end

-- What has to be done or told now, each with the score that holds it for `lease` ms. What is due after longer than any
-- pause is due because the clock has gone back.
function calls.claim(limit, lease)
  for _, member in ipairs(redis.call('ZRANGE', DUE, now + LONGEST_PAUSE, '+inf', 'BYSCORE', 'LIMIT', 0, limit)) do
    redis.call('ZADD', DUE, now, member)
  end
  local found = {}
  for _, member in ipairs(redis.call('ZRANGE', DUE, '-inf', now, 'BYSCORE', 'LIMIT', 0, limit)) do
    redis.call('ZADD', DUE, now + lease, member)
    found[#found + 1] = { member, whole(now + lease), record(string.match(member, '|(.*)')) }
  end
  return found
end

-- It is done, or due again in so many ms, unless somebody else has it by now.
function calls.done(member, score, delay)
  if not leased(member, score) then return 0 end
  if delay == '' then return redis.call('ZREM', DUE, member) end
  return redis.call('ZADD', DUE, now + delay, member)
end

-- Transactions that are no top-up: whether the operator was told of it.
function calls.is_told(charge) return redis.call('SISMEMBER', STRANGE, charge) end

function calls.told(...) return redis.call('SADD', STRANGE, ...) end

-- How far the bot's transactions at Telegram were read: how many, and up to which second.
function calls.seen() return redis.call('HMGET', SEEN, 'count', 'at') end

function calls.see(count, at)
  redis.call('HSET', SEEN, 'count', count, 'at', at)
  return 1
end

return calls[ARGV[1]](unpack(ARGV, 2))
