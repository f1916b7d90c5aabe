import Values

extension LedgerAct: Codable {
  private enum CodingKeys: String, CodingKey {
    case kind = "act"
    case fund
    case share
    case caseID = "case"
    case amount = "amount_minor"
    case reference
    case day
  }

  /// Reads an act; fails if a case is named where none belongs, or none where one does.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let kind = try container.decode(Kind.self, forKey: .kind)
    let caseID = try container.decodeIfPresent(String.self, forKey: .caseID)
    guard kind.isOfCase == (caseID != nil) else {
      throw DecodingError.dataCorruptedError(
        forKey: .caseID, in: container, debugDescription: kind.isOfCase ? "a case is needed" : "there is no case")
    }
    self.init(
      kind, fund: try container.decode(Fund.self, forKey: .fund), share: try container.decodeIfPresent(String.self, forKey: .share),
      caseID: caseID, amount: try container.decode(Money.self, forKey: .amount),
      reference: try container.decode(String.self, forKey: .reference), day: try container.decode(CivilDate.self, forKey: .day))
  }

  /// Writes an act; what it does not have is left out.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(kind, forKey: .kind)
    try container.encode(fund, forKey: .fund)
    try container.encodeIfPresent(share, forKey: .share)
    try container.encodeIfPresent(caseID, forKey: .caseID)
    try container.encode(amount, forKey: .amount)
    try container.encode(reference, forKey: .reference)
    try container.encode(day, forKey: .day)
  }
}
