-- The ledger: what the account should have paid, to be compared with its balance. Stands in front of machine.lua.
--
-- `{base}:ledger` is a hash of sums that only grow, so that two equal readings mean that nothing was booked in between.
-- `paid` says of a record whether its price stands there. `unsure` counts how often money may have moved or not.

local LEDGER = KEYS[1] .. ':ledger'

local function book(sum, record)
  redis.call('HINCRBY', LEDGER, sum, string.format('%.0f', millionths(record.price)))
end

local function pay(id, record)
  if record.paid then return end
  redis.call('HSET', KEYS[1] .. ':a:' .. id, 'paid', 1)
  book('charged', record)
end

local function take_back(id, record)
  if not record.paid then return end
  redis.call('HDEL', KEYS[1] .. ':a:' .. id, 'paid')
  book('refunded', record)
end

local function unsure() redis.call('HINCRBY', LEDGER, 'unsure', 1) end

local function sums() return redis.call('HMGET', LEDGER, 'charged', 'refunded', 'coded', 'unsure') end
