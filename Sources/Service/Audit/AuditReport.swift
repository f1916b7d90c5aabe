public import Values

/// What a check of everything that is kept found.
public struct AuditReport: Sendable, Hashable {
  /// What is checked, in this order.
  public enum Check: String, Sendable, Hashable, CaseIterable {
    /// The chain of the event log.
    case chain
    /// Every case against its events.
    case cases
    /// Every decision, computed anew.
    case decisions
    /// The fund's book, entered anew.
    case ledger
    /// What is used of limits.
    case limits
    /// All other tables that follow from the log, made anew.
    case tables
    /// Every file, by its hash.
    case files

    /// What people call it.
    public var label: Bilingual {
      switch self {
      case .chain: Bilingual(zh: "日志链", en: "chain of the log")
      case .cases: Bilingual(zh: "办件", en: "cases")
      case .decisions: Bilingual(zh: "认定结果", en: "decisions")
      case .ledger: Bilingual(zh: "资金台账", en: "fund book")
      case .limits: Bilingual(zh: "限额", en: "limits")
      case .tables: Bilingual(zh: "其他查询表", en: "other tables")
      case .files: Bilingual(zh: "文件", en: "files")
      }
    }
  }

  /// The first difference of a check.
  public struct Difference: Sendable, Hashable {
    /// Where: an event, a case, a record, an account, a file.
    public let place: String
    /// What is wrong.
    public let why: Bilingual
  }

  /// What one check found.
  public struct Result: Sendable, Hashable {
    /// The check.
    public let check: Check
    /// How many things were looked at.
    public let count: Int64
    /// The first that isn't right; nil if all are.
    public let difference: Difference?
  }

  /// In the order of the checks.
  public internal(set) var results: [Result] = []
  /// Decisions made with packages other than those loaded, which can't be computed anew here.
  public internal(set) var decisionsOfOtherPackages: Int64 = 0

  /// Whether everything is as it was written.
  public var isIntact: Bool { results.allSatisfy { $0.difference == nil } }
}
