-- Reads keys of one slot all at once, so that no transition falls between two of them, and writes such keys back.
--
-- KEYS[1]  a key of the slot, ARGV[1]  what to do, ARGV[2]  its argument. A key is told as JSON:
-- [name, kind, the ms since 1970 at which it expires or "0", its values], which every version of every server can take.

local EACH = 1000 -- arguments to one command: Lua's stack holds some thousands

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local readers = {
  string = function(key) return { redis.call('GET', key) } end,
  hash = function(key) return redis.call('HGETALL', key) end,
  set = function(key) return redis.call('SMEMBERS', key) end,
  list = function(key) return redis.call('LRANGE', key, 0, -1) end,
  stream = function(key) return redis.call('XRANGE', key, '-', '+') end, -- an id and its flat fields each
  zset = function(key) -- a score and its member each, the order in which ZADD wants them
    local flat = redis.call('ZRANGE', key, 0, -1, 'WITHSCORES')
    for i = 1, #flat, 2 do flat[i], flat[i + 1] = flat[i + 1], flat[i] end
    return flat
  end,
}

local function read(key)
  local kind = redis.call('TYPE', key).ok
  if not readers[kind] then error('there is no backup for a ' .. kind) end
  local left = redis.call('PTTL', key)
  local expires = left >= 0 and string.format('%.0f', now + left) or '0'
  return cjson.encode({ key, kind, expires, readers[kind](key) })
end

local function write(name, kind, values)
  local command = ({ string = 'SET', hash = 'HSET', set = 'SADD', list = 'RPUSH', zset = 'ZADD' })[kind]
  if command then
    for i = 1, #values, EACH do redis.call(command, name, unpack(values, i, math.min(i + EACH - 1, #values))) end
  else
    for _, entry in ipairs(values) do redis.call('XADD', name, entry[1], unpack(entry[2])) end
  end
end

local backup = {}

-- All keys of a pattern, each once: SCAN may name a key twice while the table of keys grows.
function backup.read_all(pattern)
  local cursor, seen, found = '0', {}, {}
  repeat
    local batch = redis.call('SCAN', cursor, 'MATCH', pattern, 'COUNT', 1000)
    cursor = batch[1]
    for _, key in ipairs(batch[2]) do
      if not seen[key] then found[#found + 1] = read(key) end
      seen[key] = true
    end
  until cursor == '0'
  return found
end

-- Gives 0, and has done nothing, where one of the keys is there. A key whose time is over stays away.
function backup.write(keys)
  keys = cjson.decode(keys)
  for _, key in ipairs(keys) do
    if redis.call('EXISTS', key[1]) == 1 then return 0 end
  end
  for _, key in ipairs(keys) do
    local name, kind, expires, values = unpack(key)
    if expires == '0' or tonumber(expires) > now then
      write(name, kind, values)
      if expires ~= '0' then redis.call('PEXPIREAT', name, expires) end
    end
  end
  return 1
end

return backup[ARGV[1]](ARGV[2])
