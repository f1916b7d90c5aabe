import Foundation

/// Times a piece of work: the median of several batches, in nanoseconds a call.
func nanoseconds(batches: Int = 15, calls: Int, _ work: () -> Void) -> Double {
  let clock = ContinuousClock()
  work()
  let times = (0..<batches).map { _ -> Double in
    let time = clock.measure { for _ in 0..<calls { work() } }
    return (Double(time.components.seconds) * 1e9 + Double(time.components.attoseconds) / 1e9) / Double(calls)
  }
  return times.sorted()[batches / 2]
}

/// Keeps a result alive, so that the work that made it isn't optimised away.
@inline(never)
func keep<Value>(_ value: Value) { withExtendedLifetime(value) {} }

/// A duration for people.
func shown(_ nanoseconds: Double) -> String {
  switch nanoseconds {
  case ..<1_000: String(format: "%.0f ns", nanoseconds)
  case ..<1_000_000: String(format: "%.1f µs", nanoseconds / 1e3)
  default: String(format: "%.1f ms", nanoseconds / 1e6)
  }
}

/// One line of the report.
func report(_ what: String, _ measured: String, goal: String, _ isMet: Bool, note: String = "") {
  let name = what.padding(toLength: 46, withPad: " ", startingAt: 0)
  let value = String(repeating: " ", count: max(0, 10 - measured.count)) + measured
  print("\(name)\(value)   goal \(goal)   \(isMet ? "met" : "NOT MET")\(note.isEmpty ? "" : "   " + note)")
}

/// Runs a program, its output thrown away; wall time and peak memory, or nil if it failed.
func process(_ path: String, _ arguments: [String]) -> (nanoseconds: Double, peak_kB: Int)? {
  var pid = pid_t()
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
  var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) }
  words.append(nil)
  defer { for word in words { free(word) } }
  let clock = ContinuousClock()
  let start = clock.now
  guard posix_spawn(&pid, path, &actions, nil, &words, environ) == 0 else { return nil }
  var status: Int32 = 0
  var usage = rusage()
  guard wait4(pid, &status, 0, &usage) == pid, status == 0 else { return nil }
  let time = clock.now - start
  return (Double(time.components.seconds) * 1e9 + Double(time.components.attoseconds) / 1e9, Int(usage.ru_maxrss))
}
