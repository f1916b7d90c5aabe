public import Values

/// An issued paper (政策文件).
public struct PolicyDocument: Sendable {
  /// The period in which a document is in force.
  public enum Window: Sendable, Equatable {
    /// A paper without dates: computed with a plain warning, never paid.
    case undated
    /// From the first day to the last, both included; nil is open. `occurring` is when the supported thing must have happened.
    case dated(from: CivilDate, to: CivilDate?, occurring: ClosedRange<CivilDate>?)
  }

  /// The prefix of its clause ids.
  public let id: String
  /// Its number; nil for a paper without one.
  public let number: String?
  /// Its title.
  public let title: Bilingual
  /// Who issued it, by organisation id.
  public let issuers: [String]
  /// The city it holds in.
  public let territory: String
  /// When it was issued; nil where unknown.
  public let issued: CivilDate?
  /// When it is in force.
  public let window: Window
}

/// A unit responsible.
public struct Organisation: Sendable {
  /// Its id.
  public let id: String
  /// Its name.
  public let name: Bilingual
  /// The city it belongs to.
  public let territory: String
}

extension PolicyDocument.Window {
  /// Whether the document is in force on a day; one without dates is never known to be.
  public func contains(_ day: CivilDate) -> Bool {
    switch self {
    case .undated: false
    case .dated(let from, let to, _): from <= day && (to.map { day <= $0 } ?? true)
    }
  }
}
