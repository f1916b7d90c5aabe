import Diagnostics
import Policy
import Synchronization
import Values

/// The answers of the calculator as a file that `huiqi match --facts` and this page read, and back.
struct FactsFile {
  let book: PolicyBook

  /// A file larger than this is no file of facts.
  static let limit_bytes = 256 << 10

  /// The file as YAML. Texts stand in double quotes, so that no other reader takes `NO` for a truth value.
  func yaml(_ state: CalculatorState, asOf: CivilDate) -> String {
    let texts = ValueText(schema: book.program.schema)
    var out = "as_of: \"\(asOf)\"\nfacts:" + (state.given.isEmpty ? " {}\n" : "\n")
    for (name, answer) in state.given { out += "  \(name): \(texts.json(answer.value).compact)\n" }
    return out
  }

  /// The file as JSON.
  func json(_ state: CalculatorState, asOf: CivilDate) -> String { book.json(facts: state.facts(book), asOf: asOf).pretty }

  /// The state that a file brings: about all that pays, with its facts as answers.
  ///
  /// - Errors: what is wrong with it, one line each, at most five.
  func state(_ bytes: [UInt8]) -> Result<CalculatorState, FactsFileFault> {
    guard let text = String(validating: bytes, as: UTF8.self) else { return .failure(FactsFileFault(isText: false, lines: [])) }
    let source = SourceText(name: "facts", text: text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text)
    switch FileReader.parse(source).mapError({ LoadFailure(diagnostics: [$0]) }).flatMap({ FactsReader(book).read($0, in: source) }) {
    case .failure(let failure):
      return .failure(
        FactsFileFault(
          isText: true,
          lines: failure.diagnostics.prefix(5).map { fault in
            let place = fault.place.map { "\($0.line): " } ?? ""
            return Bilingual(zh: place + fault.factSentence.zh, en: place + fault.factSentence.en)
          }))
    case .success(let stated):
      var state = CalculatorState(scope: .paying, asOf: stated.asOf)
      for (fact, value) in stated.values.enumerated().dropFirst() {
        if let value { state.give(book.facts[fact].name, CalculatorState.Given(fact, value, book)) }
      }
      return .success(state)
    }
  }
}

/// Why a file is no file of facts.
struct FactsFileFault: Error, Sendable {
  /// Whether it is text at all.
  let isText: Bool
  /// What is wrong with it, by line.
  let lines: [Bilingual]
}

/// Takes a small file into memory.
final class SmallFile: FileReceiver {
  private let content = Mutex<[UInt8]>([])
  private let limit_bytes: Int

  init(limit_bytes: Int) { self.limit_bytes = limit_bytes }

  /// What came.
  var bytes: [UInt8] { content.withLock { $0 } }

  func receive(_ bytes: [UInt8]) async throws {
    let isTooLarge = content.withLock { content in
      content += bytes
      return content.count > limit_bytes
    }
    if isTooLarge {
      throw Failure.refused(
        "facts.too_large", zh: "文件过大，事实文件不超过 \(limit_bytes >> 10) KB。",
        en: "The file is too large: a file of facts has at most \(limit_bytes >> 10) KB.")
    }
  }

  func finish() async throws -> String { "facts" }
  func cancel() async { content.withLock { $0 = [] } }
}
