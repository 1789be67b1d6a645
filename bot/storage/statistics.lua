-- What happened, counted by hours and services. Stands between limits.lua and activations.lua, in the same script.
--
-- `{base}:statistics:<hour>` is a hash, `<service>:<what>` → a count, or an amount in millionths. A transition counts in the
-- step in which it takes place, so nothing is counted twice and nothing is left out.

local TALLIED = 8 * DAY

local function tally(record, what, amount, count)
  local hour = KEYS[1] .. ':tally:' .. math.floor(now / HOUR)
  redis.call('HINCRBY', hour, record.service .. ':' .. what, count or 1)
  if amount then
    redis.call('HINCRBY', hour, record.service .. ':' .. amount, string.format('%.0f', millionths(record.price)))
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
