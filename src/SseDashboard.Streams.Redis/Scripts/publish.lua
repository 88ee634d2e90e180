-- ARGV from 4: the Pub/Sub channel, most events, bytes and milliseconds of history, the publisher's idempotency key or empty, how
-- many such keys to remember, a name for this publication, 1 if an earlier attempt at it may have run, the epoch and the sequence
-- number of the last event that the caller had seen before the first attempt, then the events without ids.
local channel, max_events, max_bytes, max_age = ARGV[4], tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
local key, max_keys, publication, is_retry = ARGV[8], tonumber(ARGV[9]), ARGV[10], ARGV[11] == '1'
local MINUTE = 60000
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)

if key ~= '' then
  local id = redis.call('HGET', KEYS[3], key) or redis.call('HGET', KEYS[4], key)
  if id then
    return {id, server, 'again'}
  end
end

if is_retry then
  -- The first attempt can only have published after what the caller had seen then, as far as that is in this history.
  local after, is_known = 0, false
  for name, start in string.gmatch(epochs or '', '(%S+):(%d+)') do
    if name == ARGV[12] then
      after, is_known = tonumber(ARGV[13]), true
    elseif is_known then
      after = math.min(after, tonumber(start))
    end
  end
  local first = redis.call('XRANGE', log, '-', '+', 'COUNT', 1)[1]
  local oldest = first and tonumber(string.match(first[1], '%-(%d+)$')) or seq + 1
  local from, found = '(0-' .. digits(after), nil
  repeat
    local entries = redis.call('XRANGE', log, from, '+', 'COUNT', 64)
    for _, entry in ipairs(entries) do
      if entry[2][4] == publication then
        found = string.match(entry[2][6], '^id: ([^\n]+)')
      end
      from = '(' .. entry[1]
    end
  until #entries == 0
  if found then
    return {found, server, 'again'}
  end
  if oldest > after + 1 and epoch then
    return {'', server, 'forgotten'}
  end
  -- Bars the first attempt, should it arrive late.
  redis.call('ZADD', KEYS[5], digits(now), publication)
  redis.call('ZREMRANGEBYSCORE', KEYS[5], '-inf', digits(now - MINUTE))
  redis.call('PEXPIRE', KEYS[5], MINUTE)
elseif redis.call('ZSCORE', KEYS[5], publication) then
  return {'', server, 'superseded'}
end

-- excerpt: redis-publish
local begun = not epoch or saved[2] ~= server or has_lost
if begun then
  begin_epoch()
end

local bytes, first, swept = tonumber(saved[5] or 0), tonumber(saved[6] or 1), tonumber(saved[7] or 0)

-- Two generations of keys: the older one is dropped as a whole when the younger one is full.
local keyed = tonumber(saved[8] or 0)
local young = KEYS[3 + math.floor(keyed / max_keys) % 2]
if key ~= '' and keyed % max_keys == 0 then
  redis.call('DEL', young)
end

local id
local frames = {}
for i = 14, #ARGV do
  seq = seq + 1
  id = epoch .. '-' .. digits(seq)
  local frame = 'id: ' .. id .. '\n' .. ARGV[i]
  redis.call('XADD', log, '0-' .. digits(seq), 't', digits(now), 'p', publication, 'f', frame)
  bytes = bytes + #frame
  frames[#frames + 1] = frame
end
-- end excerpt

-- Looks at the age of the oldest only sometimes, because that reads it: an event lives a sixteenth longer at most.
local sweeps = now - swept > max_age / 16
local kept = first
while bytes > max_bytes or seq - kept >= max_events or sweeps do
  -- As many as were added, which is what usually has to go.
  local entries = redis.call('XRANGE', log, '0-' .. digits(kept), '+', 'COUNT', #frames)
  if #entries == 0 then
    kept, bytes = seq + 1, 0
    break
  end
  for _, entry in ipairs(entries) do
    kept = tonumber(string.match(entry[1], '%-(%d+)$'))
    if not (bytes > max_bytes or seq - kept >= max_events or now - tonumber(entry[2][2]) > max_age) then
      swept, sweeps = now, false
      break
    end
    bytes = bytes - #entry[2][6]
    kept = kept + 1
  end
end

-- The state before anything else, and the messages last: a command that the user may not run ends the script, and what it has done
-- until then stays.
redis.call('HSET', state, 'seq', digits(seq), 'bytes', digits(bytes), 'first', digits(kept), 'swept', digits(swept))
if key ~= '' then
  redis.call('HSET', young, key, id)
  redis.call('HSET', state, 'keyed', digits(keyed + 1))
  redis.call('PEXPIRE', young, ARGV[3])
end
redis.call('PEXPIRE', state, ARGV[3])
if kept ~= first then
  redis.call('XTRIM', log, 'MINID', '=', '0-' .. digits(kept))
end
redis.call('PEXPIRE', log, digits(max_age))
-- One for all events: the cost of a message, here and on every host, is far above that of its bytes.
redis.call('PUBLISH', channel, table.concat(frames))
return {id, server, begun and 'begun' or 'new'}
