public import Values

/// What an enterprise states and hands in for a claim (申报内容).
public struct Content: Sendable, Codable, Hashable {
  /// By fact name: the value as JSON text, exactly as the rules read it.
  public var facts: [String: String]
  /// By particular: what was written.
  public var particulars: [String: String]
  /// The papers, several for one kind.
  public var papers: [PaperFile]
  /// The vouchers of the spending.
  public var vouchers: [Voucher]
  /// Where the money goes.
  public var bank: BankAccount?

  /// Content with these parts.
  public init(
    facts: [String: String] = [:], particulars: [String: String] = [:], papers: [PaperFile] = [], vouchers: [Voucher] = [],
    bank: BankAccount? = nil
  ) {
    self.facts = facts
    self.particulars = particulars
    self.papers = papers
    self.vouchers = vouchers
    self.bank = bank
  }

  /// The fields in which two contents differ, as corrections name them: `fact:…`, `particular:…`, `paper:…`, `vouchers`, `bank`.
  public func fields(differingFrom other: Content) -> Set<String> {
    var fields = Set<String>()
    for name in Set(facts.keys).union(other.facts.keys) where facts[name] != other.facts[name] { fields.insert("fact:" + name) }
    for name in Set(particulars.keys).union(other.particulars.keys) where particulars[name] != other.particulars[name] {
      fields.insert("particular:" + name)
    }
    for kind in Set(papers.map(\.kind)).union(other.papers.map(\.kind))
    where papers.filter({ $0.kind == kind }) != other.papers.filter({ $0.kind == kind }) {
      fields.insert("paper:" + kind)
    }
    if vouchers != other.vouchers { fields.insert("vouchers") }
    if bank != other.bank { fields.insert("bank") }
    return fields
  }
}

/// A file handed in.
public struct PaperFile: Sendable, Codable, Hashable {
  /// Which paper of the procedure it is.
  public let kind: String
  /// Its name as the enterprise knows it.
  public let name: String
  /// SHA-256 of its bytes, in hexadecimal; under it the file is stored.
  public let sha256: String
  /// Its length in bytes.
  public let size_bytes: Int64
  /// Its type, found from its content.
  public let mediaType: String

  /// A file handed in.
  public init(kind: String, name: String, sha256: String, size_bytes: Int64, mediaType: String) {
    self.kind = kind
    self.name = name
    self.sha256 = sha256
    self.size_bytes = size_bytes
    self.mediaType = mediaType
  }
}

/// An invoice or receipt that proves spending (票据).
public struct Voucher: Sendable, Codable, Hashable {
  /// Its number.
  public let number: String
  /// Who issued it.
  public let issuer: String
  /// Its day.
  public let day: CivilDate
  /// Its sum.
  public let amount: Money

  /// An invoice or receipt.
  public init(number: String, issuer: String, day: CivilDate, amount: Money) {
    self.number = number
    self.issuer = issuer
    self.day = day
    self.amount = amount
  }

  /// The same for the same paper however it is typed: number and issuer without spaces, width and case.
  ///
  /// Two lines with one fingerprint show the same voucher twice, whatever part of its sum each of them states.
  public var fingerprint: String { "\(Plain.text(number))|\(Plain.text(issuer))" }
}

/// Where the money goes (收款账户).
public struct BankAccount: Sendable, Codable, Hashable {
  /// The holder, as the bank knows it; has to be the enterprise.
  public let holder: String
  /// The bank and branch.
  public let bank: String
  /// The number: digits only.
  public let number: String

  /// An account.
  public init(holder: String, bank: String, number: String) {
    self.holder = holder
    self.bank = bank
    self.number = number
  }

  /// Whether holder and bank are named and the number consists of digits.
  public var isComplete: Bool {
    let isNamed = [holder, bank].allSatisfy { $0.contains { !$0.isWhitespace } }
    return isNamed && !number.isEmpty && number.unicodeScalars.allSatisfy { ("0"..."9").contains($0) }
  }

  /// The number with all but the last four digits hidden; a number of four digits or less is hidden as a whole.
  public var masked: String {
    number.count <= 4 ? String(repeating: "*", count: number.count) : String(repeating: "*", count: number.count - 4) + number.suffix(4)
  }
}

/// Text compared without what people type differently.
public enum Plain {
  /// Full-width forms made half-width, letters made small; spaces, separators and what can't be seen dropped.
  public static func text(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      // The forms of FF01 to FF5E stand in the order of ASCII; U+3000 is white space already.
      let half = (0xFF01...0xFF5E).contains(scalar.value) ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar
      let properties = half.properties
      if properties.isWhitespace || properties.isDefaultIgnorableCodePoint || "-_·.,、()|".unicodeScalars.contains(half) { continue }
      out.append(contentsOf: properties.lowercaseMapping.unicodeScalars)
    }
    return String(out)
  }
}
