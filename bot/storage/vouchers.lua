-- Vouchers: batches of codes, of which only the digests are here. vouchers.py puts wallet.lua in front, so that a code is
-- used up in the script that books its money.
--
-- KEYS[1]  the base of the bot's keys (keys.py), ARGV[1]  the call, ARGV[2..]  its arguments; `now` as in activations.lua.
--
-- `{base}:voucher:<digest>` is a string: `<batch>`, and ` <user>` behind it once it is redeemed;
-- `{base}:vouchers:<batch>` a hash: amount, count, until, by, at, used, revoked; `{base}:vouchers` all batches by `at`.

local BATCHES = KEYS[1] .. ':vouchers'
local KEPT_FOR = 90 * 86400000 -- ms after which an expired batch and its codes are gone
local TRIES = 5 -- wrong codes of a user in an hour
local HOUR = 3600000
local KEPT = 100000

local vouchers = {}

local function batch_key(id) return BATCHES .. ':' .. id end

local function code_key(digest) return KEYS[1] .. ':voucher:' .. digest end

local function audit(event, ...)
  redis.call('XADD', KEYS[1] .. ':audit', 'MAXLEN', '~', KEPT, '*', 'at', now, 'event', event, ...)
end

-- Once for each id. `ms`: for how long they are redeemed. Gives nothing where the batch was made before.
function vouchers.make(id, amount, ms, by, ...)
  if redis.call('EXISTS', batch_key(id)) == 1 then return {} end
  local digests, key = { ... }, batch_key(id)
  redis.call('HSET', key, 'amount', amount, 'count', #digests, 'until', whole(now + ms), 'by', by, 'at', whole(now))
  redis.call('PEXPIRE', key, whole(ms + KEPT_FOR))
  redis.call('ZADD', BATCHES, now, id)
  for _, digest in ipairs(digests) do redis.call('SET', code_key(digest), id, 'PX', whole(ms + KEPT_FOR)) end
  audit('vouchers_made', 'batch', id, 'amount', amount, 'count', #digests, 'by', by)
  return redis.call('HGETALL', key)
end

-- Nobody redeems any more of them; what was redeemed stays. Gives the batch, or nothing where there is none.
function vouchers.revoke(id, by)
  local key = batch_key(id)
  if redis.call('EXISTS', key) == 0 then return {} end
  if redis.call('HSETNX', key, 'revoked', by) == 1 then audit('vouchers_revoked', 'batch', id, 'by', by) end
  return redis.call('HGETALL', key)
end

-- A page of the batches, newest first, behind their number: the id and the fields of each. Those that are gone leave.
function vouchers.batches(offset, limit)
  redis.call('ZREMRANGEBYSCORE', BATCHES, '-inf', now - 366 * 86400000 - KEPT_FOR)
  local page = {}
  for _, id in ipairs(redis.call('ZRANGE', BATCHES, offset, offset + limit - 1, 'REV')) do
    local found = redis.call('HGETALL', batch_key(id))
    if #found > 0 then page[#page + 1] = { id, found } else redis.call('ZREM', BATCHES, id) end
  end
  return { redis.call('ZCARD', BATCHES), page }
end

function vouchers.batch(id) return redis.call('HGETALL', batch_key(id)) end

-- What stands against it, or nothing.
local function refusal(user, holder, batch)
  if not batch then return 'unknown' end
  if holder ~= '' then return 'used' end
  local till, revoked = unpack(redis.call('HMGET', batch_key(batch), 'until', 'revoked'))
  if not till then return 'unknown' end
  if revoked then return 'revoked' end
  return tonumber(till) <= now and 'expired' or nil
end

-- Once for each code, in one step with its money: the outcome, the amount, and what the user has now. `admit` (1): they
-- are let in by it, since no setting does. A code that is the user's own already is theirs again, and counts as no try.
function vouchers.redeem(digest, user, admit)
  local own, tries = KEYS[1] .. ':user:' .. user, KEYS[1] .. ':vouchers:tries:' .. user
  if redis.call('HGET', own, 'door') == 'out' then return { 'shut_out', '0', '0' } end
  local batch, holder = string.match(redis.call('GET', code_key(digest)) or '', '^(%S+) ?(%d*)$')
  if batch and holder == user then
    local amount = redis.call('HGET', batch_key(batch), 'amount') or '0'
    return { 'ok', amount, whole(in_wallet(user)) }
  end
  if tonumber(redis.call('GET', tries) or 0) >= TRIES then return { 'tries', '0', '0' } end
  local why = refusal(user, holder, batch)
  if why then
    if redis.call('INCR', tries) == 1 then redis.call('PEXPIRE', tries, HOUR) end
    return { why, '0', '0' }
  end
  local amount = redis.call('HGET', batch_key(batch), 'amount')
  local booked, _, balance = book('voucher:' .. digest, 'voucher', user, amount, 'vouchers', 0, '', false)
  if booked == 'again' then return { 'used', '0', '0' } end -- the ledger remembers it, whatever became of the code here
  redis.call('SET', code_key(digest), batch .. ' ' .. user, 'KEEPTTL')
  redis.call('HINCRBY', batch_key(batch), 'used', 1)
  if admit == '1' then
    redis.call('HSET', own, 'door', 'in')
    redis.call('PERSIST', own)
  end
  audit('voucher_redeemed', 'user', user, 'batch', batch, 'amount', amount, 'let_in', admit)
  return { 'ok', amount, balance }
end

return vouchers[ARGV[1]](unpack(ARGV, 2))
