-- The limits on one user and on all, and what each activation counts for. Stands in front of activations.lua, in the same script.
--
-- There is no counter: what counts is added up from the user's own activations each time, so nothing can drift.
-- `{base}:lately:<user>` lists those of the last two days that have not failed, by the time they began.

local HOUR, DAY = 3600000, 86400000
local DOUBT = HOUR -- for so long an unknown purchase may hold a number at the provider
local WAITS = 6 * HOUR -- far longer than any number lives: who is only bound by `active` may have thousands of older ones
local COUNTED = { 'state', 'created', 'changed', 'price', 'refunded', 'coded', 'reason', 'expires' }
local WAITED_FOR = {
  reserved = true, sending = true, waiting = true, cancelling = true, readying = true, further = true,
}
local NOTHING_BOUGHT = { failed = true, not_charged = true }
local OWN = { 'active', 'hour', 'day', 'spending', 'unused' } -- an admin may set these for one user alone (users.lua)
local OWN_FIELDS = { 'cap:active', 'cap:hour', 'cap:day', 'cap:spending', 'cap:unused' }
local NOTHING_USED = { active = 0, hour = {}, day = {}, spending = {}, unused = {} }
local UNUSED = { cancelling = true, cancelled = true, cancel_unconfirmed = true }

local function lately(user) return KEYS[1] .. ':lately:' .. user end

local function count(user, id, at)
  redis.call('ZADD', lately(user), at, id)
  redis.call('ZREMRANGEBYSCORE', lately(user), '-inf', now - 2 * DAY)
  redis.call('PEXPIRE', lately(user), 2 * DAY)
end


local function counted(id)
  local values, record = redis.call('HMGET', KEYS[1] .. ':a:' .. id, unpack(COUNTED)), {}
  for i, name in ipairs(COUNTED) do record[name] = values[i] or nil end
  return record
end

-- In millionths, so that money adds up exactly.
local function millionths(amount) return math.floor(tonumber(amount) * 1e6 + 0.5) end

-- Nil where `more` fits under `most`; else when it will: as the oldest of `used` ({ at, amount }) leave the window.
-- 0 stands for never.
local function full(most, used, more, window)
  local excess = more - most
  for _, one in ipairs(used) do excess = excess + one[2] end
  if most == 0 or excess <= 0 then return nil end
  table.sort(used, function(one, other) return one[1] < other[1] end)
  for _, one in ipairs(used) do
    excess = excess - one[2]
    if excess <= 0 then return one[1] + window end
  end
  return 0
end

