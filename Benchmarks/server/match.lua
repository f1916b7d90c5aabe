-- wrk: the same facts matched against every measure, again and again. Arguments: the file with the body.
function init(args)
  local file = assert(io.open(args[1]))
  wrk.method = "POST"
  wrk.path = "/api/v1/match"
  wrk.body = file:read("*a")
  wrk.headers["Content-Type"] = "application/json"
  wrk.headers["Accept"] = "application/json"
  file:close()
end
