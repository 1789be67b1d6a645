-- A bucket of requests for all replicas: it fills at a steady rate, and each caller takes out what is there.
-- Urgent requests have a second one, which fills with their share of the rate, and are taken out of both. So they pass
-- where polls have emptied the first, and a rush of them ends with the second.
--
-- KEYS[1]  both. ARGV  requests a second, the size of each, how many are wanted, what has to stay inside, the urgent
-- share, 1 for urgent ones. Gives how many were taken, and the milliseconds until all that was wanted could be.

local rate, size, wanted, floor = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local share, is_urgent = tonumber(ARGV[5]), ARGV[6] == '1'
local before = redis.call('HMGET', KEYS[1], 'left', 'at', 'urgent')
local filled = math.max(0, now - (tonumber(before[2]) or now)) * rate / 1000
local left = math.min(size, (tonumber(before[1]) or size) + filled)
local urgent = math.min(size, (tonumber(before[3]) or size) + filled * share)
local free, speed = left, rate
if is_urgent then free, speed = urgent, rate * share end
local taken = math.max(0, math.min(wanted, math.floor(free - floor)))
left, free = left - taken, free - taken
if is_urgent then urgent = free end
redis.call('HSET', KEYS[1], 'left', left, 'at', now, 'urgent', urgent)
redis.call('PEXPIRE', KEYS[1], 3600000)
return { taken, math.ceil(math.max(0, floor + wanted - free) * 1000 / speed) }
