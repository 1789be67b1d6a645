-- A bucket of requests for all replicas: it fills at a steady rate, and whoever asks takes out what is there.
--
-- KEYS[1]  the bucket. ARGV  requests a second, the bucket's size, how many are wanted, what has to stay inside.
-- A negative floor is a debt: purchases are let through, and looks come later for it.
-- Gives how many were taken, and the milliseconds until all that was wanted could be.

local rate, size, wanted, floor = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local before = redis.call('HMGET', KEYS[1], 'left', 'at')
local passed = math.max(0, now - (tonumber(before[2]) or now))
local left = math.min(size, (tonumber(before[1]) or size) + passed * rate / 1000)
local taken = math.max(0, math.min(wanted, math.floor(left - floor)))
left = left - taken
redis.call('HSET', KEYS[1], 'left', left, 'at', now)
redis.call('PEXPIRE', KEYS[1], 3600000)
return { taken, math.ceil(math.max(0, floor + wanted - left) * 1000 / rate) }
