import Diagnostics
import FEEL
import Rules
import Values

/// libFuzzer's own main loop.
@_silgen_name("LLVMFuzzerRunDriver")
func runDriver(
  _ argc: UnsafeMutablePointer<CInt>, _ argv: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// Reads any bytes as an expression. Whatever they are: no crash, problems lie within the text, what is printed reads back the same, and
/// what checks can be run.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  switch Parser.parse(text) {
  case .failure(let problems): hold(problems, text)
  case .success(let syntax):
    let printed = Printer.print(syntax)
    guard case .success(let back) = Parser.parse(printed), back == syntax else { fatalError("\(text) printed as \(printed)") }
    run(syntax, text)
  }
  return 0
}

private func run(_ syntax: Syntax, _ text: String) {
  let vocabulary = Vocabulary.shared
  var builder = ProgramBuilder(schema: vocabulary.schema)
  let checked = Checker.check(
    syntax, expecting: nil, into: &builder, names: { vocabulary.schema.fact(named: $0).map { .fact($0, assuming: nil) } },
    knownNames: { vocabulary.schema.facts.map(\.name) })
  switch checked {
  case .failure(let problems): hold(problems, text)
  case .success(let root):
    let type = builder.program.type(of: root)
    let value = Evaluator(builder.program).value(of: root, facts: vocabulary.facts)
    // Overflow is null whatever the type; everything else that isn't optional has a value.
    if value == nil { fatalError("\(text) is unknown") }
    if let value, value != .null, !value.isOf(type.wrapped) { fatalError("\(text): \(value) is no \(type)") }
  }
}

private func hold(_ problems: Problems, _ text: String) {
  if problems.all.isEmpty { fatalError("refused without a reason: \(text)") }
  for problem in problems.all where problem.range.upperBound > text.utf8.count { fatalError("\(problem) is outside \(text)") }
}

extension Value {
  /// Whether a value is of the kind its type says.
  fileprivate func isOf(_ type: ValueType) -> Bool {
    switch (self, type) {
    case (.null, _): true
    case (_, .anything), (.boolean, .boolean), (.number, .number), (.string, .string), (.date, .date), (.time, .time),
      (.dateTime, .dateTime),
      (.months, .months), (.duration, .duration), (.range, .range), (.record, .record):
      true
    case (.symbol(let symbol), .enumeration(let id)): symbol.enumeration == id
    case (.list(let items), .list(let item)): items.allSatisfy { $0.isOf(item.wrapped) }
    default: false
    }
  }
}

/// Some facts of every type, with short names.
private struct Vocabulary: Sendable {
  static let shared = Vocabulary()
  let schema: Schema
  let facts: [Value?]

  init() {
    var schema = Schema()
    var facts: [Value?] = [.date(CivilDate.earliest)]
    let letters = schema.declare(Enumeration(name: "letters", values: ["x", "y"]))
    let y = schema.symbol(named: "y", in: letters).map { Value.symbol($0) } ?? .null
    let all: [(String, ValueType, Value)] = [
      ("a", .number(.none), .number(3)), ("b", .number(Unit("CNY") ?? .none), .number(0)), ("c", .boolean, .boolean(true)),
      ("d", .date, .date(CivilDate.latest)),
      ("e", .enumeration(letters), y), ("f", .list(.enumeration(letters)), .list([y])), ("g", .string, .string("企业")),
      ("h", .optional(.number(.none)), .null), ("i", .list(.number(.none)), .list([.number(1), .number(2)])),
    ]
    for (name, type, value) in all where schema.declare(FactDeclaration(name: name, type: type)) != nil { facts.append(value) }
    self.schema = schema
    self.facts = facts
  }
}

@main
enum Main {
  static func main() {
    var argc = CommandLine.argc
    var argv = CommandLine.unsafeArgv
    withUnsafeMutablePointer(to: &argv) { argv in
      _ = runDriver(&argc, argv, fuzzOneInput)
    }
  }
}
