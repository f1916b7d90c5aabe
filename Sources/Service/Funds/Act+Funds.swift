import Casework
import FundLedger
import Storage
import Values

/// What acts on cases do to the fund and to limits. Every act is booked payer by payer.
extension Act {
  /// Money that stands for a case in one place of the book, by payer.
  struct Kept {
    let fund: Fund
    let bucket: Bucket
    let parts: [Part]
  }

  /// Where money is kept for a case before it is released: the year is that of its hold or commitment.
  func kept(_ state: CaseState) throws -> Kept? {
    for bucket in [Bucket.held, .committed] {
      let rows = try LedgerStore.standing(state.id, in: [bucket], tx)
      if let first = rows.first { return Kept(fund: first.fund, bucket: bucket, parts: rows.map(\.part)) }
    }
    return nil
  }

  /// Whether money of a case is committed and not released yet.
  func isCommitted(_ state: CaseState) throws -> Bool { try !LedgerStore.standing(state.id, in: [.committed], tx).isEmpty }

  private func acts(
    _ kind: LedgerAct.Kind, _ fund: Fund, _ parts: [Part], _ caseID: String, _ reference: String
  ) -> [LedgerAct] {
    parts.map { LedgerAct(kind, fund: fund, share: $0.share, caseID: caseID, amount: $0.amount, reference: reference, day: day) }
  }

  /// Keeps money back for a case, and takes its limits, together. What an earlier step has kept stays as it is.
  func hold(_ state: CaseState, year: Int, reference: String) throws {
    if try kept(state) != nil { return }
    let holding = try Holding(state, year: year, reference: reference, on: day, Claims(book: book, answerers: service.answerers))
    try take(holding.uses, for: state.id)
    try post(holding.acts)
  }

  /// Sets everything free that was kept for a case.
  func letGo(_ state: CaseState) throws {
    try giveBack(try LimitStore.taken(by: state.id, in: tx), by: state.id)
    guard let kept = try kept(state) else { return }
    try post(letGo(kept.parts, of: kept, state.id))
  }

  private func letGo(_ parts: [Part], of kept: Kept, _ caseID: String) -> [LedgerAct] {
    (kept.bucket == .committed ? acts(.uncommit, kept.fund, parts, caseID, caseID) : [])
      + acts(.releaseHold, kept.fund, parts, caseID, caseID)
  }

  /// Brings what is kept for a case to what is granted now: what is too much comes free, payer by payer. Where the decision divides the sum
  /// otherwise than before, a payer may have to keep more back.
  func adjust(_ state: CaseState, from before: Money) throws {
    guard let granted = state.granted, let kept = try kept(state) else { return }
    if granted < before {
      let taken = try LimitStore.taken(by: state.id, in: tx)
      try giveBack(LimitTaken.back(of: taken, smallerBy: Money(minor: before.minor - granted.minor)), by: state.id)
    }
    let (more, less) = Part.differences(from: kept.parts, to: try state.bearing().split(granted))
    try post(letGo(less, of: kept, state.id))
    try post(acts(.hold, kept.fund, more, state.id, state.id))
    if kept.bucket == .committed { try post(acts(.commit, kept.fund, more, state.id, state.id)) }
  }

  /// After an undisputed notice: the hold becomes a commitment, in the year of the hold.
  func commit(_ state: CaseState, reference: String) throws {
    guard let kept = try kept(state), kept.bucket == .held else { return }
    try post(acts(.commit, kept.fund, kept.parts, state.id, reference))
  }

  /// The commitment moves to the budget of a year (编入次年预算). Every payer's part has to be there.
  func budget(_ state: CaseState, year: Int, reference: String) throws {
    guard let kept = try kept(state), kept.bucket == .committed, kept.fund.year != year else { return }
    let fund = Fund(scheme: kept.fund.scheme, year: year)
    try post(acts(.uncommit, kept.fund, kept.parts, state.id, reference))
    for part in kept.parts {
      try post(
        LedgerAct.moveHold(
          from: kept.fund, to: fund, share: part.share, caseID: state.id, amount: part.amount, reference: reference, day: day))
    }
    try post(acts(.commit, fund, kept.parts, state.id, reference))
  }

  /// Moves all that stands for a case where the act takes from; it has to be this sum. Throws `ledger.case_differs`.
  func move(_ kind: LedgerAct.Kind, _ sum: Money, case caseID: String, reference: String) throws {
    let rows = try LedgerStore.standing(caseID, in: [kind.from], tx)
    let found = rows.reduce(Int64(0)) { $0 + $1.part.amount.minor }
    guard found == sum.minor else { throw Refusal.bookDiffers(caseID, found: Money(minor: found), granted: sum) }
    for row in rows { try post(acts(kind, row.fund, [row.part], caseID, reference)) }
  }

  /// Books money that came back, in the proportion in which it is demanded: each payer has its own to the 分 when all is back.
  func receiveRecovery(_ amount: Money, case caseID: String, reference: String) throws {
    let demanded = try LedgerStore.standing(caseID, in: [.recoverable, .recovered], tx)
    let received = try LedgerStore.standing(caseID, in: [.recovered], tx).reduce(Int64(0)) { $0 + $1.part.amount.minor }
    let parts = Part.sums(demanded.map(\.part))
    let whole = parts.reduce(Int64(0)) { $0 + $1.amount.minor }
    guard let fund = demanded.first?.fund, received + amount.minor <= whole,
      let bearing = Bearing(of: Money(minor: whole), others: parts.filter { $0.share != nil })
    else { throw Refusal.bookDiffers(caseID, found: Money(minor: whole - received), granted: amount) }
    let (more, _) = Part.differences(
      from: bearing.split(Money(minor: received)), to: bearing.split(Money(minor: received + amount.minor)))
    try post(acts(.receiveRecovery, fund, more, caseID, reference))
  }
}

extension CaseState {
  /// Who bears what of its sum, as its decision says.
  func bearing() throws -> Bearing {
    let part = decision?.officePart.map { [Part(share: office, amount: $0)] } ?? []
    guard let bearing = Bearing(of: decision?.amount ?? .zero, others: part) else { throw Refusal.partsUnclear }
    return bearing
  }
}

extension Part {
  /// By payer: how much more and how much less there is than before.
  static func differences(from before: [Part], to after: [Part]) -> (more: [Part], less: [Part]) {
    let changes = sums(after + before.map { Part(share: $0.share, amount: Money(minor: -$0.amount.minor)) })
    return (
      changes.filter { $0.amount > .zero },
      changes.filter { $0.amount < .zero }.map { Part(share: $0.share, amount: Money(minor: -$0.amount.minor)) }
    )
  }

  /// One part a payer, the city first.
  static func sums(_ parts: [Part]) -> [Part] {
    Dictionary(grouping: parts, by: \.share).map { share, parts in
      Part(share: share, amount: Money(minor: parts.reduce(Int64(0)) { $0 + $1.amount.minor }))
    }.sorted { $0.share ?? "" < $1.share ?? "" }
  }
}
