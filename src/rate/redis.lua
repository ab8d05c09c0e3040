-- The rate that processes share. A quota is two keys: `slots`, a sorted set of calls, each with the time when it
-- ended, and `lane`, a hash of what else there is to know.
-- Times are in microseconds by this server's clock.
local slots, lane = KEYS[1], KEYS[2]
local action, id, took = ARGV[1], ARGV[2], tonumber(ARGV[3])
local calls, period, burst, lease = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
local slowest, recovery, memory, jitter = tonumber(ARGV[8]), tonumber(ARGV[9]), tonumber(ARGV[10]), tonumber(ARGV[11])

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

-- What the ways there and back take at least, for all processes.
local function ways()
  return math.max(0, math.min(recall('quickest') or 0, recall('before') or 0) - jitter)
end

local function remember(took)
  local since, quickest = recall('since'), recall('quickest')
  if since and now - since < memory then
    redis.call('HSET', lane, 'quickest', math.min(quickest, took))
  else
    redis.call('HSET', lane, 'since', now, 'quickest', took, 'before', quickest or took)
  end
end

-- Until its end is known, a call is in the set with its start and the lease: so long a process that died holds a slot.
local known = tonumber(redis.call('ZSCORE', slots, id) or '')
local start = known and known - lease

-- Under another name, so that to say it again, because an answer got lost, does nothing.
local function ended(at)
  if redis.call('ZREM', slots, id) == 1 then redis.call('ZADD', slots, at, id .. ' ended') end
end

if action == 'take' then
  -- Asked again because an answer got lost.
  if start then return math.max(0, start - now) end
  -- A new call can only arrive a period after the last one of its slot did.
  local rest = period - ways()
  redis.call('ZREMRANGEBYSCORE', slots, '-inf', now - rest)
  -- A clock that was set back would leave calls in the far future.
  redis.call('ZREMRANGEBYSCORE', slots, now + 2 * lease, '+inf')
  local free, taken = now, redis.call('ZCARD', slots)
  if taken >= calls then
    free = tonumber(redis.call('ZRANGE', slots, taken - calls, taken - calls, 'WITHSCORES')[2]) + rest
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
elseif action == 'return' then
  -- Not used. Whoever had the slot before ended no later than this.
  ended(start and start - period + ways())
elseif action == 'abandon' then
  -- It may be arriving just now, with no way back to allow for.
  ended(now + ways())
elseif action == 'finish' then
  remember(took)
  ended(now)
elseif action == 'slow_down' then
  local since = recall('slowed_at')
  -- Answers to calls that were under way together count once.
  if not since or now - since >= period then
    redis.call('HSET', lane, 'slowed_by', math.min(2 * slowness(), slowest), 'slowed_at', now)
    redis.call('PEXPIRE', lane, math.ceil(2 * lease / 1000))
  end
end
return 0
