-- The caps on one user, and what each activation counts for. Stands in front of machine.lua, in the same script.
--
-- There is no counter: what counts is added up from the user's own activations each time, so nothing can drift.
-- `{base}:lately:<user>` lists those of the last two days that have not failed, by the time they began.

local HOUR, DAY = 3600000, 86400000
local DOUBT = HOUR -- for so long an unknown purchase may hold a number at the provider
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

local function uncount(user, id) redis.call('ZREM', lately(user), id) end

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

-- What counts against the caps on one user: how many he waits for, and `{ at, amount }` for each window.
local function usage(user, unused_pause)
  local active, coded = 0, 0
  local hour, day, spent, left, unused = {}, {}, {}, {}, {}
  for _, id in ipairs(redis.call('ZRANGE', lately(user), 0, -1)) do
    local one = counted(id)
    if one.state and not NOTHING_BOUGHT[one.state] then
      local at, changed = tonumber(one.created), tonumber(one.changed)
      if WAITED_FOR[one.state] then active = active + 1 end
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

-- The operator's caps with what an admin has set for this user alone; and whether any of them needs his activations.
local function caps_of(user, caps)
  local own, any = redis.call('HMGET', KEYS[1] .. ':user:' .. user, unpack(OWN_FIELDS)), false
  for i, name in ipairs(OWN) do
    caps[name] = tonumber(own[i] or caps[name])
    any = any or caps[name] > 0
  end
  return caps, any
end

-- The first cap that refuses this purchase: its name, itself, and when it opens (0: nobody knows). `caps` is JSON.
local function refusal(caps, user, price)
  local any
  caps, any = caps_of(user, cjson.decode(caps))
  local cost = millionths(price)
  local used = any and usage(user, caps.unused_pause) or NOTHING_USED
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

-- What an activation counts for under the caps over all users: { open at the provider, spent }, each 1 or 0.
local function standing(id)
  local one = counted(id)
  if not one.state or NOTHING_BOUGHT[one.state] then return { 0, 0 } end
  local open = WAITED_FOR[one.state]
  if one.state == 'code' or one.state == 'cancel_unconfirmed' then
    open = not one.refunded and tonumber(one.expires) > now
  elseif one.state == 'unknown' then
    open = tonumber(one.changed) > now - DOUBT
  end
  return { open and 1 or 0, one.refunded and 0 or 1 }
end
