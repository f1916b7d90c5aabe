public import Values

/// What a person may do in the team of an enterprise.
public enum MemberRole: String, Sendable, CaseIterable, Codable, Hashable {
  /// Everything, the team included: invites, removes, submits and signs declarations.
  case owner
  /// Fills forms and uploads papers; an owner submits.
  case filler

  /// The name people read.
  public var label: Bilingual {
    switch self {
    case .owner: Bilingual(zh: "负责人", en: "Owner")
    case .filler: Bilingual(zh: "经办人", en: "Filler")
    }
  }
}
