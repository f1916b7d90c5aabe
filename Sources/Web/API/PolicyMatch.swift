import Policy
import Rules
import Service
import Values

/// `POST /api/v1/match`: every measure for one enterprise, in a few bytes each.
///
/// It is asked thousands of times a second, so the answer is written as bytes, with what never changes written once per book.
final class PolicyMatch: Sendable {
  /// What is asked for besides the facts.
  struct Choice: Sendable {
    /// Only these documents, by position; nil: those not addressed to somebody else.
    var documents: Set<Int>?
    /// Only what pays.
    var onlyPaying = false
    /// Also what is refused.
    var includesIneligible = false
  }

  private let pool: AnswererPool
  /// By measure: `{"measure":"…","outcome":"`, then the rest of the outcome.
  private let heads: [[UInt8]]
  private let documents: [Int]
  private let pays: [Bool]
  private let foot: [UInt8]

  /// Lays out the answers for a book.
  init(_ pool: AnswererPool) {
    let book = pool.book
    self.pool = pool
    heads = book.measures.map { Array("{\"measure\":\(JSONText.string($0.id).compact),\"outcome\":\"".utf8) }
    documents = book.measures.map { book.clause(of: $0).document }
    pays = book.measures.map { book.pays($0) }
    foot = Array("],\"content_hash\":\"\(book.contentHash)\"}".utf8)
  }

  /// The answer for stated facts.
  func bytes(_ stated: [Value?], asOf: CivilDate, _ choice: Choice) -> [UInt8] {
    pool.with { answerer in
      let decided = answerer.match(stated: stated, asOf: asOf) { others in
        heads.indices.filter { index in
          (choice.documents.map { $0.contains(documents[index]) } ?? !others.contains(documents[index]))
            && (!choice.onlyPaying || pays[index])
        }
      }
      var out: [UInt8] = []
      out.reserveCapacity(256 + 96 * decided.count)
      out += "{\"as_of\":\"\(asOf)\",\"results\":[".utf8
      var isFirst = true
      for (index, decision) in decided where choice.includesIneligible || decision.outcome != .ineligible {
        if !isFirst { out.append(UInt8(ascii: ",")) }
        isFirst = false
        out += heads[index]
        out += PolicyMatch.word(decision.outcome)
        out.append(UInt8(ascii: "\""))
        if let amount = decision.amount { PolicyMatch.write(amount, to: &out) }
        if !decision.missing.isEmpty { out += ",\"missing\":\(decision.missing.count)".utf8 }
        out.append(UInt8(ascii: "}"))
      }
      out += foot
      return out
    }
  }

  private static func word(_ outcome: Outcome) -> String.UTF8View {
    switch outcome {
    case .eligible: "eligible".utf8
    case .ineligible: "ineligible".utf8
    case .undetermined: "undetermined".utf8
    }
  }

  /// The same keys as `Answer.json`.
  private static func write(_ amount: AmountBounds, to out: inout [UInt8]) {
    out += amount.kind == .upto ? ",\"amount\":{\"kind\":\"upto\"".utf8 : ",\"amount\":{\"kind\":\"exactly\"".utf8
    if let exact = amount.exact {
      out += ",\"cny\":".utf8
      write(exact, to: &out)
    } else {
      out += ",\"range_cny\":[".utf8
      write(amount.lower, to: &out)
      out.append(UInt8(ascii: ","))
      if let upper = amount.upper { write(upper, to: &out) } else { out += "null".utf8 }
      out.append(UInt8(ascii: "]"))
    }
    if let least = amount.atLeast {
      out += ",\"at_least_cny\":".utf8
      write(least, to: &out)
    }
    out.append(UInt8(ascii: "}"))
  }

  /// A sum with both digits of 分, as `Money.description` has it.
  static func write(_ money: Money, to out: inout [UInt8]) {
    if money.minor < 0 { out.append(UInt8(ascii: "-")) }
    let minor = money.minor.magnitude
    out += String(minor / 100).utf8
    out += [UInt8(ascii: "."), UInt8(ascii: "0") + UInt8(minor % 100 / 10), UInt8(ascii: "0") + UInt8(minor % 10)]
  }
}
