-- The ledger: what the account should have paid. Stands in front of activations.lua, in the same script.
--
-- `{base}:ledger` is a hash of two sums that only grow: `charged` and `refunded`. `paid` says of a record whether its
-- price stands there, so that nothing is booked twice.

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
