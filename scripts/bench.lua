-- What wrk asks: the addresses of a file, one after the other; made unique where they are to be rendered anew.
-- Ends with one line: requests a second, the 99th percentile in milliseconds, requests, failed requests.

local threads = 0

function setup(thread)
    threads = threads + 1
    thread:set("id", threads)
end

function init(args)
    heads = {}
    for address in io.lines(args[1]) do
        local sign = address:find("?", 1, true) and "&" or "?"
        heads[#heads + 1] = "GET " .. address .. (args[2] == "fresh" and sign .. "fresh=" .. args[3] .. "." .. id .. "." or "")
    end
    is_fresh = args[2] == "fresh"
    local encoding = args[4] and "Accept-Encoding: " .. args[4] .. "\r\n" or ""
    tail = " HTTP/1.1\r\nHost: " .. wrk.headers["Host"] .. "\r\n" .. encoding .. "\r\n"
    -- Threads begin at different addresses.
    n = (id - 1) * math.floor(#heads / 2)
end

function request()
    n = n + 1
    local head = heads[n % #heads + 1]
    return is_fresh and head .. n .. tail or head .. tail
end

function done(summary, latency)
    local errors = summary.errors
    local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
    print(string.format("%.1f %.2f %d %d", summary.requests / summary.duration * 1e6, latency:percentile(99) / 1000, summary.requests, failed))
end
