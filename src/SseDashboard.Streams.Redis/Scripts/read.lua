-- ARGV from 4: the sequence number to read after, and about how many bytes to read.
-- Begins an epoch where there is none, so that a client without an event has an id to resume from, and where events were lost.
if not epoch or has_lost then
  begin_epoch()
elseif redis.call('PTTL', state) < tonumber(ARGV[3]) / 2 then
  redis.call('PEXPIRE', state, ARGV[3])
end

local reply = {epochs, digits(seq), 0}
local from, left = '(0-' .. ARGV[4], tonumber(ARGV[5])
local COUNT = 32
repeat
  local entries = redis.call('XRANGE', log, from, '+', 'COUNT', COUNT)
  for _, entry in ipairs(entries) do
    reply[#reply + 1] = entry[2][6]
    left = left - #entry[2][6]
    from = '(' .. entry[1]
  end
  if #entries < COUNT then
    return reply
  end
until left <= 0
reply[3] = 1
return reply
