-- Vouchers: batches of codes, of which only the digests are here. vouchers.py puts number_vouchers.lua and wallet.lua in
-- front, so that a code is used up in the script that books its money.
--
-- KEYS[1]  the base of the bot's keys (keys.py), ARGV[1]  the call, ARGV[2..]  its arguments; `now` as in activations.lua.
--
-- `{base}:voucher:<digest>` is a string: `<batch>`, and ` <user>` behind it once it is redeemed (number_vouchers.lua says
-- more of those for a number); `{base}:vouchers:<batch>` a hash: amount (or most, country, service), count, until, by, at,
-- redeemed, used, revoked; `{base}:vouchers` all batches by `at`; `{base}:vouchers:wrong:<user>` a set, an hour: the digests
-- that a user tried in vain.

local BATCHES = KEYS[1] .. ':vouchers'
local KEPT_FOR = 90 * 86400000 -- ms after which an expired batch and its codes are gone
local UNSEEN = 400 * 86400000 -- as in users.lua
local TRIES = 5 -- wrong codes of a user in an hour
local HOUR = 3600000
local KEPT = 100000

local vouchers = {}

local function audit(event, ...)
  redis.call('XADD', KEYS[1] .. ':audit', 'MAXLEN', '~', KEPT, '*', 'at', now, 'event', event, ...)
end

-- Once for each id: of an amount, or of one number of a country and a service up to it. `ms`: for how long they are
-- redeemed. Gives nothing where the batch was made before with other codes.
function vouchers.make(id, amount, country, service, ms, by, ...)
  local digests, key = { ... }, batch_key(id)
  if redis.call('EXISTS', key) == 1 then
    return number_vouchers.read(digests[1]) == id and redis.call('HGETALL', key) or {}
  end
  redis.call('HSET', key, 'count', #digests, 'until', whole(now + ms), 'by', by, 'at', whole(now))
  if country == '' then
    redis.call('HSET', key, 'amount', amount)
  else
    redis.call('HSET', key, 'most', amount, 'country', country, 'service', service)
  end
  redis.call('PEXPIRE', key, whole(ms + KEPT_FOR))
  redis.call('ZADD', BATCHES, now, id)
  for _, digest in ipairs(digests) do redis.call('SET', voucher_key(digest), id, 'PX', whole(ms + KEPT_FOR)) end
  audit('vouchers_made', 'batch', id, 'amount', amount, 'country', country, 'service', service, 'count', #digests, 'by', by)
  return redis.call('HGETALL', key)
end

-- Nobody redeems any more of them, and no number is bought with one; what was redeemed or bought stays. Gives the batch, or
-- nothing where there is none.
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

-- What the user may use for a number: country, service, most and end of each, that of the nearest end first.
function vouchers.of(user, limit)
  local found = {}
  for _, one in ipairs(number_vouchers.usable(user)) do
    local country, service = string.match(one[1], '^(%d+):(%d+)$')
    if #found < tonumber(limit) then found[#found + 1] = { country, service, whole(one[4]), one[3] } end
  end
  return found
end

-- What stands against it, or nothing.
local function refusal(user, holder, batch)
  if not batch then return 'unknown' end
  if holder ~= '' then return 'used' end
  local till, revoked = unpack(redis.call('HMGET', batch_key(batch), 'until', 'revoked'))
  if not till then return 'unknown' end
  if revoked then return 'revoked' end
  return tonumber(till) <= now and 'expired' or nil
end

-- How one for a number stands that is its user's: with the end of its use, or 0 where a purchase has it or has used it up.
local function of_number(digest, batch, user)
  local country, service, most, revoked = unpack(redis.call('HMGET', batch_key(batch), 'country', 'service', 'most', 'revoked'))
  local _, _, taken = number_vouchers.read(digest)
  local ends = number_vouchers.ends(digest, user, country .. ':' .. service)
  if taken ~= '' then return { 'number', most, country, service, '0' } end
  if revoked or not ends then return { revoked and 'revoked' or 'expired', '0', '0' } end
  return { 'number', most, country, service, ends }
end

-- They may come in by it, and the menu shows it.
local function note_number_of(user)
  local own = KEYS[1] .. ':user:' .. user
  local is_new = redis.call('EXISTS', own) == 0
  redis.call('HSET', own, 'vouchers', 1)
  if is_new then redis.call('PEXPIRE', own, UNSEEN) end
end

-- Once for each code, in one step with its money: the outcome, the amount, and what the user has now; or as `of_number`
-- says. `admit` (1): they are let in by it, since no setting does. `pays` (0): there are no wallets, so money is not
-- redeemed. A code that is the user's own already is theirs again, and counts as no try; nor does a wrong one that is sent
-- again, as after a lost reply.
function vouchers.redeem(digest, user, admit, pays)
  local own, wrong = KEYS[1] .. ':user:' .. user, KEYS[1] .. ':vouchers:wrong:' .. user
  if redis.call('HGET', own, 'door') == 'out' then return { 'shut_out', '0', '0' } end
  local batch, holder = number_vouchers.read(digest)
  local amount, most = unpack(batch and redis.call('HMGET', batch_key(batch), 'amount', 'most') or {})
  if amount and pays == '0' then return { 'no_wallet', '0', '0' } end
  if batch and holder == user then
    if most then return of_number(digest, batch, user) end
    return { 'ok', amount or '0', whole(in_wallet(user)) }
  end
  local tries = redis.call('SCARD', wrong)
  if tries >= TRIES and redis.call('SISMEMBER', wrong, digest) == 0 then return { 'tries', '0', '0' } end
  local why = refusal(user, holder, batch)
  if why then
    if redis.call('SADD', wrong, digest) == 1 and tries == 0 then redis.call('PEXPIRE', wrong, HOUR) end
    return { why, '0', '0' }
  end
  if most then
    number_vouchers.redeem(digest, batch, user)
    note_number_of(user)
    audit('voucher_redeemed', 'user', user, 'batch', batch, 'most', most, 'let_in', admit)
    return of_number(digest, batch, user)
  end
  local booked, _, balance = book('voucher:' .. digest, 'voucher', user, amount, 'vouchers', 0, '', false)
  if booked == 'again' then return { 'used', '0', '0' } end -- the ledger remembers it, whatever became of the code here
  redis.call('SET', voucher_key(digest), batch .. ' ' .. user, 'KEEPTTL')
  redis.call('HINCRBY', batch_key(batch), 'used', 1)
  if admit == '1' then
    redis.call('HSET', own, 'door', 'in')
    redis.call('PERSIST', own)
  end
  audit('voucher_redeemed', 'user', user, 'batch', batch, 'amount', amount, 'let_in', admit)
  return { 'ok', amount, balance }
end

return vouchers[ARGV[1]](unpack(ARGV, 2))
