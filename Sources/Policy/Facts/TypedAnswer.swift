public import Diagnostics
public import Rules
public import Values

extension FactInfo {
  /// How a person is asked for the fact: its own question, or its label with a question mark.
  public func asked(_ language: Language) -> String {
    if let question { return question[language] }
    return language == .zh ? "\(label.zh)？" : "\(label.en)?"
  }
}

/// Why what a person typed is no answer, in words for people.
public struct AnswerRefusal: Error, Sendable, Equatable {
  /// The stable code.
  public enum Code: String, Sendable, CaseIterable {
    case notTruth = "answer.not_yes_or_no"
    case notNumber = "answer.not_a_number"
    case tooSmall = "answer.too_small"
    case tooLarge = "answer.too_large"
    case tooManyDigits = "answer.too_many_digits"
    case notDate = "answer.not_a_date"
    case notPeriod = "answer.not_a_period"
    case notChoice = "answer.not_a_choice"
    case tooLong = "answer.too_long"
    case empty = "answer.empty"
  }

  /// The stable code.
  public let code: Code
  /// One sentence: what to write.
  public let sentence: Bilingual
}

/// Answers as people type them, brought to the form that files have.
///
/// Full-width digits are digits, `1.5万` is 15000, `12,345.67 元` is 12345.67, `2026年1月5日` is 2026-01-05, 是 is true, and the number or the
/// label of a choice is the choice.
public enum TypedAnswer {
  /// A text longer than this is no answer.
  public static let limit_characters = 200

  /// What a person typed, as the files have it. What is not understood stays as it is, for the reader to refuse.
  ///
  /// - Parameter isTruth: whether the fact is a yes or no.
  public static func normalised(_ text: String, _ fact: FactInfo, isTruth: Bool) -> String {
    let plain = halfWidth(text)
    if isTruth {
      if ["是", "y", "Y", "yes", "有", "对"].contains(plain) { return "true" }
      if ["否", "n", "N", "no", "无", "不是", "没有"].contains(plain) { return "false" }
    }
    if !fact.choices.isEmpty {
      let items = plain.split { ",，、 ".contains($0) }.map { item -> String in
        if let number = Int(item), fact.choices.indices.contains(number - 1) { return fact.choices[number - 1].id }
        return fact.choices.first { $0.label.zh == item || $0.label.en == item }?.id ?? String(item)
      }
      return items.joined(separator: ",")
    }
    return fact.unit.map { figure(plain, $0) } ?? plain
  }

  /// Full-width letters, digits and signs as their usual forms, without space around.
  static func halfWidth(_ text: String) -> String {
    let scalars = text.unicodeScalars.map { scalar -> Unicode.Scalar in
      switch scalar.value {
      case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
      case 0x3000, 0xA0: " "
      default: scalar
      }
    }
    let isSpace: (Unicode.Scalar) -> Bool = { $0.properties.isWhitespace }
    let trimmed = scalars.drop(while: isSpace).reversed().drop(while: isSpace).reversed()
    return String(String.UnicodeScalarView(trimmed))
  }

  /// A figure without its commas, spaces and unit, and with 万 and 亿 multiplied out.
  private static func figure(_ text: String, _ unit: Unit) -> String {
    var rest = text.filter { $0 != "," && $0 != " " }
    for word in ["元", "人民币", "CNY", "RMB", "￥", "¥", unit.word(.zh), unit.word(.en)] where !word.isEmpty {
      if rest.hasSuffix(word), rest.count > word.count { rest.removeLast(word.count) }
      if rest.hasPrefix(word), rest.count > word.count { rest.removeFirst(word.count) }
    }
    for (word, factor) in [("万", 10_000), ("亿", 100_000_000)] where rest.hasSuffix(word) {
      if let number = Number(String(rest.dropLast())), let product = number.multiplied(by: Number(factor)) { return product.description }
    }
    return rest
  }

  /// A day in any of the usual ways of writing it, as YYYY-MM-DD; anything else as it is.
  public static func day(_ text: String) -> String {
    let plain = halfWidth(text)
    if plain.utf8.count == 8, plain.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      return "\(plain.prefix(4))-\(plain.dropFirst(4).prefix(2))-\(plain.suffix(2))"
    }
    let parts = plain.split { "-/.年月日 ".contains($0) }
    guard parts.count == 3, parts[0].count == 4, parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }) else {
      return plain
    }
    return parts[0] + "-" + parts[1...].map { ($0.count == 1 ? "0" : "") + $0 }.joined(separator: "-")
  }
}

