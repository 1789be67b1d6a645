-- What a user has bought, page by page and as rows of a file.
--
-- KEYS[1]  the base of the bot's keys (keys.py), ARGV[1]  the call, ARGV[2..]  its arguments. history.py puts `WAITED_FOR`
-- in front. Nothing is written but that an activation which is over leaves its user's list.

local function key(id) return KEYS[1] .. ':a:' .. id end

local function mine(user) return KEYS[1] .. ':mine:' .. user end

local history = {}

-- Those they still wait for first, then the newest; of one service alone where one is given. Behind the number of them
-- come `service, how many` of all that they have, then the records of the page.
function history.page(user, service, offset, limit)
  local live, ended, counts, services = {}, {}, {}, {}
  for _, id in ipairs(redis.call('ZREVRANGE', mine(user), 0, -1)) do
    local found = redis.pcall('HMGET', key(id), 'state', 'service')
    if found.err or not found[1] then
      redis.call('ZREM', mine(user), id) -- it is over, or is no activation at all
    else
      local state, of = found[1], found[2] or ''
      if not counts[of] then services[#services + 1] = of end
      counts[of] = (counts[of] or 0) + 1
      local list = WAITED_FOR[state] and live or ended
      if service == '' or of == service then list[#list + 1] = id end
    end
  end
  local page, flat = { #live + #ended }, {}
  for _, of in ipairs(services) do
    flat[#flat + 1] = of
    flat[#flat + 1] = counts[of]
  end
  page[2] = flat
  for i = offset + 1, offset + limit do
    local id = live[i] or ended[i - #live]
    if id then page[#page + 1] = redis.call('HGETALL', key(id)) end
  end
  return page
end

-- The records from this place of their list on, the oldest first, and how many places were looked at.
function history.rows(user, offset, limit)
  local ids = redis.call('ZRANGE', mine(user), offset, offset + limit - 1)
  local rows = { #ids }
  for _, id in ipairs(ids) do
    local record = redis.pcall('HGETALL', key(id))
    if not record.err and #record > 0 then rows[#rows + 1] = record end
  end
  return rows
end

return history[ARGV[1]](unpack(ARGV, 2))
