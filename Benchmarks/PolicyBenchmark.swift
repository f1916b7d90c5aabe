import Diagnostics
import Foundation
import Policy
import Rules
import Values

/// The real packages: loading, matching one enterprise, and the program as people start it.
struct PolicyBenchmark {
  let folder: String
  let program: String
  let facts: String

  func run() throws {
    let load = nanoseconds(batches: 7, calls: 1) { if case .success(let book) = PolicyBook.load(folder: folder) { keep(book) } }
    report("load, check and compile all packages", shown(load), goal: "200 ms", load < 200e6)
    guard case .success(let book) = PolicyBook.load(folder: folder) else {
      print("the packages under \(folder) don't load: run `huiqi check`")
      return
    }
    guard case .success(let file) = FileReader.data(at: facts, limit_bytes: FileReader.factsLimit_bytes),
      case .success(let stated) = FactsReader(book).read(file), let asOf = stated.asOf
    else {
      print("the facts in \(facts) can't be read")
      return
    }
    let answerer = Answerer(book)
    let match = nanoseconds(calls: 50) { keep(answerer.match(stated: stated.values, asOf: asOf)) }
    report(
      "match one enterprise, all \(book.measures.count) measures", shown(match), goal: "300 µs", match < 300e3,
      note: "\(shown(match / Double(book.measures.count))) a measure")
    let first = nanoseconds(calls: 5) { keep(Answerer(book).match(stated: stated.values, asOf: asOf)) }
    report("  the first enterprise after a start", shown(first), goal: "  none", true)
    let empty = [Value?](repeating: nil, count: book.facts.count)
    let nothing = nanoseconds(calls: 20) { keep(answerer.match(stated: empty, asOf: asOf)) }
    report("  the same with no fact known", shown(nothing), goal: "  none", true)
    if let measure = book.measure("jm2025-61.9.1.1.foreign") {
      let explain = nanoseconds(calls: 200) { keep(answerer.answer(measure, stated: stated.values, asOf: asOf)) }
      report("  one measure, decided and explained", shown(explain), goal: "  none", true)
    }
    started(["list"], "huiqi list, wall", goal_ms: 200)
    started(["match", "--facts", facts], "huiqi match, wall", goal_ms: nil)
    if let match = process(program, ["match", "--policies", folder, "--facts", facts]) {
      report("huiqi match, peak memory", "\(match.peak_kB / 1024) MB", goal: "80 MB", match.peak_kB < 80 * 1024)
    }
  }

  private func started(_ arguments: [String], _ what: String, goal_ms: Double?) {
    let runs = (0..<7).compactMap { _ in process(program, arguments + ["--policies", folder])?.nanoseconds }.sorted()
    guard runs.count == 7 else {
      print("\(program) could not be run: build it with `swift build -c release`")
      return
    }
    report(what, shown(runs[3]), goal: goal_ms.map { "\(Int($0)) ms" } ?? "  none", goal_ms.map { runs[3] < $0 * 1e6 } ?? true)
  }
}
