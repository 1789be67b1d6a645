-- How long numbers waited for their codes, as bot/domain/code_times.py describes it. Stands in front of activations.lua, in the
-- same script; activations.py puts `EDGES` before it, the bounds of the buckets in seconds.
--
-- `{base}:waits` is one hash, a field for each `country:service`: when it was last written, in seconds, then
-- the weight of each bucket's codes, then of what each bucket's numbers waited for in vain.

local HALVED = 14 * 86400 -- seconds after which a number counts half
local KEPT = 40 -- the weight of all of a pair's numbers at the most: beyond it each new one makes the older ones lighter
local PAIRS = 1000 -- fields of one hash; beyond it one of the oldest goes
local VAIN_FROM = 60 -- seconds: who gives a number back sooner has mostly not asked for the SMS, so it does not count
local SAMPLE = 8 -- fields among which that one is the oldest

local function known(pair)
  local text, weights = redis.call('HGET', KEYS[1] .. ':waits', pair), {}
  for one in string.gmatch(text or '', '%S+') do weights[#weights + 1] = tonumber(one) end
  local age = math.max(0, now / 1000 - (table.remove(weights, 1) or 0))
  for i = 1, 2 * (#EDGES + 1) do weights[i] = (weights[i] or 0) * 2 ^ (-age / HALVED) end
  return weights, text
end

local function make_room()
  if redis.call('HLEN', KEYS[1] .. ':waits') < PAIRS then return end
  local oldest, at
  local sample = redis.call('HRANDFIELD', KEYS[1] .. ':waits', SAMPLE, 'WITHVALUES')
  for i = 1, #sample, 2 do
    local written = tonumber(string.match(sample[i + 1], '^%S+') or '') or 0
    if not at or written < at then oldest, at = sample[i], written end
  end
  redis.call('HDEL', KEYS[1] .. ':waits', oldest)
end

-- A number has ended its wait. `after` is when it was last looked at in vain: the code came somewhere between that and
-- now, and is spread over all buckets in between. Without `after` no code came.
local function learn(record, after)
  local bought = tonumber(record.bought)
  if not bought then return end -- of a version that did not write it down
  local pair, age = record.country .. ':' .. record.service, math.max(0.001, (now - bought) / 1000)
  if record.report and not after then age = math.max(age, VAIN_FROM + 0.001) end -- it was no use, however soon that was seen
  local since = math.min(age - 0.001, math.max(0, after and (after - bought) / 1000 or age))
  local weights, text = known(pair)
  local first, total = after and 0 or #EDGES + 1, 0
  for i = 1, #EDGES + 1 do
    local from, to = math.max(since, EDGES[i - 1] or 0), math.min(age, EDGES[i] or math.huge)
    if to > from then weights[first + i] = weights[first + i] + (to - from) / (age - since) end
  end
  for _, weight in ipairs(weights) do total = total + weight end
  for i, weight in ipairs(weights) do weights[i] = string.format('%.4g', weight * math.min(1, KEPT / total)) end
  if not text then make_room() end
  redis.call('HSET', KEYS[1] .. ':waits', pair, string.format('%.0f ', now / 1000) .. table.concat(weights, ' '))
end

-- A code came and was of no use: its weight goes over to the numbers that were waited for in vain.
local function unlearn(record)
  local weights, text = known(record.country .. ':' .. record.service)
  if not text or not record.bought or not record.coded then return end
  local age, at, counted = (record.coded - record.bought) / 1000, 1, 1
  while EDGES[at] and age >= EDGES[at] do at = at + 1 end
  while EDGES[counted] and VAIN_FROM >= EDGES[counted] do counted = counted + 1 end
  local left, vain = 1, #EDGES + 1 + counted
  for i = at, 1, -1 do -- it was spread over the buckets since the poll before it
    local part = math.min(left, weights[i])
    weights[i], weights[vain], left = weights[i] - part, weights[vain] + part, left - part
  end
  for i, weight in ipairs(weights) do weights[i] = string.format('%.4g', weight) end
  redis.call('HSET', KEYS[1] .. ':waits', record.country .. ':' .. record.service,
    string.format('%.0f ', now / 1000) .. table.concat(weights, ' '))
end
