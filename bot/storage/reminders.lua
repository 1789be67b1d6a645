-- Reminders: what users want to be told of once, an offer that is there, or that costs so much or less.
--
-- KEYS[1]  the base of the bot's keys (keys.py), ARGV[1]  the call, ARGV[2..]  its arguments; `now` as in activations.lua.
--
-- `{base}:reminders:<user>` is a hash, `<country>:<service>` → `<created>|<limit>|<armed>|<reading>|<language>`:
--   limit    in millionths, empty for any price
--   armed    1 once the offer was otherwise than wanted: what is there as one asks is no news
--   reading  the first of the readings in a row that found it as wanted
-- `{base}:wanted` lists the pairs, and `{base}:wanted:<country>:<service>` who wants one, by when they asked.

local WANTED, OUTBOX = KEYS[1] .. ':wanted', KEYS[1] .. ':outbox'
local PAIR = '^(%d+):(%d+)$'
local DAY = 86400000
local LIFE = 7 * DAY
local LIMIT = 10 -- reminders of one user
local TURN = 900000 -- so long the stock is left to those who were told, as a quote lasts
local KEPT = 25 * 3600000 -- the outbox gives a message up after a day

local function own(user) return KEYS[1] .. ':reminders:' .. user end

local function queue(pair) return WANTED .. ':' .. pair end

local function told(pair) return KEYS[1] .. ':reminded:' .. pair end

-- What a hand has spoilt is as if it were not there, so that it stands in nobody else's way.
local function drop(user, pair)
  local had = redis.pcall('HDEL', own(user), pair)
  redis.call('ZREM', queue(pair), user)
  if redis.call('EXISTS', queue(pair)) == 0 then redis.call('SREM', WANTED, pair) end
  return had
end

local function read(user, pair)
  local text = redis.pcall('HGET', own(user), pair)
  if type(text) ~= 'string' then return nil end
  local created, limit, armed, reading, language = string.match(text, '^(%d+)|(%d*)|([01])|([%w-]*)|(%a*)$')
  if not created or created + LIFE <= now then return nil end
  return { created = created, limit = tonumber(limit), armed = armed == '1', reading = reading, language = language }
end

local function write(user, pair, one)
  local limit = one.limit and string.format('%.0f', one.limit) or ''
  local parts = { one.created, limit, one.armed and 1 or 0, one.reading, one.language }
  redis.call('HSET', own(user), pair, table.concat(parts, '|'))
end

-- What was now, some seconds ago, by the outbox's own time (clock.lua), which stays where it was when the clock steps.
local function by_outbox()
  local last, offset = unpack(redis.call('HMGET', KEYS[1] .. ':clock', 'last', 'offset'))
  return (last or now) + (offset or 0)
end

-- Told through the outbox: as a record of its own, in the form of an activation that has bought nothing.
local function tell(user, pair, price, language)
  local country, service = string.match(pair, PAIR)
  local id = table.concat({ 'reminder', user, country, service }, '-')
  local key = KEYS[1] .. ':a:' .. id
  redis.call('HSET', key, 'v', 1, 'id', id, 'user', user, 'chat', user, 'card', 0, 'language', language,
    'country', country, 'service', service, 'price', price, 'state', 'failed', 'created', now, 'changed', now)
  redis.call('HINCRBY', key, 'rev:reminder', 1)
  redis.call('PEXPIRE', key, KEPT)
  redis.call('ZADD', OUTBOX, 'NX', by_outbox(), id .. '|reminder')
  redis.call('ZADD', told(pair), now, user)
  redis.call('PEXPIRE', told(pair), TURN)
  drop(user, pair)
end

local reminders = {}

-- The same again changes nothing; another limit for the pair takes the place of the former in the queue.
function reminders.set(user, pair, limit, armed, language)
  local count = 0
  for _, other in ipairs(redis.call('HKEYS', own(user))) do
    if read(user, other) then count = count + 1 else drop(user, other) end
  end
  local before = read(user, pair)
  if before and before.limit == tonumber(limit) then return 'again' end
  if not before and count >= LIMIT then return 'full' end
  write(user, pair, { created = now, limit = tonumber(limit), armed = armed == '1', reading = '', language = language })
  redis.call('PEXPIRE', own(user), LIFE + DAY)
  redis.call('SADD', WANTED, pair)
  redis.call('ZADD', queue(pair), 'NX', now, user)
  redis.call('PEXPIRE', queue(pair), LIFE + DAY)
  return 'ok'
end

function reminders.remove(user, pair) return drop(user, pair) == 1 and 'ok' or 'gone' end

-- `pair, when it ends, limit` each.
function reminders.list(user)
  local found = {}
  for _, pair in ipairs(redis.call('HKEYS', own(user))) do
    local one = read(user, pair)
    if one and string.match(pair, PAIR) then
      found[#found + 1] = { pair, one.created + LIFE, one.limit and string.format('%.0f', one.limit) or '' }
    end
  end
  return found
end

-- The pairs that somebody wants, for the one replica whose reading counts; for the others none. Replicas read the prices
-- each for itself, and one reading in `gap` ms counts. One of later than now is of before the clock went back.
function reminders.claim(reading, gap)
  local last, at = string.match(redis.call('GET', WANTED .. ':read') or '', '^([%w-]*)|(%d+)$')
  if last and last ~= reading and tonumber(at) <= now and at + gap > now then return {} end
  redis.call('SET', WANTED .. ':read', reading .. '|' .. now, 'PX', DAY)
  local pairs = {}
  for _, pair in ipairs(redis.call('SMEMBERS', WANTED)) do
    if string.match(pair, PAIR) then pairs[#pairs + 1] = pair else redis.call('SREM', WANTED, pair) end
  end
  return pairs
end

local function is_reachable(user)
  local found = redis.pcall('HMGET', KEYS[1] .. ':user:' .. user, 'door', 'gone')
  return not found.err and found[1] ~= 'out' and not found[2]
end

-- What a reading says of a pair, for `count` of those who want it from the place `first` on: the oldest first, and no
-- more than there is stock. A second reading that agrees with the one before fires. Gives how many were told, and from
-- which place to go on (-1: nobody is left).
function reminders.observe(reading, pair, price, stock, first, count)
  local users = redis.call('ZRANGE', queue(pair), first, first + count - 1)
  local amount = math.floor(tonumber(price) * 1e6 + 0.5)
  redis.call('ZREMRANGEBYSCORE', told(pair), '-inf', now - TURN)
  local free, fired, dropped = tonumber(stock) - redis.call('ZCARD', told(pair)), 0, 0
  for _, user in ipairs(users) do
    local one = read(user, pair)
    local wanted = one and tonumber(stock) > 0 and (not one.limit or amount <= one.limit)
    if not one then
      drop(user, pair)
      dropped = dropped + 1
    elseif not wanted then
      one.armed, one.reading = true, ''
      write(user, pair, one)
    elseif one.armed and one.reading == '' then
      one.reading = reading
      write(user, pair, one)
    elseif one.armed and one.reading ~= reading and free > 0 and is_reachable(user) then
      tell(user, pair, price, one.language)
      free, fired, dropped = free - 1, fired + 1, dropped + 1
    end
  end
  if redis.call('EXISTS', queue(pair)) == 0 then redis.call('SREM', WANTED, pair) end
  return { fired, #users < tonumber(count) and -1 or first + count - dropped }
end

return reminders[ARGV[1]](unpack(ARGV, 2))
