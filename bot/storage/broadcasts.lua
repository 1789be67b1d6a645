-- A broadcast: written, begun once, carried by one replica at a time, and resumed where it was.
--
-- KEYS[1]  the base of the bot's keys (keys.py), ARGV[1]  the call, ARGV[2..]  its arguments; `now` as in
-- activations.lua. `{base}:draft:<id>` is what was written and not yet sent; `{base}:announcement` is the last that was begun.
--
-- Whoever carries it holds its lease, tells one user, and writes that down, before it tells the next one. So a process
-- may die anywhere: one user at the most is told twice, and none is left out.

local JOB, AUDIT = KEYS[1] .. ':announcement', KEYS[1] .. ':audit'
local DRAFTED, KEPT, EVENTS = 3600000, 30 * 86400000, 100000
local STALE = 3600000 -- so long after its last step nobody wants it to go on by itself (a restored backup, a long outage)

local function draft(id) return KEYS[1] .. ':draft:' .. id end

local function get(name) return redis.call('HGET', JOB, name) end

local function reply(outcome) return { outcome, redis.call('HGETALL', JOB) } end

local function note(event, by)
  redis.call('XADD', AUDIT, 'MAXLEN', '~', EVENTS, '*', 'at', now, 'event', event, 'user', by, 'announcement', get('id'))
end

local function held(id, owner) return get('id') == id and get('owner') == owner end

local function hold(lease)
  redis.call('HSET', JOB, 'until', now + lease, 'changed', now)
  redis.call('PEXPIRE', JOB, KEPT)
end

local calls = {}

function calls.draft(id, html, total)
  redis.call('HSET', draft(id), 'html', html, 'total', total)
  redis.call('PEXPIRE', draft(id), DRAFTED)
  return { 'ok', {} }
end

function calls.drop(id)
  redis.call('DEL', draft(id))
  return { 'ok', {} }
end

-- Once, however often it is tapped; and not while another one is under way.
function calls.begin(id, by, chat, card)
  if get('id') == id then return reply('again') end
  if get('state') == 'running' then return reply('busy') end
  local html, total = unpack(redis.call('HMGET', draft(id), 'html', 'total'))
  if not html then return { 'gone', {} } end
  redis.call('DEL', JOB, draft(id))
  redis.call('HSET', JOB, 'id', id, 'html', html, 'total', total, 'by', by, 'chat', chat, 'card', card,
    'state', 'running', 'after', 0, 'sent', 0, 'gone', 0, 'failed', 0, 'owner', '')
  hold(0)
  note('announced', by)
  return reply('ok')
end

-- For whoever carries it, or carries it on after somebody whose lease ran out.
function calls.claim(owner, lease)
  if get('state') ~= 'running' then return { 'no', {} } end
  if now - get('changed') > STALE then
    redis.call('HSET', JOB, 'state', 'stopped')
    return reply('stale')
  end
  if get('owner') ~= owner and tonumber(get('until')) > now then return { 'no', {} } end
  redis.call('HSET', JOB, 'owner', owner)
  hold(lease)
  return reply('ok')
end

-- The user `after` was told, with this outcome. Written down even where it was stopped meanwhile; but not for somebody
-- who has lost it to another one.
function calls.step(id, owner, lease, after, outcome)
  if not held(id, owner) then return { 'lost', {} } end
  if get('after') ~= after then
    redis.call('HSET', JOB, 'after', after)
    redis.call('HINCRBY', JOB, outcome, 1)
  end
  hold(lease)
  return reply(get('state'))
end

-- Still at it, while Telegram asks to wait. A lease of 0 lets it go.
function calls.keep(id, owner, lease)
  if not held(id, owner) then return { 'lost', {} } end
  hold(lease)
  return reply(get('state'))
end

function calls.finish(id, owner)
  if not held(id, owner) then return { 'lost', {} } end
  if get('state') == 'running' then redis.call('HSET', JOB, 'state', 'done') end
  return reply(get('state'))
end

function calls.turn(id, by, from, to)
  if get('id') ~= id then return { 'gone', {} } end
  if get('state') == from then
    redis.call('HSET', JOB, 'state', to)
    hold(0)
    note(to == 'running' and 'announced_on' or 'announced_off', by)
  end
  return reply('ok')
end

function calls.card(id, card)
  if get('id') == id then redis.call('HSET', JOB, 'card', card) end
  return { 'ok', {} }
end

function calls.look() return reply('ok') end

return calls[ARGV[1]](unpack(ARGV, 2))
