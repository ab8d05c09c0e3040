-- The rate that processes share. A quota is two keys: `slots`, a sorted set of calls, each with the time from which
-- another call may start in its place, and `lane`, a hash of what else there is to know.
-- Times are in microseconds by this server's clock.
local slots, lane = KEYS[1], KEYS[2]
local action, id, took = ARGV[1], ARGV[2], tonumber(ARGV[3])
local calls, period, burst, lease = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
local slowest, recovery, memory = tonumber(ARGV[8]), tonumber(ARGV[9]), tonumber(ARGV[10])

local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]

local function recall(field)
  return tonumber(redis.call('HGET', lane, field) or '')
end

-- By which factor calls are fewer now; it comes back to 1 evenly.
local function slowness()
  local since, factor = recall('slowed_at'), recall('slowed_by')
  if not since then return 1 end
  return factor + (1 - factor) * math.max(0, math.min((now - since) / recovery, 1))
end

-- What the quickest recent call took, of all processes.
local function quickest()
  local since, current, previous = recall('quickest_since'), recall('quickest'), recall('quickest_before')
  if since and now - since < memory then
    current = math.min(current, took)
  else
    since, current, previous = now, took, current or took
  end
  redis.call('HSET', lane, 'quickest_since', since, 'quickest', current, 'quickest_before', previous)
  return math.min(current, previous)
end

-- Until its end is known, a call is in the set with its start and the lease: so long a process that died holds a slot.
local known = tonumber(redis.call('ZSCORE', slots, id) or '')
local start = known and known - lease

if action == 'take' then
  -- Asked again because an answer got lost.
  if start then return math.max(0, start - now) end
  redis.call('ZREMRANGEBYSCORE', slots, '-inf', now)
  -- A clock that was set back would leave calls in the far future.
  redis.call('ZREMRANGEBYSCORE', slots, now + 2 * lease, '+inf')
  local free, taken = now, redis.call('ZCARD', slots)
  if taken >= calls then
    free = tonumber(redis.call('ZRANGE', slots, taken - calls, taken - calls, 'WITHSCORES')[2])
    -- All are under way: ask again in a while.
    if free > now + period then return -burst / 5 end
    redis.call('ZREMRANGEBYRANK', slots, 0, taken - calls)
  end
  local next = recall('next') or 0
  if next > now + lease then next = now end
  local turn = math.max(next, free - burst)
  start = math.max(turn, free)
  redis.call('HSET', lane, 'next', turn + period / calls * slowness())
  redis.call('ZADD', slots, start + lease, id)
  redis.call('PEXPIRE', slots, math.ceil(2 * lease / 1000))
  redis.call('PEXPIRE', lane, math.ceil(2 * lease / 1000))
  return start - now
elseif action == 'return' and start then
  -- Not used. Whoever had the slot before may still need it to rest until then.
  redis.call('ZADD', slots, math.max(start, now), id)
elseif action == 'abandon' and start then
  redis.call('ZADD', slots, now + period, id)
elseif action == 'finish' and start then
  redis.call('ZADD', slots, now + math.max(0, period - quickest()), id)
elseif action == 'slow_down' then
  local since = recall('slowed_at')
  -- Answers to calls that were under way together count once.
  if not since or now - since >= period then
    redis.call('HSET', lane, 'slowed_by', math.min(2 * slowness(), slowest), 'slowed_at', now)
    redis.call('PEXPIRE', lane, math.ceil(2 * lease / 1000))
  end
end
return 0
