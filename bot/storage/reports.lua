-- Something is wrong with a number: its user says so once, and the operator answers once. Stands between waiting.lua and
-- activations.lua, in the same script. All of it is in the activation's record, and goes with it.

local REPORTS_A_DAY = 3 -- of one user, as in bot/domain/reports.py
local WORDS_WITHIN = 120000 -- so long the note to the operator waits for the user's own words

-- `wrong`: `used` or `no_code`, WAITING -> CANCELLING, since only a reject brings the money back; or `bad_code` of a number
-- whose code is there, which nothing at the provider can change.
function machine.report(id, user, wrong)
  local record, mine = read(id), base .. ':reports:' .. user
  if not record or record.user ~= user then return { 'gone', {} } end
  if record.report then return reply('again', id) end
  local has_code = is(record, 'code', 'readying', 'further', 'done')
  if (wrong == 'bad_code') ~= has_code or not has_code and not is(record, 'waiting', 'cancelling') then
    return reply('no', id)
  end
  redis.call('ZREMRANGEBYSCORE', mine, '-inf', now - DAY)
  if redis.call('ZCARD', mine) >= REPORTS_A_DAY then return reply('many', id) end
  redis.call('ZADD', mine, now, id)
  redis.call('PEXPIRE', mine, DAY)
  redis.call('HSET', key(id), 'report', wrong, 'report:at', now)
  if wrong == 'bad_code' then unlearn(record) end
  tally(record, 'reported')
  tell(id, 'report', now + WORDS_WITHIN)
  if is(record, 'waiting') then
    move(id, 'cancelling', 'reason', 'user')
    due(id, SOON)
    tell(id, 'card')
  end
  return reply('ok', id)
end

-- The user's own words to it, or (empty) that there are none: the note need not wait any longer.
function machine.words(id, user, words)
  local record = read(id)
  if not record or record.user ~= user or not record.report then return { 'gone', {} } end
  if record['report:words'] or record['report:answer'] then
    return reply((record['report:words'] == words or words == '') and 'again' or 'no', id)
  end
  local member, planned = id .. '|report', record['report:at'] + WORDS_WITHIN
  if words ~= '' then
    redis.call('HSET', key(id), 'report:words', words)
    tell(id, 'report')
  end
  if leased(OUTBOX, member, planned) then redis.call('ZADD', OUTBOX, now, member) end
  return reply('ok', id)
end

-- The operator's answer: `verdict` is `accepted`, `declined`, or `words` with a sentence. The first one counts.
function machine.answer(id, verdict, sentence, by)
  local record = read(id)
  if not record or not record.report then return { 'gone', {} } end
  if record['report:answer'] then return reply('again', id) end
  redis.call('HSET', key(id), 'report:answer', verdict, 'report:sentence', sentence)
  note('answered', record, nil, by)
  tell(id, 'answer')
  return reply('ok', id)
end
