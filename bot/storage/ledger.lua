-- The ledger: what the account should have paid. Stands in front of activations.lua, in the same script.
--
-- `{base}:ledger` is a hash of two sums that only grow: `charged` and `refunded`. `paid` says of a record whether its
-- price stands there, so that nothing is booked twice. `settled` counts what the operator found out: when such money
-- moved, nobody knows.

local LEDGER = KEYS[1] .. ':ledger'

local function grow(sum, record)
  redis.call('HINCRBY', LEDGER, sum, string.format('%.0f', millionths(record.price)))
end

local function pay(id, record)
  if record.paid then return end
  redis.call('HSET', KEYS[1] .. ':a:' .. id, 'paid', 1)
  grow('charged', record)
  cost(id, record, 'cost')
end

local function take_back(id, record)
  if not record.paid then return end
  redis.call('HDEL', KEYS[1] .. ':a:' .. id, 'paid')
  grow('refunded', record)
  cost(id, record, 'cost_back')
end

-- In millionths: `charged` and `refunded`, and `settled`. Then what may move at the provider without standing there yet:
-- prices of purchases that may be charged, prices of numbers that may be given back, or are charged only with their
-- code. Then what tells a restart of the server (`epoch`) and a restore.
local function books(ids, epoch)
  local sums = redis.call('HMGET', LEDGER, 'charged', 'refunded', 'settled')
  local coming, open, seen = 0, 0, {}
  for _, id in ipairs(ids) do
    local one = redis.pcall('HMGET', KEYS[1] .. ':a:' .. id, 'state', 'price', 'paid', 'code', 'changed')
    local state, price, paid, code, changed = unpack(one.err and {} or one)
    local amount = not seen[id] and tonumber(price or nil)
    seen[id] = true
    if not amount then
      -- gone, unreadable, or counted already
    elseif state == 'sending' or state == 'unknown' and tonumber(changed) > now - 2 * HOUR then -- older: charged long ago
      coming = coming + millionths(amount)
    elseif paid and not code then
      open = open + millionths(amount)
    end
  end
  return { sums[1] or 0, sums[2] or 0, sums[3] or 0, string.format('%.0f', coming), string.format('%.0f', open), epoch,
    redis.call('GET', KEYS[1] .. ':restored') or 0 }
end
