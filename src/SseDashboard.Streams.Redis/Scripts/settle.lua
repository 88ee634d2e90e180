-- The first part of every script. Reads the channel's state, and decides whether its epoch still holds.
-- KEYS: the stream of events, the hash with the state, two hashes of idempotency keys, the publications retried in the last minute.
-- ARGV: half of a new epoch, the last events that the caller has seen of each epoch ('epoch:sequence', separated by spaces), the
-- lifetime of the state in milliseconds.
local log, state = KEYS[1], KEYS[2]
local MAX_EPOCHS = 16

-- Lua would write a large number with an exponent.
local function digits(number)
  return string.format('%.0f', number)
end

-- excerpt: redis-epoch
-- Every process that starts as a primary or becomes one has a replication ID that no other ever had.
local info = redis.call('INFO', 'replication')
if not string.find(info, 'role:master', 1, true) then
  return redis.error_reply('READONLY This server is a replica.')
end
local _, before = string.find(info, 'master_replid:', 1, true)
local server = before and string.match(info, '^%w+', before + 1)
if not server then
  return redis.error_reply('NOREPLID This server reports no master_replid in INFO replication.')
end

local saved = redis.call('HMGET', state, 'epoch', 'server', 'seq', 'epochs', 'bytes', 'first', 'swept', 'keyed')
local epoch, seq, epochs = saved[1], tonumber(saved[3] or 0), saved[4]

local function begin_epoch()
  -- Of the server and of the caller's attempt: neither the same attempt on two servers nor two attempts on one get the same epoch.
  local new = string.sub(server, 1, 8) .. ARGV[1]
  if epoch then
    epochs = epochs .. ' ' .. new .. ':' .. digits(seq)
    local _, count = string.gsub(epochs, ' ', ' ')
    if count >= MAX_EPOCHS then
      epochs = string.gsub(epochs, '^%S+ ', '', 1)
    end
  else
    -- What is left without a state belongs to a history whose epochs are forgotten.
    redis.call('DEL', KEYS[1], KEYS[3], KEYS[4])
    epochs = new .. ':0'
  end
  epoch = new
  redis.call('HSET', state, 'epoch', epoch, 'server', server, 'seq', digits(seq), 'epochs', epochs)
  redis.call('PEXPIRE', state, ARGV[3])
end

-- The caller has seen events of this epoch that are no longer here: an earlier state of the keys was restored.
local seen = epoch and string.match(' ' .. ARGV[2], ' ' .. epoch .. ':(%d+)')
local has_lost = seen and tonumber(seen) > seq
-- end excerpt
