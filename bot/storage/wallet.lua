-- The ledger of wallets: double entry, in whole millionths. Stands in front of activations.lua and of wallet_calls.lua, so
-- that a purchase and its hold, or a payment and its credit, are one script.
--
-- What the operator owes is above zero: `user:<id>` and `held:<id>` are a user's, `revenue` is earned, `provider` is what
-- the account at the provider paid; `cost`, `topups`, `vouchers` and `adjustments` stand against them. Each entry's postings
-- add up to zero, and so does the sum over all accounts.
--
-- Balances are kept beside the entries. Of those a bounded number is kept: one that leaves is added to the checkpoint in
-- the same step, so that a balance is what the checkpoint and the entries add up to at any time.

local WALLET = KEYS[1] .. ':wallet:'
local BALANCES, CHECKPOINT, ENTRIES = WALLET .. 'balances', WALLET .. 'checkpoint', WALLET .. 'entries'
local OPERATIONS, UNCONFIRMED = WALLET .. 'operations', WALLET .. 'unconfirmed'
local ENTRIES_KEPT = 200000
local OWN_KEPT = 200 -- entries that a user's own list names
local OWN_FOR = 400 * 86400000 -- ms for which it is kept after the last one
local ENDS = {
  failed = 'release', not_charged = 'release', cancelled = 'release', lost = 'release',
  code = 'capture', readying = 'capture', further = 'capture', done = 'capture',
}

local function whole(amount) return string.format('%.0f', amount + 0) end -- `+ 0` takes the sign off a zero

local function add(name, account, amount)
  if redis.call('HINCRBY', name, account, whole(amount)) == 0 then redis.call('HDEL', name, account) end
end

-- Two leave for each one that comes, until the bound holds again.
local function fold()
  if redis.call('XLEN', ENTRIES) <= ENTRIES_KEPT then return end
  for _, old in ipairs(redis.call('XRANGE', ENTRIES, '-', '+', 'COUNT', 2)) do
    for i = 1, #old[2], 2 do
      if old[2][i] == 'postings' then
        for account, amount in string.gmatch(old[2][i + 1], '(%S+) (%S+)') do add(CHECKPOINT, account, tonumber(amount)) end
      end
    end
    redis.call('XDEL', ENTRIES, old[1])
  end
end

