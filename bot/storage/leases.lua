-- A name that one holder at a time has, until its time runs out. KEYS[1]  the lease, ARGV[1]  the call, ARGV[2]  the
-- holder, ARGV[3]  for how long (ms), ARGV[4]  who has it next. A call that is sent again after a lost reply finds its own holder, and does no harm.

local holder = redis.call('GET', KEYS[1])
local leases = {}

-- Take it, or keep it for longer; gives who has it now.
function leases.hold()
  if holder and holder ~= ARGV[2] then return holder end
  redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
  return ARGV[2]
end

function leases.release()
  if holder == ARGV[2] then redis.call('DEL', KEYS[1]) end
end

-- Give it to another one, for so long from now; gives who has it now.
function leases.pass_on()
  if holder == ARGV[2] then
    redis.call('SET', KEYS[1], ARGV[4], 'PX', ARGV[3])
    return ARGV[4]
  end
  return holder
end

return leases[ARGV[1]]()
