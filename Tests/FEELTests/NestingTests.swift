import Diagnostics
import FEEL
import Foundation
import Rules
import Testing
import Values

@Suite struct NestingTests {
  private final class Answer: @unchecked Sendable { var value: Bool? }

  /// Runs on a thread with the stack that Foundation gives secondary threads.
  private func onSmallStack(_ body: @escaping @Sendable () -> Bool) -> Bool? {
    let answer = Answer()
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
      answer.value = body()
      done.signal()
    }
    thread.stackSize = 512 * 1024
    thread.start()
    done.wait()
    return answer.value
  }

  static let openings: [(open: String, middle: String, close: String)] = [
    ("(", "1", ")"), ("[", "1", "]"), ("{a: ", "1", "}"), ("-", "1", ""), ("not(", "true", ")"), ("1 + (", "1", ")"),
    ("if true then ", "1", " else 1"), ("if ", "true", " then true else true"), ("for i in [1] return ", "1", ""),
    ("some i in [1] satisfies ", "true", ""), ("every i in [", "1", "] satisfies true"), ("1 in (", "1", ")"), ("1 in [", "1", "]"),
    ("[1, ", "1", "]"), ("abs(", "1", ")"), ("(< ", "1", ")"), ("[1..", "2", "]"), ("[1][", "1", "]"), ("1 between 1 and (", "1", ")"),
    ("1 + ", "1", ""), ("if true then 1 else ", "1", ""), ("if false then 1 else if true then ", "1", " else 1"), ("true and ", "true", ""),
    ("1 ** ", "1", ""),
  ]

  /// 10,000 brackets are an error and no crash, also on a stack of 512 KB.
  @Test(arguments: openings.indices)
  func deepNestingIsAnError(_ index: Int) throws {
    let (open, middle, close) = Self.openings[index]
    for depth in [40, 47, 98, 1_000, 10_000] {
      let text = String(repeating: open, count: depth) + middle + String(repeating: close, count: depth)
      let isRefused = try #require(onSmallStack { NestingTests.checkAndRun(text) } as Bool?)
      if depth >= 1_000 { #expect(isRefused, "\(open) × \(depth)") }
    }
  }

  @Test func chainsAreBoundedToo() throws {
    for sign in [" + ", " and ", " * ", ".a", "[1]"] {
      let text = "x" + String(repeating: sign.hasPrefix(" ") ? sign + "x" : sign, count: 10_000)
      let isRefused = try #require(onSmallStack { NestingTests.checkAndRun(text) } as Bool?)
      #expect(isRefused)
    }
    guard case .success = Parser.parse("x" + String(repeating: " + x", count: 99)) else {
      Issue.record("a chain of 99 operators is fine")
      return
    }
  }

  /// A context that doubles with every entry is refused before it is run.
  @Test func growthIsBounded() throws {
    let entries = (1...60).map { "a\($0): a\($0 - 1) + a\($0 - 1)" }.joined(separator: ", ")
    let problems = try check("{a0: x, \(entries)}", numbers: ["x"])
    #expect(problems.contains { $0.id == .expressionTooLarge })
    let loops = (1...8).map { "i\($0) in 1..1000" }.joined(separator: ", ")
    #expect(try check("for \(loops) return 1", numbers: []).contains { $0.id == .expressionTooLarge })
  }

  private func check(_ text: String, numbers: [String]) throws -> [Problem] {
    var schema = Schema()
    for name in numbers { _ = schema.declare(FactDeclaration(name: name, type: .number(.none))) }
    var builder = ProgramBuilder(schema: schema)
    let syntax = try Parser.parse(text).get()
    switch Checker.check(
      syntax, expecting: nil, into: &builder, names: { schema.fact(named: $0).map { .fact($0, assuming: nil) } }, knownNames: { [] })
    {
    case .success: return []
    case .failure(let problems): return problems.all
    }
  }

  /// Whether the text was refused; what isn't is run.
  private static func checkAndRun(_ text: String) -> Bool {
    guard case .success(let syntax) = Parser.parse(text) else { return true }
    _ = Printer.print(syntax)
    var builder = ProgramBuilder(schema: Schema())
    let checked = Checker.check(syntax, expecting: nil, into: &builder, names: { _ in nil }, knownNames: { [] })
    guard case .success(let node) = checked else { return true }
    _ = Evaluator(builder.program).value(of: node, facts: [.null])
    return false
  }
}
