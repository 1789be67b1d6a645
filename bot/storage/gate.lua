-- What concerns all users together, in a slot of its own: the switch, and the caps over all of them.
--
-- KEYS[1]  the base of the keys (keys.py), ARGV[1]  the call, ARGV[2..]  its arguments; `now` as in machine.lua.
--
-- In a Cluster a script sees one slot, and an activation lives in its user's. So a purchase takes a place here before
-- it begins there, and gives it back only after its own shard has said that it is over: for a moment too many places
-- may be taken, but never too few. The total changes in the same script as the set that it adds up, and only with it.

local ACTIVE, SPENT, TOTAL = KEYS[1] .. ':active', KEYS[1] .. ':spent', KEYS[1] .. ':total'
local PAUSED, AUDIT = KEYS[1] .. ':paused', KEYS[1] .. ':audit'
local DAY, KEPT = 86400000, 10000

local gate = {}

local function price_of(place) return tonumber(string.match(place, '%d+$')) end

local function unspend(place)
  if redis.call('ZREM', SPENT, place) == 1 then redis.call('DECRBY', TOTAL, price_of(place)) end
end

-- When so much will have left the window of a day; 0 stands for never.
local function opens(excess)
  for first = 0, redis.call('ZCARD', SPENT) - 1, 100 do
    local piece = redis.call('ZRANGE', SPENT, first, first + 99, 'WITHSCORES')
    for i = 1, #piece, 2 do
      excess = excess - price_of(piece[i])
      if excess <= 0 then return tonumber(piece[i + 1]) + DAY end
    end
  end
  return 0
end

-- Takes a place, once. A cap of 0 is none, and keeps no books.
function gate.enter(place, most_active, most_spent)
  if redis.call('ZSCORE', ACTIVE, place) or redis.call('ZSCORE', SPENT, place) then return { 'ok' } end
  if redis.call('EXISTS', PAUSED) == 1 then return { 'paused' } end
  most_active, most_spent = tonumber(most_active), tonumber(most_spent)
  for _, old in ipairs(redis.call('ZRANGE', SPENT, '-inf', now - DAY, 'BYSCORE')) do unspend(old) end
  redis.call('ZREMRANGEBYSCORE', ACTIVE, '-inf', now - 2 * DAY) -- nothing lives so long
  if most_active > 0 and redis.call('ZCARD', ACTIVE) >= most_active then
    return { 'limit', 'all_active', most_active, 0 }
  end
  local excess = tonumber(redis.call('GET', TOTAL) or 0) + price_of(place) - most_spent
  if most_spent > 0 and excess > 0 then return { 'limit', 'all_spending', most_spent, opens(excess) } end
  if most_active > 0 then redis.call('ZADD', ACTIVE, now, place) end
  if most_spent > 0 then
    redis.call('ZADD', SPENT, now, place)
    redis.call('INCRBY', TOTAL, price_of(place))
  end
  return { 'ok' }
end

-- The places of one cap with the times they were taken, and what time it is.
function gate.places(cap)
  return { now, redis.call('ZRANGE', cap == 'all_active' and ACTIVE or SPENT, 0, -1, 'WITHSCORES') }
end

-- Gives back what is over: `place, open, spent` each, of which 1 is kept.
function gate.settle(...)
  local args = { ... }
  for i = 1, #args, 3 do
    if args[i + 1] == '0' then redis.call('ZREM', ACTIVE, args[i]) end
    if args[i + 2] == '0' then unspend(args[i]) end
  end
  return { 'ok' }
end

function gate.switch(by, on)
  local changed
  if on == '1' then
    changed = redis.call('DEL', PAUSED) == 1
  else
    changed = redis.call('HSETNX', PAUSED, 'by', by) == 1
    redis.call('HSETNX', PAUSED, 'at', now)
  end
  if changed then
    local event = on == '1' and 'switched_on' or 'switched_off'
    redis.call('XADD', AUDIT, 'MAXLEN', '~', KEPT, '*', 'at', now, 'event', event, 'user', by)
  end
  return gate.paused()
end

function gate.paused() return redis.call('HMGET', PAUSED, 'by', 'at') end

return gate[ARGV[1]](unpack(ARGV, 2))
