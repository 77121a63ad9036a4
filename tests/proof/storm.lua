-- For wrk: asks for the addresses after "--" in turn, and prints how often each status came and what broke off, as JSON.
local threads = {}

function setup(thread)
   table.insert(threads, thread)
end

function init(args)
   statuses, asked, requests = {}, 0, {}
   for _, address in ipairs(args) do
      table.insert(requests, wrk.format("GET", address, { ["Accept-Encoding"] = "gzip", ["Host"] = wrk.headers["Host"] }))
   end
end

function request()
   asked = asked + 1
   return requests[asked % #requests + 1]
end

function response(status)
   local name = tostring(status)
   statuses[name] = (statuses[name] or 0) + 1
end

function done(summary)
   local counted = {}
   for _, thread in ipairs(threads) do
      for name, times in pairs(thread:get("statuses")) do
         counted[name] = (counted[name] or 0) + times
      end
   end
   for _, name in ipairs({ "connect", "read", "write", "timeout" }) do
      counted[name] = summary.errors[name]
   end
   local lines = {}
   for name, times in pairs(counted) do
      table.insert(lines, string.format('"%s": %d', name, times))
   end
   io.write("\ncounted: {" .. table.concat(lines, ", ") .. "}\n")
end
