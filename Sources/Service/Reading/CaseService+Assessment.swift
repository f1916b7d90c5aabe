public import Casework
import Diagnostics
public import Policy
import Storage
public import Values

extension CaseService {
  /// What the rules say about a claim: as it was recorded, worked out again from the record, and as accepting it today would record it.
  public struct Assessment: Sendable {
    /// The latest recorded decision; nil for a draft.
    public let recorded: RecordedDecision?
    /// The recorded decision worked out again from the facts of the record, to show its reasons; nil where the record can't be read.
    public let reasons: Policy.Answer?
    /// Whether working it out again gave the bytes of the record.
    public let isReproduced: Bool
    /// What a review would decide today; nil where the claim is at no review.
    public let today: RecordedDecision?
    /// The most that may be granted today: the sum decided, and not more than the review before granted; nil where nothing is due.
    public let ceiling: Money?
  }

  /// What the rules say about a claim, for whoever has opened its file.
  func assess(case id: String, by actor: Actor) async throws -> Assessment {
    let today = time.now().day
    return try await database.read { [self] tx in
      guard let kept = try CaseStore.load(id, in: tx), CaseStore.maySee(kept, actor), let procedure = book.procedure(kept.procedure)
      else {
        throw Refusal.noSuchCase
      }
      let state = actor.role == .enterprise ? kept : try CaseStore.handedIn(kept, in: tx)
      var reasons: Policy.Answer?
      var isReproduced = false
      if let recorded = state.decision,
        let text = try tx.first("SELECT record FROM decision_records WHERE sha256 = $1", [.text(recorded.recordSHA256)])?.text(0)
      {
        reasons = answer(of: text, state.measure, asOf: recorded.asOf)
        isReproduced = reasons.map { DecisionRecord($0).text == text } ?? false
      }
      let step = state.step.flatMap { procedure.step($0) }
      guard let step, step.kind == .review else {
        return Assessment(recorded: state.decision, reasons: reasons, isReproduced: isReproduced, today: nil, ceiling: nil)
      }
      let now = try Claims(book: book, answerers: answerers).decide(state, procedure, asOf: today, in: tx).0
      let before = procedure.review(before: step).flatMap { earlier in state.reviews.last { $0.step == earlier.id }?.granted }
      let ceiling = now.outcome == "eligible" ? now.amount.map { min($0, before ?? $0) } : nil
      return Assessment(recorded: state.decision, reasons: reasons, isReproduced: isReproduced, today: now, ceiling: ceiling)
    }
  }

  /// The answer to the facts of a record, with its reasons.
  private func answer(of record: String, _ measure: String, asOf: CivilDate) -> Policy.Answer? {
    let source = SourceText(name: "record.json", text: record)
    guard let measure = book.measure(measure), case .success(let root) = FileReader.parse(source), let facts = root["facts"],
      case .success(let stated) = FactsReader(book).read(facts, in: source)
    else { return nil }
    return answerers.with { $0.answer(measure, stated: stated.values, asOf: asOf) }
  }
}
