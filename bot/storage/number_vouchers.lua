-- Vouchers for one number of a country and a service, up to a price: whose they are, which purchase has one, and what its
-- end makes of it. Stands in front of wallet.lua, so that a purchase takes its voucher in its own script.
--
-- `{base}:voucher:<digest>` is `<batch>`, then `<batch> <user>` once it is redeemed, and `<batch> <user> <activation>` from
-- when a purchase takes it: for good, if its code comes. `{base}:vouchers:of:<user>` lists what a user may use, as
-- `<country>:<service> <digest>` by the ms up to which they may. The batch has `most` (the price that users see, in
-- millionths), `country` and `service` in place of an amount.

local number_vouchers = {}

local LAST_CHANCE = 86400000 -- ms for which one that was given back may be used again, though its days are over

local function voucher_key(digest) return KEYS[1] .. ':voucher:' .. digest end

local function batch_key(id) return KEYS[1] .. ':vouchers:' .. id end

local function usable_by(user) return KEYS[1] .. ':vouchers:of:' .. user end

-- Its batch, who redeemed it, and which purchase has it: empty for nobody.
function number_vouchers.read(digest)
  return string.match(redis.call('GET', voucher_key(digest)) or '', '^(%S+) ?(%S*) ?(%S*)$')
end

local function write(digest, ...) redis.call('SET', voucher_key(digest), table.concat({ ... }, ' '), 'XX', 'KEEPTTL') end

-- Up to which price it reaches; nothing where its batch was revoked or is gone.
local function reach(batch)
  local most, revoked = unpack(redis.call('HMGET', batch_key(batch), 'most', 'revoked'))
  return not revoked and tonumber(most or nil) or nil
end

local function offer_to(user, pair, digest, ends)
  redis.call('ZADD', usable_by(user), ends, pair .. ' ' .. digest)
  local last = redis.call('ZRANGE', usable_by(user), -1, -1, 'WITHSCORES')[2]
  redis.call('PEXPIRE', usable_by(user), string.format('%.0f', math.max(1, last - now)))
end

-- It is this user's from now on.
function number_vouchers.redeem(digest, batch, user)
  local ends, country, service = unpack(redis.call('HMGET', batch_key(batch), 'until', 'country', 'service'))
  write(digest, batch, user)
  redis.call('HINCRBY', batch_key(batch), 'redeemed', 1)
  offer_to(user, country .. ':' .. service, digest, ends)
end

-- When its user may use it no more: nothing where they may not, or a purchase has it.
function number_vouchers.ends(digest, user, pair)
  local ends = redis.call('ZSCORE', usable_by(user), pair .. ' ' .. digest)
  return ends and tonumber(ends) > now and ends or nil
end

-- What the user may use, that of the nearest end first: pair, digest and end of each.
function number_vouchers.usable(user)
  local found = {}
  local flat = redis.call('ZRANGE', usable_by(user), '(' .. string.format('%.0f', now), '+inf', 'BYSCORE', 'WITHSCORES')
  for i = 1, #flat, 2 do
    local pair, digest = string.match(flat[i], '^(%S+) (%S+)$')
    local batch = digest and number_vouchers.read(digest)
    local most = batch and reach(batch)
    if most then found[#found + 1] = { pair, digest, flat[i + 1], most } end
  end
  return found
end

-- The one that pays this price (in millionths); where none reaches it, nothing, and how far the best one does.
function number_vouchers.find(user, pair, price)
  local best = 0
  for _, one in ipairs(number_vouchers.usable(user)) do
    if one[1] == pair and one[4] >= price then return one[2], one[4] end
    if one[1] == pair then best = math.max(best, one[4]) end
  end
  return nil, best
end

function number_vouchers.reaches(digest, price)
  local batch = number_vouchers.read(digest)
  return batch and (reach(batch) or -1) >= price
end

-- Whether a purchase may have it, which is looked at before anything is written.
function number_vouchers.may_take(digest, user, pair, price)
  local _, holder, taken = number_vouchers.read(digest)
  return holder == user and taken == '' and number_vouchers.ends(digest, user, pair) and
    number_vouchers.reaches(digest, price)
end

-- A purchase has it. One that the database has forgotten, and another purchase has by now, stays the other's.
function number_vouchers.take(digest, user, pair, id)
  local batch, holder, taken = number_vouchers.read(digest)
  redis.call('ZREM', usable_by(user), pair .. ' ' .. digest)
  if holder == user and taken == '' then write(digest, batch, user, id) end
end

-- The purchase that has it has ended: it is used up (`capture`), or its user's again.
function number_vouchers.finish(digest, user, pair, id, kind)
  local batch, _, taken = number_vouchers.read(digest)
  if taken ~= id then return end
  local ends = redis.call('HGET', batch_key(batch), 'until')
  if kind == 'capture' then
    if ends then redis.call('HINCRBY', batch_key(batch), 'used', 1) end
  else
    write(digest, batch, user)
    if ends then offer_to(user, pair, digest, string.format('%.0f', math.max(ends, now + LAST_CHANCE))) end
  end
end