-- One line of the ledger. `postings`: { account, amount, … }. `more`: further fields of it, { name, value, … }.
local function enter(operation, kind, user, postings, more)
  local total, written = 0, {}
  for i = 1, #postings, 2 do
    total = total + postings[i + 1]
    written[#written + 1] = postings[i] .. ' ' .. whole(postings[i + 1])
  end
  if total ~= 0 then error('postings that do not add up to zero') end
  local entry = redis.call('XADD', ENTRIES, '*', 'at', whole(now), 'op', operation, 'kind', kind, 'user', user,
    'postings', table.concat(written, ' '), unpack(more or {}))
  for i = 1, #postings, 2 do add(BALANCES, postings[i], postings[i + 1]) end
  fold()
  return entry
end

-- The same, where the user sees it.
local function enter_for(operation, kind, user, postings, more)
  local entry, own = enter(operation, kind, user, postings, more), WALLET .. 'of:' .. user
  redis.call('LPUSH', own, entry)
  redis.call('LTRIM', own, 0, OWN_KEPT - 1)
  redis.call('PEXPIRE', own, OWN_FOR)
  return entry
end

local function in_wallet(user) return tonumber(redis.call('HGET', BALANCES, 'user:' .. user) or 0) end

-- Once for each operation: the outcome, the entry's id, and what the user has now. `against`: the account on the other
-- side. A debit of more than there is comes to nothing, but where `overdraw` says that the money is gone already.
local function book(operation, kind, user, amount, against, by, reason, overdraw)
  local before = redis.call('HGET', OPERATIONS, operation)
  if before then return 'again', before, whole(in_wallet(user)) end
  amount = tonumber(amount)
  if amount < 0 and not overdraw and in_wallet(user) + amount < 0 then return 'short', '', whole(in_wallet(user)) end
  local more = {}
  if tostring(by) ~= '0' then more = { 'by', by } end
  if reason ~= '' then more[#more + 1], more[#more + 2] = 'reason', reason end
  local entry = enter_for(operation, kind, user, { 'user:' .. user, amount, against, -amount }, more)
  redis.call('HSET', OPERATIONS, operation, entry)
  return 'booked', entry, whole(in_wallet(user))
end

-- An activation's money. Its record has `user_price`, what its user pays in millionths, only where they pay at all, and
-- `hold`: held, then released or captured, which it stays. Where it has `voucher`, that is what is held (number_vouchers.lua).

-- Of a quote from before users paid, or from when they still did.
local function other_terms(quote, caps) return (quote.user_price ~= nil) ~= (cjson.decode(caps).pays == 1) end

-- Writes down what the user pays, or a voucher for them; gives what they have, and nothing else happens, where that is too
-- little.
local function too_little(id, quote)
  if not quote.user_price then return nil end
  if not quote.voucher then
    if in_wallet(quote.user) < tonumber(quote.user_price) then
      return { whole(in_wallet(quote.user)), quote.user_price }
    end
  end
  redis.call('HSET', KEYS[1] .. ':a:' .. id, 'user_price', quote.user_price)
end

local function about(id)
  local country, service = unpack(redis.call('HMGET', KEYS[1] .. ':a:' .. id, 'country', 'service'))
  return { 'activation', id, 'country', country or '', 'service', service or '' }
end

-- What a voucher pays is earned with the code, from where amounts of vouchers come; until then nothing of it is booked.
local function end_voucher(id, user, price, voucher, kind)
  local facts = about(id)
  number_vouchers.finish(voucher, user, facts[4] .. ':' .. facts[6], id, kind)
  if not price or kind ~= 'capture' then return end
  enter_for('capture:' .. id, 'voucher_capture', user, { 'vouchers', -price, 'revenue', price }, facts)
end

local function end_hold(id, user, price, voucher, kind)
  if voucher then
    end_voucher(id, user, price, voucher, kind)
  else
    local to = kind == 'capture' and 'revenue' or 'user:' .. user
    enter_for(kind .. ':' .. id, kind, user, { 'held:' .. user, -price, to, price }, about(id))
  end
  redis.call('HSET', KEYS[1] .. ':a:' .. id, 'hold', kind == 'capture' and 'captured' or 'released')
  redis.call('ZREM', UNCONFIRMED, id)
end

-- In each transition. One that the database had forgotten is held anew, also where that leaves less than nothing.
local function follow(id, state)
  local user, price, hold, voucher = unpack(redis.call('HMGET', KEYS[1] .. ':a:' .. id, 'user', 'user_price', 'hold', 'voucher'))
  price = tonumber(price or nil)
  if not (price or voucher) or hold and hold ~= 'held' then return end
  if not hold then
    if voucher then
      local facts = about(id)
      number_vouchers.take(voucher, user, facts[4] .. ':' .. facts[6], id)
    else
      enter_for('hold:' .. id, 'hold', user, { 'user:' .. user, -price, 'held:' .. user, price }, about(id))
    end
    redis.call('HSET', KEYS[1] .. ':a:' .. id, 'hold', 'held')
  end
  if ENDS[state] then return end_hold(id, user, price, voucher, ENDS[state]) end
  if state == 'cancel_unconfirmed' then
    redis.call('ZADD', UNCONFIRMED, 'NX', now, id)
  else
    redis.call('ZREM', UNCONFIRMED, id)
  end
end

-- What the provider charged for an activation that its user pays, or gave back of it.
local function cost(id, record, kind)
  if not record.user_price then return end
  local amount = math.floor(tonumber(record.price) * 1e6 + 0.5) * (kind == 'cost' and 1 or -1)
  enter(kind .. ':' .. id, kind, record.user, { 'provider', amount, 'cost', -amount }, about(id))
end

-- Cancels that were not confirmed for so long (ms): their money goes back to its users, at the operator's cost.
local function release_overdue(age, limit)
  local ids = redis.call('ZRANGE', UNCONFIRMED, '-inf', now - age, 'BYSCORE', 'LIMIT', 0, limit)
  for _, id in ipairs(ids) do
    redis.call('ZREM', UNCONFIRMED, id)
    local user, price, hold, voucher =
      unpack(redis.call('HMGET', KEYS[1] .. ':a:' .. id, 'user', 'user_price', 'hold', 'voucher'))
    if hold == 'held' then end_hold(id, user, tonumber(price or nil), voucher, 'release') end
  end
  return ids
end
