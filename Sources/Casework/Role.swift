public import Values

/// What a person may do in the service (角色). A role without a right stated has none.
public enum Role: String, Sendable, CaseIterable, Codable, Hashable {
  /// Somebody of an enterprise.
  case enterprise
  /// An officer of the office of registration: first review, district plan, report.
  case districtReviewer = "district_reviewer"
  /// An officer of the city bureau: re-review, notice, budget.
  case cityReviewer = "city_reviewer"
  /// The finance bureau of the city: appropriation and release.
  case finance
  /// The finance bureau of a district: payment through the bank.
  case districtFinance = "district_finance"
  /// Reads everything of the procedure, decides nothing.
  case supervisor
  /// Reads everything, the log of reading included.
  case auditor
  /// Looks after accounts and calls; sees no case.
  case administrator

  /// The name people read.
  public var label: Bilingual {
    switch self {
    case .enterprise: Bilingual(zh: "企业", en: "Enterprise")
    case .districtReviewer: Bilingual(zh: "区级审核人员", en: "District reviewer")
    case .cityReviewer: Bilingual(zh: "市级审核人员", en: "City reviewer")
    case .finance: Bilingual(zh: "市财政", en: "City finance")
    case .districtFinance: Bilingual(zh: "区财政", en: "District finance")
    case .supervisor: Bilingual(zh: "监督人员", en: "Supervisor")
    case .auditor: Bilingual(zh: "审计人员", en: "Auditor")
    case .administrator: Bilingual(zh: "系统管理员", en: "Administrator")
    }
  }
}

/// Who acts: an account in its role.
public struct Actor: Sendable, Codable, Hashable {
  /// The account.
  public let account: String
  /// In which role it acts.
  public let role: Role
  /// The office it belongs to; nil for enterprises and city-wide roles.
  public let office: String?
  /// The credit code of its enterprise.
  public let enterprise: String?

  /// An account in a role.
  public init(account: String, role: Role, office: String? = nil, enterprise: String? = nil) {
    self.account = account
    self.role = role
    self.office = office
    self.enterprise = enterprise
  }
}
