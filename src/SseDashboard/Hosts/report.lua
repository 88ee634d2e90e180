-- Takes the report of one host and returns those of all. The times are the server's, so the hosts' clocks need not agree.
-- KEYS: a hash of the reports by host, a sorted set of the times at which they came, the list of data protection keys.
-- ARGV: the host, its report or nothing if it ends, the milliseconds after which a silent host is forgotten, the most hosts.
local reports, times = KEYS[1], KEYS[2]
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)

local function forget(hosts)
  for _, host in ipairs(hosts) do
    redis.call('HDEL', reports, host)
    redis.call('ZREM', times, host)
  end
end

forget(redis.call('ZRANGEBYSCORE', times, '-inf', string.format('%.0f', now - tonumber(ARGV[3]))))
if ARGV[2] == '' then
  forget({ARGV[1]})
  return {}
end

local is_crowded = 0
if redis.call('ZSCORE', times, ARGV[1]) or redis.call('ZCARD', times) < tonumber(ARGV[4]) then
  redis.call('HSET', reports, ARGV[1], ARGV[2])
  redis.call('ZADD', times, string.format('%.0f', now), ARGV[1])
  redis.call('PEXPIRE', reports, ARGV[3])
  redis.call('PEXPIRE', times, ARGV[3])
else
  is_crowded = 1
end

local reply = {is_crowded, redis.call('LLEN', KEYS[3])}
local known = redis.call('ZRANGE', times, 0, -1, 'WITHSCORES')
for i = 1, #known, 2 do
  reply[#reply + 1] = known[i]
  reply[#reply + 1] = math.max(0, now - tonumber(known[i + 1]))
  reply[#reply + 1] = redis.call('HGET', reports, known[i]) or ''
end
return reply
