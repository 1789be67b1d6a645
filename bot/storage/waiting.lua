-- While a number waits: another one in its place, and what the card says when the usual wait is over. Stands between
-- record.lua and activations.lua, in the same script.
--
-- Another number is bought once the cancel of the first is confirmed, and only then. The first one's record carries what
-- is wanted, so that this outlives every process: `replace` is `wanted`, then `begun`, or why there is no next number
-- (bot/domain/waiting.py). `successor` is the next one's id: made from the first one's, so that it can't be bought twice.

local REPLACE_AGE = 600000 -- nobody waits longer for a number than this; what is confirmed later buys nothing
local WANTED = { 'replace:price', 'replace:user_price', 'replace:caps', 'replace:epoch', 'replace:at' }

local function stop_replacing(id, record, why)
  if record.replace ~= 'wanted' then return end
  redis.call('HSET', key(id), 'replace', why)
  redis.call('HDEL', key(id), unpack(WANTED))
end

-- The cancel of `id` is confirmed, and its money is back: the next one begins as any purchase does. As an intent to buy, it
-- does not outlive a restart of the database, after which it might be bought a second time.
local function begin_successor(id, record)
  if record.replace ~= 'wanted' then return end
  local why, next_id = 'begun', record.successor
  if record['replace:epoch'] ~= epoch() then
    why = 'restart'
  elseif now - record['replace:at'] > REPLACE_AGE then
    why = 'late'
  else
    local refused = reserve(next_id, { user = record.user, chat = record.chat, card = 0, language = record.language,
      country = record.country, service = record.service, price = record['replace:price'],
      user_price = record['replace:user_price'], voucher = record.voucher }, record['replace:caps'])
    if not refused then
      redis.call('HSET', key(next_id), 'replaces', id)
    else
      why = refused[1]
      if why == 'limit' then redis.call('HSET', key(id), 'replace:limit', table.concat(refused[2], '|')) end
    end
  end
  stop_replacing(id, record, why)
end

-- WAITING -> CANCELLING: for the user, for the clock, or because the provider ended it. A user who wanted another number
-- wants none any more.
function machine.cancel(id, user, reason)
  local record = read(id)
  if not record or record.user ~= user then return { 'gone', {} } end
  if record.replace == 'wanted' and reason == 'user' then
    stop_replacing(id, record, 'dropped')
    tell(id, 'card')
    return reply('ok', id)
  end
  if not is(record, 'waiting') then return reply('no', id) end
  move(id, 'cancelling', 'reason', reason)
  due(id, SOON)
  tell(id, 'card')
  return reply('ok', id)
end

-- WAITING -> CANCELLING, or CANCELLING already, and the same again once that is confirmed: for no more than this one cost, or
-- than what `nonce` quotes. What a voucher pays is replaced by the same voucher, or not at all.
function machine.replace(id, user, nonce, caps)
  local record = read(id)
  if not record or record.user ~= user then return { 'gone', {} } end
  if record.replace == 'wanted' then return reply('again', id) end
  if not is(record, 'waiting', 'cancelling') then return reply('no', id) end
  local price, user_price = record.price, record.user_price
  if nonce ~= '' then
    local quote = fields(redis.call('HGETALL', base .. ':quote:' .. nonce))
    local same = quote and quote.user == user and quote.country == record.country and quote.service == record.service
    if not same or other_terms(quote, caps) then return reply('quote', id) end
    price, user_price = quote.price, quote.user_price
    local has = in_wallet(user) + tonumber(record.hold == 'held' and record.user_price or 0)
    if record.voucher then
      if not number_vouchers.reaches(record.voucher, shown(quote)) then return { 'voucher', {} } end
    elseif user_price and has < tonumber(user_price) then
      return { 'short', { whole(has), user_price } }
    end
  end
  if redis.call('EXISTS', PAUSED) == 1 then return reply('paused', id) end
  local refused = refusal(caps, user, price, id) or refusal_for_rating(caps, user)
  if refused then return { 'limit', refused } end
  redis.call('HSET', key(id), 'replace', 'wanted', 'successor', string.sub(redis.sha1hex('replaces ' .. id), 1, 16),
    'replace:price', price, 'replace:caps', caps, 'replace:epoch', epoch(), 'replace:at', now)
  if user_price then redis.call('HSET', key(id), 'replace:user_price', user_price) end
  if is(record, 'waiting') then
    move(id, 'cancelling', 'reason', 'user')
    due(id, SOON)
  end
  tell(id, 'card')
  return reply('ok', id)
end

-- A person wants to know now: the next look is due before all others, or `gap` after the last one where that is later.
function machine.check(id, user, gap)
  local record = read(id)
  if not record or record.user ~= user then return { 'gone', {} } end
  if not is(record, 'waiting', 'further') then return reply('no', id) end
  local again, planned = tonumber(record.looked or 0) + gap, redis.call('ZSCORE', DUE, id)
  local at = again > now and again or SOON
  redis.call('HSET', key(id), 'asked', now)
  if planned and tonumber(planned) > at then due(id, at) end
  return reply(again > now and 'soon' or 'ok', id)
end

-- RESERVED: what stands in for another number costs less by now, and so much less is spent.
function machine.cheaper(id, price)
  local record = read(id)
  if not record then return { 'gone', {} } end
  if record.price == price then return reply('again', id) end
  local cheaper = tonumber(price) > 0 and tonumber(price) < tonumber(record.price)
  if not is(record, 'reserved') or not cheaper then return reply('no', id) end
  unspend(id .. '|' .. record.price)
  redis.call('HSET', key(id), 'price', price)
  spend({ id = id, price = price }, record.created)
  return reply('ok', id)
end

-- The provider has not taken the cancel at the first try; the card says so once. `from`: when it takes one, 0 for not known.
local function cancel_refused(id, record, from)
  if not is(record, 'cancelling') or record['cancel:refused'] then return end
  redis.call('HSET', key(id), 'cancel:refused', now, 'cancel:from', from)
  tell(id, 'card')
end

-- WAITING: the usual wait (`usual`, in seconds) is over; the card says so once.
function machine.overdue(id, usual)
  local record = read(id)
  if not record then return { 'gone', {} } end
  if record.usual then return reply('again', id) end
  if not is(record, 'waiting') then return reply('no', id) end
  redis.call('HSET', key(id), 'usual', usual)
  tell(id, 'card')
  return reply('ok', id)
end
