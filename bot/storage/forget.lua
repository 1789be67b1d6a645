-- A user is forgotten: all that is kept of them goes, in one step.
--
-- KEYS[1]  the base of the bot's keys (keys.py), ARGV[1]  the user; `now` as in activations.lua.
--
-- Nothing goes while a number of theirs has not ended (it has no TTL until then), nor while money is in their wallet.
-- What stays: their id in the audit log, in the ledger of wallets and with the payments in it, which are never changed;
-- that an admin has shut them out; and for two days what their purchases count for against the limits, or these would end
-- with each request.

local base, user = KEYS[1], ARGV[1]
local DAY = 86400000
local WEEK = 7 * DAY
local COST_DAYS = 101 -- as in statistics.lua
local KEPT = 100000
local KINDS = { 'code', 'card', 'alert', 'report', 'answer' }
local COUNTED = {
  state = true, created = true, changed = true, price = true, refunded = true, coded = true, reason = true, expires = true,
}

local function own(name) return base .. ':' .. name .. ':' .. user end

local function record(id) return base .. ':a:' .. id end

local ids, lately = {}, {}
for _, id in ipairs(redis.call('ZRANGE', own('mine'), 0, -1)) do ids[id] = true end
for _, id in ipairs(redis.call('ZRANGEBYSCORE', own('lately'), '(' .. now - 2 * DAY, '+inf')) do
  ids[id], lately[id] = true, true
end
for id in pairs(ids) do
  if redis.call('PTTL', record(id)) == -1 then return 'live' end
end
for _, amount in ipairs(redis.call('HMGET', base .. ':wallet:balances', 'user:' .. user, 'held:' .. user)) do
  if amount and tonumber(amount) ~= 0 then return 'money' end
end

local known = redis.call('EXISTS', own('user'), own('mine'), own('reminders'))

for id in pairs(ids) do
  local name = record(id)
  local found = redis.pcall('HMGET', name, 'country', 'service', 'created')
  if not found.err and found[1] then
    for week = math.floor((tonumber(found[3]) or now) / WEEK), math.floor(now / WEEK) do
      redis.call('SREM', base .. ':buyers:' .. week, user .. '|' .. found[1] .. ':' .. found[2])
    end
  end
  for _, kind in ipairs(KINDS) do redis.call('ZREM', base .. ':outbox', id .. '|' .. kind) end
  redis.call('SREM', base .. ':live', id)
  if lately[id] and not found.err and found[3] then
    for _, field in ipairs(redis.call('HKEYS', name)) do
      if not COUNTED[field] then redis.call('HDEL', name, field) end
    end
    redis.call('PEXPIRE', name, math.max(1, (tonumber(found[3]) or now) + 2 * DAY - now))
  else
    redis.call('DEL', name)
  end
end

for _, nonce in ipairs(redis.call('ZRANGE', own('quotes'), 0, -1)) do redis.call('DEL', base .. ':quote:' .. nonce) end
for _, id in ipairs(redis.call('LRANGE', own('invoices'), 0, -1)) do redis.call('DEL', base .. ':invoice:' .. id) end
redis.call('HDEL', base .. ':wallet:allowances', user)
-- A voucher that was redeemed and not used is as it was before: its code, which they have, may be redeemed again.
for _, member in ipairs(redis.call('ZRANGE', own('vouchers:of'), 0, -1)) do
  local name = base .. ':voucher:' .. string.match(member, '%S+$')
  local batch = string.match(redis.call('GET', name) or '', '^(%S+) ' .. user .. '$')
  if batch then
    redis.call('SET', name, batch, 'KEEPTTL')
    if redis.call('EXISTS', base .. ':vouchers:' .. batch) == 1 then
      redis.call('HINCRBY', base .. ':vouchers:' .. batch, 'redeemed', -1)
    end
  end
end
for _, pair in ipairs(redis.call('HKEYS', own('reminders'))) do
  redis.call('ZREM', base .. ':wanted:' .. pair, user)
  redis.call('ZREM', base .. ':reminded:' .. pair, user)
end
for day = math.floor(now / DAY) - COST_DAYS, math.floor(now / DAY) do
  redis.call('HDEL', base .. ':costs:' .. day, user .. ':bought', user .. ':spent', user .. ':back')
end

local shut_out = redis.call('HGET', own('user'), 'door') == 'out'
for _, name in ipairs({ 'user', 'mine', 'quotes', 'reminders', 'parked', 'invoices', 'wallet:of', 'vouchers:of' }) do
  redis.call('DEL', own(name))
end
redis.call('ZREM', base .. ':users', user)
if shut_out then redis.call('HSET', own('user'), 'door', 'out') end
if known > 0 then
  redis.call('XADD', base .. ':audit', 'MAXLEN', '~', KEPT, '*', 'at', now, 'event', 'forgotten', 'user', user)
end
return 'ok'
