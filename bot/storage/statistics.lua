-- What happened, counted by hours and services, and what was bought lately, by whom. Stands between limits.lua and
-- activations.lua, in the same script.
--
-- `{base}:statistics:<hour>` is a hash, `<service>:<what>` → a count, or an amount in millionths. A transition counts in the
-- step in which it takes place, so nothing is counted twice and nothing is left out.

local TALLIED = 8 * DAY
local COSTS_KEPT = 100 * DAY -- the month that runs, the two before it, and some to spare

-- What a user cost, on the day on which they began to buy: `{base}:costs:<day>` is a hash, `<user>:<what>` → a sum.
local function charge_to(record, what, sum)
  local day = KEYS[1] .. ':costs:' .. math.floor(tonumber(record.created) / DAY)
  redis.call('HINCRBY', day, record.user .. ':' .. what, sum)
  redis.call('PEXPIRE', day, COSTS_KEPT)
end

local function tally(record, what, amount, count)
  local hour = KEYS[1] .. ':tally:' .. math.floor(now / HOUR)
  redis.call('HINCRBY', hour, record.service .. ':' .. what, count or 1)
  if what == 'bought' then charge_to(record, what, 1) end
  if amount then
    local sum = string.format('%.0f', millionths(record.price))
    redis.call('HINCRBY', hour, record.service .. ':' .. amount, sum)
    charge_to(record, amount, sum)
  end
  redis.call('PEXPIRE', hour, TALLIED)
end

-- The sums of the hour that runs and of those before it, `hours` in all.
local function tallied(hours)
  local sums, flat = {}, {}
  for hour = math.floor(now / HOUR) - hours + 1, math.floor(now / HOUR) do
    local counts = redis.call('HGETALL', KEYS[1] .. ':tally:' .. hour)
    for i = 1, #counts, 2 do sums[counts[i]] = (sums[counts[i]] or 0) + (tonumber(counts[i + 1]) or 0) end
  end
  for what, sum in pairs(sums) do
    flat[#flat + 1] = what
    flat[#flat + 1] = string.format('%.0f', sum)
  end
  return flat
end

local WEEK = 7 * DAY
local RECENT = 6 -- pairs that a user is shown as bought last, with some to spare for those that they have pinned

-- A number was bought. For what is popular a user counts once a week for each pair, so that nobody leads alone; and the
-- pair is first among the user's own. All this is for the order of lists only: nothing of it may stop a purchase.
local function sold(record, weight)
  local pair, buyers = record.country .. ':' .. record.service, KEYS[1] .. ':buyers:' .. math.floor(now / WEEK)
  if redis.pcall('SADD', buyers, record.user .. '|' .. pair) == 1 then
    redis.pcall('PEXPIRE', buyers, WEEK)
    redis.pcall('ZINCRBY', KEYS[1] .. ':popular', weight, pair)
  end
  local user = KEYS[1] .. ':user:' .. record.user
  local before, recent = redis.pcall('HGET', user, 'recent'), { pair }
  if type(before) == 'table' or redis.call('EXISTS', user) == 0 then return end
  for one in string.gmatch(before or '', '%S+') do
    if one ~= pair and #recent < RECENT then recent[#recent + 1] = one end
  end
  redis.call('HSET', user, 'recent', table.concat(recent, ' '))
end
