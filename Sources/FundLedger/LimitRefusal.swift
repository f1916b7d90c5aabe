public import Values

/// A limit that does not hold.
public struct LimitExceeded: Sendable, Hashable, Codable {
  /// Which limit.
  public let key: LimitKey
  /// What is used already: 分 or claims, as the key says.
  public let used: Int64
  /// What is allowed in all.
  public let ceiling: Int64
  /// What was asked for.
  public let asked: Int64

  /// What is still free; zero if more is used than is allowed by now.
  public var left: Int64 { max(0, ceiling.subtractingReportingOverflow(used).partialValue) }
}

/// Why limits can't be taken or given back. Nothing was.
public enum LimitRefusal: Error, Sendable, Hashable {
  /// These limits do not hold, each with its figures.
  case exceeded([LimitExceeded])
  /// More is given back than is used.
  case moreThanUsed(LimitExceeded)
  /// A quantity is zero or below.
  case notPositive(LimitKey, Int64)

  /// The stable name.
  public var code: String {
    switch self {
    case .exceeded: "limit.exceeded"
    case .moreThanUsed: "limit.more_than_used"
    case .notPositive: "limit.not_positive"
    }
  }

  /// What to tell people; limits are called by the names that the caller has for them.
  public func sentence(naming name: (LimitKey) -> Bilingual) -> Bilingual {
    switch self {
    case .exceeded(let limits):
      return LimitRefusal.joined(
        limits.map { limit in
          let (name, figures) = (name(limit.key), LimitRefusal.figures(limit))
          return Bilingual(
            zh: "“\(name.zh)”的限额为 \(figures.ceiling.zh)，已用 \(figures.used.zh)，本次 \(figures.asked.zh)，超出限额",
            en: "the limit “\(name.en)” is \(figures.ceiling.en), used \(figures.used.en), asked for \(figures.asked.en)")
        })
    case .moreThanUsed(let limit):
      let (name, figures) = (name(limit.key), LimitRefusal.figures(limit))
      return LimitRefusal.joined([
        Bilingual(
          zh: "“\(name.zh)”已用 \(figures.used.zh)，不能退回 \(figures.asked.zh)",
          en: "of the limit “\(name.en)” \(figures.used.en) is used, so \(figures.asked.en) can't be given back")
      ])
    case .notPositive(let key, _):
      let name = name(key)
      return LimitRefusal.joined([
        Bilingual(zh: "“\(name.zh)”的数量必须大于零", en: "the quantity for the limit “\(name.en)” must be above zero")
      ])
    }
  }

  /// What to tell people where there is no better name for a limit than that of its measure.
  public var sentence: Bilingual { sentence { Bilingual(zh: $0.scope, en: $0.scope) } }

  private static func figures(_ limit: LimitExceeded) -> (used: Bilingual, ceiling: Bilingual, asked: Bilingual) {
    func shown(_ quantity: Int64) -> Bilingual {
      switch limit.key.unit {
      case .money: Money(checking: quantity)?.shown ?? Bilingual(zh: "超出可记录上限的金额", en: "a sum beyond what can be recorded")
      case .claims: Bilingual(zh: "\(quantity) 次", en: quantity == 1 ? "1 claim" : "\(quantity) claims")
      }
    }
    return (shown(limit.used), shown(limit.ceiling), shown(limit.asked))
  }

  private static func joined(_ parts: [Bilingual]) -> Bilingual {
    let en = parts.map(\.en).joined(separator: "; ")
    return Bilingual(zh: parts.map(\.zh).joined(separator: "；") + "。", en: en.prefix(1).uppercased() + en.dropFirst() + ".")
  }
}
