import Values

/// What people type, understood: full-width digits, spaces, separators and units are forgiven; a doubtful reading never is.
enum FieldText {
  /// What is wrong with a text: a stable code, and the words to say it.
  struct Wrong: Error, Sendable, Equatable {
    let code: String
    let key: String
    let places: [String: String]

    init(_ code: String, _ key: String, _ places: [String: String] = [:]) {
      self.code = code
      self.key = key
      self.places = places
    }
  }

  /// A text without surrounding space and control characters; line ends become `\n` or, in one-line fields, spaces.
  static func cleaned(_ text: String, keepingLines: Bool = false) -> String {
    var out = String.UnicodeScalarView()
    for scalar in text.replacing("\r\n", with: "\n").unicodeScalars {
      switch scalar {
      case "\n", "\r": out.append(keepingLines ? "\n" : " ")
      case "\t": out.append(" ")
      case let control where control.properties.generalCategory == .control: continue
      // Marks that turn the direction of writing can make a text read as another one.
      case "\u{200E}", "\u{200F}", "\u{061C}", "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}", "\u{FEFF}", "\u{200B}": continue
      default: out.append(scalar)
      }
    }
    return trimmed(String(out))
  }

  /// A text with full-width characters as their narrow twins, without surrounding space: for figures, dates and codes.
  static func narrow(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    for scalar in cleaned(text).unicodeScalars {
      switch scalar.value {
      case 0xFF01...0xFF5E: out.append(Unicode.Scalar(UInt8(scalar.value - 0xFEE0)))
      case 0x3000, 0xA0: out.append(" ")
      case 0x3002: out.append(".")
      case 0xFFE5: out.append("\u{A5}")
      case 0x2013, 0x2014, 0x2212: out.append("-")
      default: out.append(scalar)
      }
    }
    return trimmed(String(out))
  }

  static func trimmed(_ text: String) -> String {
    let start = text.drop { $0.isWhitespace }
    return String(start.reversed().drop { $0.isWhitespace }.reversed())
  }

  /// A plain decimal without its thousands separators; nil if they stand where none belong.
  private static func ungrouped(_ text: String) -> String? {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let groups = parts[0].split(separator: ",", omittingEmptySubsequences: false)
    if groups.count > 1 {
      guard (1...3).contains(groups[0].count), groups.dropFirst().allSatisfy({ $0.count == 3 }) else { return nil }
    }
    let whole = groups.joined()
    let isPlain = !whole.isEmpty && whole.utf8.allSatisfy(isDigit)
    guard isPlain, parts.count == 1 || (!parts[1].isEmpty && parts[1].utf8.allSatisfy(isDigit)) else { return nil }
    return parts.count == 1 ? whole : whole + "." + parts[1]
  }

  static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  /// A sum in 元, exactly: `12,345.67`, `1.5万`, `3 亿元`. More than two decimals are refused: nothing is rounded silently.
  static func money(_ typed: String) -> Result<Money, Wrong> {
    var text = narrow(typed).replacing(" ", with: "")
    if text.hasPrefix("\u{A5}") { text.removeFirst() }
    if text.hasSuffix("元") { text.removeLast() }
    var scale = 1
    if text.hasSuffix("万") {
      scale = 10_000
      text.removeLast()
    } else if text.hasSuffix("亿") {
      scale = 100_000_000
      text.removeLast()
    }
    let isNegative = text.hasPrefix("-")
    if isNegative { text.removeFirst() }
    guard let plain = ungrouped(text), plain.utf8.count <= 30, let number = Number(plain)?.multiplied(by: Number(scale)) else {
      return .failure(Wrong("field.not_money", "frame.field_not_money"))
    }
    guard let money = Money(number, rounding: .down) else { return .failure(Wrong("field.out_of_range", "frame.field_not_money")) }
    guard money.number == number else { return .failure(Wrong("field.too_fine", "frame.field_money_too_fine")) }
    return .success(isNegative ? Money(minor: -money.minor) : money)
  }

  /// A whole number: `1,200`, `１２００`.
  static func integer(_ typed: String) -> Result<Int64, Wrong> {
    var text = narrow(typed).replacing(" ", with: "")
    let isNegative = text.hasPrefix("-")
    if isNegative { text.removeFirst() }
    guard let plain = ungrouped(text), !plain.contains("."), let number = Int64(isNegative ? "-" + plain : plain) else {
      return .failure(Wrong("field.not_integer", "frame.field_not_integer"))
    }
    return .success(number)
  }

  /// A day of the years 1900 to 2199: `2026-1-5`, `2026/1/5`, `2026.1.5`, `2026年1月5日`, `20260105`.
  static func date(_ typed: String) -> Result<CivilDate, Wrong> {
    var text = narrow(typed).replacing(" ", with: "")
    if text.hasSuffix("日") || text.hasSuffix("号") { text.removeLast() }
    let separators: Set<Character> = ["-", "/", ".", "年", "月"]
    var parts = text.split(omittingEmptySubsequences: false) { separators.contains($0) }.map(String.init)
    if parts.count == 1, text.utf8.count == 8 {
      parts = [String(text.prefix(4)), String(text.dropFirst(4).prefix(2)), String(text.suffix(2))]
    }
    guard parts.count == 3, parts.allSatisfy({ (1...4).contains($0.utf8.count) && $0.utf8.allSatisfy(isDigit) }), parts[0].count == 4,
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { return .failure(Wrong("field.not_date", "frame.field_not_date")) }
    guard (1900...2199).contains(year), let date = CivilDate(year: year, month: month, day: day) else {
      return .failure(Wrong("field.no_such_day", "frame.field_no_such_day"))
    }
    return .success(date)
  }

  /// The number of a bank account: 8 to 32 digits.
  static func bankAccount(_ typed: String) -> Result<String, Wrong> {
    let digits = narrow(typed).filter { $0 != " " && $0 != "-" }
    guard digits.utf8.allSatisfy(isDigit), (8...32).contains(digits.utf8.count) else {
      return .failure(Wrong("field.not_account", "frame.field_not_account"))
    }
    return .success(digits)
  }
}