-- What counts against the limits on one user: how many they wait for, and `{ at, amount }` for each window. `replaced`: the
-- activation that is to be cancelled first, and counts as if it were. `since`: what began before counts for nothing.
local function usage(user, unused_pause, replaced, since)
  local active, coded = 0, 0
  local hour, day, spent, left, unused = {}, {}, {}, {}, {}
  for _, id in ipairs(redis.call('ZRANGE', lately(user), since or '-inf', '+inf', 'BYSCORE')) do
    local one = counted(id)
    if one.state and not NOTHING_BOUGHT[one.state] then
      local at, changed = tonumber(one.created), id == replaced and now or tonumber(one.changed)
      if id == replaced then one = { state = 'cancelling', created = at, refunded = 1 } end
      if WAITED_FOR[one.state] and id ~= replaced then active = active + 1 end
      if at > now - HOUR then hour[#hour + 1] = { at, 1 } end
      if at > now - DAY then
        day[#day + 1] = { at, 1 }
        if not one.refunded then spent[#spent + 1] = { at, millionths(one.price) } end
      end
      local forsaken = UNUSED[one.state] and one.reason ~= 'provider'
      if forsaken and changed > now - unused_pause then left[#left + 1] = { changed, 1 } end
      coded = math.max(coded, tonumber(one.coded or 0))
    end
  end
  for _, one in ipairs(left) do
    if one[1] > coded then unused[#unused + 1] = one end
  end
  return { active = active, hour = hour, day = day, spending = spent, unused = unused }
end

-- The operator's limits with what an admin has set for this user alone; and whether any of them needs their activations.
local function caps_of(user, caps)
  local own, any = redis.call('HMGET', KEYS[1] .. ':user:' .. user, unpack(OWN_FIELDS)), false
  for i, name in ipairs(OWN) do
    caps[name] = tonumber(own[i] or caps[name])
    any = any or caps[name] > 0
  end
  return caps, any
end

-- The first limit that refuses this purchase: its name, itself, and when it opens (0: nobody knows). `limits` is JSON.
local function refusal(caps, user, price, replaced)
  local any
  caps, any = caps_of(user, cjson.decode(caps))
  local cost = millionths(price)
  local long = caps.day > 0 or caps.spending > 0 or caps.unused > 0
  local used = any and usage(user, caps.unused_pause, replaced, not long and now - WAITS or nil) or NOTHING_USED
  if caps.price > 0 and cost > caps.price then return { 'price', caps.price, 0 } end
  if caps.active > 0 and used.active >= caps.active then return { 'active', caps.active, 0 } end
  for _, cap in ipairs({
    { 'unused', used.unused, 1, caps.unused_pause },
    { 'hour', used.hour, 1, HOUR },
    { 'day', used.day, 1, DAY },
    { 'spending', used.spending, cost, DAY },
  }) do
    local opens = full(caps[cap[1]], cap[2], cap[3], cap[4])
    if opens then return { cap[1], caps[cap[1]], opens } end
  end
  return nil
end

-- What all users together have open at the provider and have spent in a day. Kept by the transitions themselves.

local OPEN, SPENT, TOTAL, PAUSED = KEYS[1] .. ':open', KEYS[1] .. ':spent', KEYS[1] .. ':total', KEYS[1] .. ':paused'

local function spend(record, at)
  if redis.call('ZADD', SPENT, 'NX', at, record.id .. '|' .. record.price) == 1 then
    redis.call('INCRBY', TOTAL, string.format('%.0f', millionths(record.price)))
  end
end

-- Of a member that can't be read, nothing.
local function price_in(member) return millionths(tonumber(string.match(member, '[^|]+$')) or 0) end

local function unspend(member)
  if redis.call('ZREM', SPENT, member) == 1 then
    redis.call('DECRBY', TOTAL, string.format('%.0f', price_in(member)))
  end
end

-- Until when a number in this state is open at the provider: nil for not at all.
local function open_until(id, state)
  if WAITED_FOR[state] then return '+inf' end
  if state == 'code' or state == 'cancel_unconfirmed' then return redis.call('HGET', KEYS[1] .. ':a:' .. id, 'expires') end
  if state == 'unknown' then return now + DOUBT end
  return nil
end

local function hold(id, state)
  local ends = open_until(id, state)
  if ends then redis.call('ZADD', OPEN, ends, id) else redis.call('ZREM', OPEN, id) end
end

-- When so much will have left the window of a day; 0 stands for never.
local function opens(excess)
  for first = 0, redis.call('ZCARD', SPENT) - 1, 100 do
    local piece = redis.call('ZRANGE', SPENT, first, first + 99, 'WITHSCORES')
    for i = 1, #piece, 2 do
      excess = excess - price_in(piece[i])
      if excess <= 0 then return tonumber(piece[i + 1]) + DAY end
    end
  end
  return 0
end

-- The limit on all users together that refuses this purchase, as `refusal` gives that on one.
local function refusal_for_all(caps, price)
  caps = cjson.decode(caps)
  for _, old in ipairs(redis.call('ZRANGE', SPENT, '-inf', now - DAY, 'BYSCORE')) do unspend(old) end
  redis.call('ZREMRANGEBYSCORE', OPEN, '-inf', now)
  if caps.all_active > 0 and redis.call('ZCARD', OPEN) >= caps.all_active then
    return { 'all_active', caps.all_active, 0 }
  end
  local excess = tonumber(redis.call('GET', TOTAL) or 0) + millionths(price) - caps.all_spending
  if caps.all_spending > 0 and excess > 0 then return { 'all_spending', caps.all_spending, opens(excess) } end
  return nil
end

-- It was not bought after all, so it counts nowhere.
local function uncount(record)
  redis.call('ZREM', lately(record.user), record.id)
  unspend(record.id .. '|' .. record.price)
end
