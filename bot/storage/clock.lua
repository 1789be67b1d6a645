-- The time by which all is due: the server's clock without its steps, so that lives and pauses last as long as they should.
--
-- `{base}:clock` is a hash: `last`, what the server's clock was some seconds ago at the most; `offset`, what is added to
-- it. A clock that goes back is seen by anyone. One that goes forward looks like a bot that was off for a while: only a
-- process that has called before can tell, since it knows by a clock of its own how long ago that was. It is asked once
-- more before it is believed: a call may also have slept on its way. One that has just begun asks again after a moment,
-- in which others would have told; then the bot was off. Where nothing is live, nothing depends on it, and the server's
-- clock is taken as it is again.

local EVERY = 5000 -- ms between two notes of the time: each is a write
local FORWARD = 15000 -- ms that a process's clock and the server's may be apart without a step, `EVERY` among them
local TOLD = 10000 -- a step worth an alert

-- `t`: the server's clock. `given`: the ms since the same process's last call, 0 for its first, with `!` where it is asked
-- once more; empty of a caller without a clock. Gives nothing where it has to be asked once more.
local function steady(t, given)
  local since, sure = tonumber((string.match(given, '^%d+'))), string.find(given, '!', 1, true)
  local key = KEYS[1] .. ':clock'
  local found = redis.call('HMGET', key, 'last', 'offset')
  local last, offset, step = tonumber(found[1] or t), tonumber(found[2] or 0), 0
  if t < last then
    step = t - last
  elseif since and t - last > since + FORWARD then
    if not sure then return nil end
    if since > 0 then step = t - last - since end
  end
  if step ~= 0 then
    offset = offset - step
    redis.call('HSET', key, 'last', t, 'offset', offset)
    if math.abs(step) >= TOLD then redis.call('HSET', key, 'step', step) end
  elseif not found[1] or t - last > EVERY and (since or t - last <= FORWARD) then
    redis.call('HSET', key, 'last', t)
  end
  if offset ~= 0 and since and redis.call('EXISTS', KEYS[1] .. ':live') == 0 then
    redis.call('HDEL', key, 'offset')
    offset = 0
  end
  return t + offset
end

-- The last step that nobody was told of, in ms, or 0.
local function step_told()
  local step = redis.call('HGET', KEYS[1] .. ':clock', 'step')
  if step then redis.call('HDEL', KEYS[1] .. ':clock', 'step') end
  return tonumber(step or 0)
end
