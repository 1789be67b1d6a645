-- What admins give users and take from them, each with its line in the audit log. grants.py puts wallet.lua in front.
--
-- KEYS[1]  the base of the bot's keys (keys.py), ARGV[1]  the call, ARGV[2..]  its arguments; `now` as in activations.lua.
--
-- `{base}:wallet:allowances` is a hash: user → `<millionths> <admin>`, of those who get so much each month;
-- `{base}:wallet:allowances:month` the last month (yyyymm) that was booked for all of them.

local ALLOWANCES = WALLET .. 'allowances'
local MONTH = ALLOWANCES .. ':month'
local KEPT = 100000

local grants = {}

local function audit(event, user, ...)
  redis.call('XADD', KEYS[1] .. ':audit', 'MAXLEN', '~', KEPT, '*', 'at', now, 'event', event, 'user', user, ...)
end

-- Once for each operation. `kind` is an adjustment's, or that of an allowance for once.
function grants.adjust(operation, kind, user, amount, by, reason)
  local outcome, entry, balance = book(operation, kind, user, amount, 'adjustments', by, reason, false)
  if outcome == 'booked' then audit('adjusted', user, 'kind', kind, 'amount', amount, 'reason', reason, 'by', by) end
  return { outcome, entry, balance }
end

-- Each month has one, whatever is asked or changed within it.
local function pay(user, amount, by, month)
  return { book('allowance:' .. user .. ':' .. month, 'allowance', user, amount, 'adjustments', by, '', false) }
end

-- So much each month, this one among them; 0 ends it. What was booked stays.
function grants.allow(user, amount, by, month)
  local before = string.match(redis.call('HGET', ALLOWANCES, user) or '', '^%d+') or '0'
  if before ~= amount then audit('allowed', user, 'from', before, 'to', amount, 'by', by) end
  if amount == '0' then
    redis.call('HDEL', ALLOWANCES, user)
    return { 'ended', '', whole(in_wallet(user)) }
  end
  redis.call('HSET', ALLOWANCES, user, amount .. ' ' .. by)
  return pay(user, amount, by, month)
end

-- This month's for all who get one, once; gives who got it just now. A clock that went back books nothing.
function grants.collect(month)
  local paid = {}
  if tonumber(redis.call('GET', MONTH) or 0) >= tonumber(month) then return paid end
  local all = redis.call('HGETALL', ALLOWANCES)
  for i = 1, #all, 2 do
    local amount, by = string.match(all[i + 1], '^(%d+) (%d+)$')
    if amount and pay(all[i], amount, by, month)[1] == 'booked' then paid[#paid + 1] = all[i] end
  end
  redis.call('SET', MONTH, month)
  return paid
end

function grants.allowances() return redis.call('HGETALL', ALLOWANCES) end

function grants.allowance(user) return redis.call('HGET', ALLOWANCES, user) or '' end

return grants[ARGV[1]](unpack(ARGV, 2))
