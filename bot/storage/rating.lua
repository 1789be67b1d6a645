-- The brake: who buys on while few of their numbers get a code costs the account its rating, and at 0 it is frozen. While
-- the rating is below the operator's floor, `refusal_for_rating` refuses them. Stands behind code_times.lua, in the same
-- script, so that a tap on Buy costs no further call; where the brake is off, nothing of this is read.
--
-- What counts are the user's own activations of a week, as long as they are kept: no counter, so nothing can drift.

local WEEK = 7 * DAY
local JUDGED_FROM = 6 -- numbers of which it is known whether a code came
local CODE_WORTH = 5 -- a code raises the rating by as much as five numbers that are given back lower it
local EARLY = 60 -- seconds: sooner given back, a number says nothing of its offer
local NO_CODE = { cancelled = true, cancel_unconfirmed = true }

local function falls_short(codes, vain) return codes + vain >= JUDGED_FROM and codes * CODE_WORTH < vain end

-- A number of the user's of which it is known whether a code came; else nil. `counts` is its weight among those of all.
local function ended(id)
  local found = redis.pcall('HMGET', KEYS[1] .. ':a:' .. id,
    'state', 'coded', 'reason', 'country', 'service', 'created', 'changed', 'bought')
  if found.err or not found[1] then return nil end
  local state, coded, reason, country, service, created, changed, bought = unpack(found)
  if not coded and (not NO_CODE[state] or reason == 'provider') then return nil end
  local at = tonumber(coded or changed)
  local early = not coded and at - tonumber(bought or 0) < EARLY * 1000
  return {
    pair = country .. ':' .. service,
    got = coded and 1 or 0,
    counts = early and 0 or 2 ^ (-math.max(0, now - at) / 1000 / HALVED),
    leaves = math.min(tonumber(created) + WEEK, tonumber(changed) + RETENTION),
  }
end

-- Whether the numbers of all others with this country and service get as few codes; `own` are the user's.
local function fails_for_others(pair, own)
  local weights, codes, vain = known(pair), 0, 0
  for i = 1, #EDGES + 1 do
    codes = codes + weights[i]
    if (EDGES[i - 1] or 0) >= EARLY then vain = vain + weights[#EDGES + 1 + i] end
  end
  for _, one in ipairs(own) do
    codes, vain = codes - one.got * one.counts, vain - (1 - one.got) * one.counts
  end
  return falls_short(math.max(0, codes), math.max(0, vain))
end

-- As `refusal` of limits.lua. `caps.rating`: the share in percent that is asked for, 0 while the brake is off.
local function refusal_for_rating(caps, user)
  local share = cjson.decode(caps).rating
  if not share or share == 0 then return nil end
  local numbers, by_pair = {}, {}
  for _, id in ipairs(redis.call('ZRANGE', KEYS[1] .. ':mine:' .. user, '(' .. now - WEEK, '+inf', 'BYSCORE')) do
    local one = ended(id)
    if one then
      numbers[#numbers + 1] = one
      by_pair[one.pair] = by_pair[one.pair] or {}
      table.insert(by_pair[one.pair], one)
    end
  end
  local judged, codes, vain = {}, 0, 0
  for pair, own in pairs(by_pair) do by_pair[pair] = not fails_for_others(pair, own) end
  for _, one in ipairs(numbers) do
    if by_pair[one.pair] then
      judged[#judged + 1] = one
      codes, vain = codes + one.got, vain + 1 - one.got
    end
  end
  if not falls_short(codes, vain) then return nil end
  table.sort(judged, function(one, other) return one.leaves < other.leaves end)
  for _, one in ipairs(judged) do
    codes, vain = codes - one.got, vain - 1 + one.got
    if not falls_short(codes, vain) then return { 'rating', share, one.leaves } end
  end
end
