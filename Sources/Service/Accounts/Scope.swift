public import Casework
public import Values

/// What an API token may be used for. A token can never do more than its account: what counts is what both allow.
public enum Scope: String, Sendable, CaseIterable, Codable, Hashable, Comparable {
  /// Read cases that the account may see, with their papers.
  case casesRead = "cases:read"
  /// Draft, submit, correct and withdraw cases of one's enterprise.
  case casesWrite = "cases:write"
  /// Review cases, make plans, and settle objections.
  case reviewWrite = "review:write"
  /// Read notices before and after they are public, and their objections.
  case noticesRead = "notices:read"
  /// Open notices.
  case noticesWrite = "notices:write"
  /// Read the fund ledger and payment batches.
  case ledgerRead = "ledger:read"
  /// Appropriate, release, pay and record what the bank answered.
  case ledgerWrite = "ledger:write"
  /// Read the log of all acts, reading included.
  case auditRead = "audit:read"
  /// Read one's enterprise and its team.
  case teamRead = "team:read"
  /// Change the enterprise's stored facts.
  case teamWrite = "team:write"
  /// Invite people to one's enterprise, change what they may do, and take them out: as much as its owner can.
  case teamManage = "team:manage"
  /// Read accounts and settings.
  case adminRead = "admin:read"
  /// Make, change and close accounts.
  case adminWrite = "admin:write"

  /// The name people read.
  public var label: Bilingual {
    switch self {
    case .casesRead: Bilingual(zh: "查看办件", en: "Read cases")
    case .casesWrite: Bilingual(zh: "填写和提交申请", en: "Fill in and submit applications")
    case .reviewWrite: Bilingual(zh: "审核办件、处理异议", en: "Review cases and settle objections")
    case .noticesRead: Bilingual(zh: "查看公示和异议", en: "Read notices and objections")
    case .noticesWrite: Bilingual(zh: "发布公示", en: "Publish notices")
    case .ledgerRead: Bilingual(zh: "查看资金台账", en: "Read the fund ledger")
    case .ledgerWrite: Bilingual(zh: "登记资金收付", en: "Post to the fund ledger")
    case .auditRead: Bilingual(zh: "查看操作日志", en: "Read the log of acts")
    case .teamRead: Bilingual(zh: "查看企业资料", en: "Read the enterprise's data")
    case .teamWrite: Bilingual(zh: "维护企业资料", en: "Change the enterprise's data")
    case .teamManage: Bilingual(zh: "邀请、移除成员，变更成员身份", en: "Invite and remove members, and change what they may do")
    case .adminRead: Bilingual(zh: "查看账号", en: "Read accounts")
    case .adminWrite: Bilingual(zh: "管理账号", en: "Manage accounts")
    }
  }

  /// By the order they are declared in.
  public static func < (left: Scope, right: Scope) -> Bool { left.order < right.order }

  private var order: Int { Scope.allCases.firstIndex(of: self) ?? 0 }

  /// What a role may be given; nothing else can be put into one of its tokens.
  public static func allowed(for role: Role) -> Set<Scope> {
    switch role {
    case .enterprise: [.casesRead, .casesWrite, .noticesRead, .teamRead, .teamWrite, .teamManage]
    case .districtReviewer: [.casesRead, .reviewWrite, .noticesRead]
    case .cityReviewer: [.casesRead, .reviewWrite, .noticesRead, .noticesWrite, .ledgerRead]
    case .finance: [.casesRead, .noticesRead, .ledgerRead, .ledgerWrite]
    case .districtFinance: [.casesRead, .noticesRead, .ledgerRead, .ledgerWrite]
    case .supervisor: [.casesRead, .noticesRead, .ledgerRead]
    case .auditor: [.casesRead, .noticesRead, .ledgerRead, .auditRead]
    case .administrator: [.adminRead, .adminWrite]
    }
  }

  /// Scopes as they are kept: "cases:read cases:write".
  static func text(_ scopes: Set<Scope>) -> String { scopes.sorted().map(\.rawValue).joined(separator: " ") }

  /// Scopes as they were kept; names that this program doesn't know grant nothing.
  static func scopes(_ text: String) -> Set<Scope> { Set(text.split(separator: " ").compactMap { Scope(rawValue: String($0)) }) }
}
