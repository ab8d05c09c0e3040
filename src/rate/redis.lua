-- The rate that processes share. A quota is two keys: `slots`, a sorted set of calls, each with the latest moment at
-- which it may have arrived, and `lane`, a hash of what else there is to know. `window.rs` does the same for one process.
-- Times are in microseconds by this server's clock.
local slots, lane = KEYS[1], KEYS[2]
local action, id, latest = ARGV[1], ARGV[2], tonumber(ARGV[3])
local calls, period, burst, lease = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
local slowest, recovery, within = tonumber(ARGV[8]), tonumber(ARGV[9]), tonumber(ARGV[10])

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

-- The lane outlives a quiet month: without it, this server would seem to have forgotten.
local function expire()
  redis.call('PEXPIRE', slots, math.ceil(3 * lease / 1000))
  redis.call('PEXPIRE', lane, 30 * 24 * 3600 * 1000)
end

-- Until it is sent, a call is in the set with its start and the lease: so long a process that died holds a slot.
local known = tonumber(redis.call('ZSCORE', slots, id) or '')

local function arrives_by(at)
  if known and at < known then redis.call('ZADD', slots, at, id) end
end

if action == 'take' then
  -- Asked again because an answer got lost.
  if known then return { math.max(0, known - lease - now), known - lease } end
  redis.call('ZREMRANGEBYSCORE', slots, '-inf', now - period)
  -- A clock that was set back would leave calls in the far future, where a pause of `within` does not reach.
  redis.call('ZREMRANGEBYSCORE', slots, now + 3 * lease, '+inf')
  local next = recall('next') or 0
  if next > now + 2 * lease then next = now end
  -- This process knows of a later start than the server does, so the server forgot: what was granted before may be
  -- arriving until its reserve is used up, and counts for a period.
  if next <= latest and latest < now + lease then next = math.max(latest, now) + period + within + burst end
  local free, taken = now, redis.call('ZCARD', slots)
  if taken >= calls then
    free = tonumber(redis.call('ZRANGE', slots, taken - calls, taken - calls, 'WITHSCORES')[2]) + period
    -- It is not sent yet: ask again in a while.
    if free > now + 2 * period then return { -burst / 5, 0 } end
    redis.call('ZREMRANGEBYRANK', slots, 0, taken - calls)
  end
  local turn = math.max(next, free - burst)
  local start = math.max(turn, free)
  redis.call('HSET', lane, 'next', turn + period / calls * slowness())
  redis.call('ZADD', slots, start + lease, id)
  expire()
  return { start - now, turn }
elseif action == 'return' and known then
  -- Not used. Whoever had the slot before arrived no later than this.
  redis.call('ZADD', slots, known - lease - period, id)
  -- The turn goes to the next one, unless later ones are given already.
  local next = recall('next')
  if next and next - (known - lease) <= period / calls * slowness() then redis.call('HSET', lane, 'next', known - lease) end
elseif action == 'sent' then
  arrives_by(now + within)
elseif action == 'arrived' then
  arrives_by(now)
elseif action == 'slow_down' then
  local since = recall('slowed_at')
  -- Answers to calls that were under way together count once.
  if not since or now - since >= period then
    redis.call('HSET', lane, 'slowed_by', math.min(2 * slowness(), slowest), 'slowed_at', now)
    expire()
  end
end
return { 0, 0 }