extension FactsReader {
  /// The value of what a person typed for a fact.
  ///
  /// - Errors: one sentence in both languages about what to write instead.
  public func read(typed text: String, for fact: FactIndex) -> Result<Value, AnswerRefusal> {
    let declaration = book.program.schema.facts[fact]
    let info = book.facts[fact]
    let type = declaration.type.wrapped
    let plain = TypedAnswer.halfWidth(text)
    if plain.isEmpty, !isList(type) { return .failure(.empty) }
    if plain.count > TypedAnswer.limit_characters { return .failure(.tooLong) }
    if declaration.type.isOptional, ["无", "没有", "none", "null"].contains(plain) { return .success(.null) }
    let written: String
    switch type {
    case .date: written = TypedAnswer.day(plain)
    case .range: written = period(plain)
    case .string, .list(.string): written = plain
    default: written = TypedAnswer.normalised(plain, info, isTruth: type == .boolean)
    }
    return read(written, for: fact).mapError { refusal($0.id == .factOutOfRange, type, written, declaration, info) }
  }

  /// What to write instead of a value that `value(_:for:)` refused.
  public func refusal(of problem: Problem, _ node: DataNode, for fact: FactIndex) -> AnswerRefusal {
    let declaration = book.program.schema.facts[fact]
    return refusal(problem.id == .factOutOfRange, declaration.type.wrapped, node.text ?? "", declaration, book.facts[fact])
  }

  private func isList(_ type: ValueType) -> Bool {
    if case .list = type { true } else { false }
  }

  /// Two days with 至, 到, ~ or / between them.
  private func period(_ text: String) -> String {
    for sign in ["至", "到", "~", "/"] {
      let ends = text.split(separator: sign)
      if ends.count == 2 { return TypedAnswer.day(String(ends[0])) + "/" + TypedAnswer.day(String(ends[1])) }
    }
    return text
  }

  private func refusal(_ isBeyond: Bool, _ type: ValueType, _ text: String, _ declaration: FactDeclaration, _ info: FactInfo)
    -> AnswerRefusal
  {
    switch type {
    case .boolean: return AnswerRefusal(code: .notTruth, sentence: Bilingual(zh: "请选择“是”或“否”", en: "Choose yes or no"))
    case .number: return isBeyond ? bounds(text, declaration, info) : .notNumber
    case .date: return AnswerRefusal(code: .notDate, sentence: Bilingual(zh: "请填写日期，例如 2025-11-03", en: "Write a day, such as 2025-11-03"))
    case .range:
      return AnswerRefusal(
        code: .notPeriod, sentence: Bilingual(zh: "请填写起止日期，例如 2025-01-01 至 2025-12-31", en: "Write two days, such as 2025-01-01/2025-12-31")
      )
    default: return AnswerRefusal(code: .notChoice, sentence: Bilingual(zh: "请从列出的选项中选择", en: "Choose from the list"))
    }
  }

  private func bounds(_ text: String, _ declaration: FactDeclaration, _ info: FactInfo) -> AnswerRefusal {
    guard let number = Number(text) else { return .notNumber }
    func with(_ figure: Number) -> Bilingual {
      let unit = info.unit ?? .none
      return Bilingual(zh: figure.grouped + unit.suffix(.zh), en: figure.grouped + unit.suffix(.en))
    }
    if let least = declaration.minimum, number < least {
      return AnswerRefusal(code: .tooSmall, sentence: Bilingual(zh: "不能小于 \(with(least).zh)", en: "The least is \(with(least).en)"))
    }
    if let most = declaration.maximum, most < number {
      return AnswerRefusal(code: .tooLarge, sentence: Bilingual(zh: "不能大于 \(with(most).zh)", en: "The most is \(with(most).en)"))
    }
    if number.rounded(scale: declaration.decimals, .down) == number {
      return AnswerRefusal(code: .tooLarge, sentence: Bilingual(zh: "数字过大，请检查单位和位数", en: "Too large: check the unit and the zeros"))
    }
    let digits = declaration.decimals
    return AnswerRefusal(
      code: .tooManyDigits,
      sentence: digits == 0
        ? Bilingual(zh: "请填写整数", en: "Write a whole number")
        : Bilingual(zh: "最多保留 \(digits) 位小数", en: "At most \(digits) digits after the point"))
  }
}

extension AnswerRefusal {
  static let empty = AnswerRefusal(code: .empty, sentence: Bilingual(zh: "请先回答，不清楚可以跳过", en: "Answer first, or skip what you do not know"))
  static let tooLong = AnswerRefusal(
    code: .tooLong,
    sentence: Bilingual(
      zh: "内容过长，请控制在 \(TypedAnswer.limit_characters) 字以内", en: "Too long: at most \(TypedAnswer.limit_characters) characters"))
  static let notNumber = AnswerRefusal(
    code: .notNumber, sentence: Bilingual(zh: "请填写数字，例如 12345.67 或 1.5万", en: "Write a number, such as 12345.67"))
}
