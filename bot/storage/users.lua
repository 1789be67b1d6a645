-- What is written down of each user, and of all users.
--
-- KEYS[1]  the base of the bot's keys (keys.py), ARGV[1]  the call, ARGV[2..]  its arguments; `now` as in activations.lua;
-- `PINS`  how many pairs may be pinned, given by users.py.
--
-- `{base}:user:<id>` is a hash: language, terms; since, seen (days since 1970), name (their @username), shown (their name as
-- Telegram shows it); gone (they blocked the bot); door (`in` or `out`) and limit:<name>, which admins set for them; pinned and recent (`country:service` each, by
-- statistics.lua too); vouchers (they have redeemed one for a number); place (the list that they chose from last, and when). `{base}:users` lists all who came in, by id.

local DAY = 86400000
local UNSEEN = 400 * DAY -- so long after their last visit a user is forgotten, unless an admin has decided on them
local KEPT = 100000
local SELECTED = 3600000
local ALL = KEYS[1] .. ':users'
local DECISIONS = { 'door', 'cap:active', 'cap:hour', 'cap:day', 'cap:spending', 'cap:unused' }

local users = {}

local function key(user) return KEYS[1] .. ':user:' .. user end

local function expire(user)
  for _, decision in ipairs(redis.call('HMGET', key(user), unpack(DECISIONS))) do
    if decision then return redis.call('PERSIST', key(user)) end
  end
  redis.call('PEXPIRE', key(user), UNSEEN)
end

-- They were here on this day, and is called so.
function users.note(user, day, name, shown)
  redis.call('HSETNX', key(user), 'since', day)
  day = math.max(tonumber(day), tonumber(redis.call('HGET', key(user), 'seen') or 0))
  redis.call('HSET', key(user), 'seen', day, 'name', name, 'shown', shown)
  redis.call('HDEL', key(user), 'gone')
  redis.call('ZADD', ALL, user, user)
  expire(user)
  return 'ok'
end

-- Nothing reaches them until they are seen again.
function users.gone(user)
  if redis.call('EXISTS', key(user)) == 1 then redis.call('HSET', key(user), 'gone', 1) end
  return 'ok'
end

-- A pair stands first in their menu (`on` is 1), or does not any more. The oldest pin makes room for a new one.
function users.pin(user, pair, on)
  local pins = on == '1' and { pair } or {}
  for one in string.gmatch(redis.call('HGET', key(user), 'pinned') or '', '%S+') do
    if one ~= pair and #pins < PINS then pins[#pins + 1] = one end
  end
  redis.call('HSET', key(user), 'pinned', table.concat(pins, ' '))
  expire(user)
  return 'ok'
end

-- They choose from this list from now on, or (empty) from none; gives what is read of them, so that both cost one exchange.
-- It is written where it changes, and anew before it is too old to count; a database that takes no writes still answers.
function users.choose(user, place, anew)
  local before, at = string.match(redis.call('HGET', key(user), 'place') or '', '^(.*)@(%d+)$')
  local stands = (before or '') == place and (place == '' or now - at < tonumber(anew))
  if not stands and redis.call('EXISTS', key(user)) == 1 then
    redis.pcall('HSET', key(user), 'place', place .. '@' .. string.format('%.0f', now))
  end
  return redis.call('HMGET', key(user), unpack(FIELDS))
end

-- An admin's word on them: a field and its value, or an empty one for none. The audit log tells it once.
local function decide(user, field, value, by)
  local before = redis.call('HGET', key(user), field) or ''
  if before == value then return 'again' end
  if value == '' then redis.call('HDEL', key(user), field) else redis.call('HSET', key(user), field, value) end
  expire(user)
  redis.call('XADD', KEYS[1] .. ':audit', 'MAXLEN', '~', KEPT, '*', 'at', now, 'event', 'decided', 'user', user,
    'field', field, 'from', before, 'to', value, 'by', by)
  return 'ok'
end

users.decide = decide

local function selection(nonce) return KEYS[1] .. ':selection:' .. nonce end

-- Several users of whom an admin wants to decide, for an hour.
function users.select(nonce, ...)
  redis.call('DEL', selection(nonce))
  redis.call('RPUSH', selection(nonce), ...)
  redis.call('PEXPIRE', selection(nonce), SELECTED)
  return 'ok'
end

-- All of them, or none where the selection is too old; each has a line of its own in the audit log. Gives who they are.
function users.decide_selected(nonce, field, value, by)
  local ids = redis.call('LRANGE', selection(nonce), 0, -1)
  for _, user in ipairs(ids) do decide(user, field, value, by) end
  return ids
end

-- One page of the users in the order of their ids: the last id that was looked at (-1: there is no more), and `id, door,
-- gone, language, name, shown` each. Who is forgotten leaves the list, and one that can't be read is passed over.
function users.page(after, limit)
  local ids = redis.call('ZRANGE', ALL, '(' .. after, '+inf', 'BYSCORE', 'LIMIT', 0, limit, 'WITHSCORES')
  local found = { #ids < 2 * limit and -1 or tonumber(ids[#ids]) }
  for i = 1, #ids, 2 do
    local id = ids[i]
    local values = redis.pcall('HMGET', key(id), 'door', 'gone', 'language', 'name', 'shown')
    if redis.call('EXISTS', key(id)) == 0 then
      redis.call('ZREM', ALL, id)
    elseif not values.err and tonumber(id) == tonumber(ids[i + 1]) then
      found[#found + 1] = id
      for n = 1, 5 do found[#found + 1] = values[n] or '' end
    end
  end
  return found
end

function users.count() return redis.call('ZCARD', ALL) end

return users[ARGV[1]](unpack(ARGV, 2))
