-- What is booked from outside, and what the books say. wallet.py puts wallet.lua in front.
--
-- KEYS[1]  the base of the bot's keys (keys.py), ARGV[1]  the call, ARGV[2..]  its arguments; `now` as in activations.lua.

local calls = {}

function calls.book(operation, kind, user, amount, against, by, reason, overdraw)
  return { book(operation, kind, user, amount, against, by, reason, overdraw == '1') }
end

function calls.balance(user)
  local free, held = unpack(redis.call('HMGET', BALANCES, 'user:' .. user, 'held:' .. user))
  return { free or '0', held or '0' }
end

-- One page of a user's entries, newest first, behind their number: the id and the fields of each.
function calls.history(user, offset, limit)
  local own = WALLET .. 'of:' .. user
  local page = { redis.call('LLEN', own) }
  for _, id in ipairs(redis.call('LRANGE', own, offset, offset + limit - 1)) do
    page[#page + 1] = redis.call('XRANGE', ENTRIES, id, id)[1] -- nothing for one that has left the ledger
  end
  return page
end

-- All balances and the checkpoint, the last entry and the number of all, of one moment.
function calls.books()
  local last = redis.call('XREVRANGE', ENTRIES, '+', '-', 'COUNT', 1)[1]
  return { redis.call('HGETALL', BALANCES), redis.call('HGETALL', CHECKPOINT), last and last[1] or '0-0',
    redis.call('XLEN', ENTRIES) }
end

function calls.booked(operation) return redis.call('HEXISTS', OPERATIONS, operation) end

-- What stands on the accounts that are no single user's, and on those of all users together as `users` and `held`.
function calls.totals()
  local sums, flat, balances = { users = 0, held = 0 }, {}, redis.call('HGETALL', BALANCES)
  for i = 1, #balances, 2 do
    local of = string.match(balances[i], '^(%l+):')
    local name = of == 'user' and 'users' or of or balances[i]
    sums[name] = (sums[name] or 0) + balances[i + 1]
  end
  for name, sum in pairs(sums) do
    flat[#flat + 1] = name
    flat[#flat + 1] = whole(sum)
  end
  return flat
end

return calls[ARGV[1]](unpack(ARGV, 2))
