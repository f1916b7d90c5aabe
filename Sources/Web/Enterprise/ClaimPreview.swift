import Casework
import Policy
import Rules
import Values

/// What the rules say about a claim as it stands: this much, maybe, or no with the reason, the smallest change and the next best measure.
struct ClaimPreview: Sendable {
  let file: ClaimFile
  let answer: Policy.Answer

  private var book: PolicyBook { file.desk.book }
  private var say: Voice { file.say }

  /// Changes shown at most.
  static let changesInSight = 2

  /// What the template `enterprise/preview` prints.
  var view: View {
    let sentences = Sentences(book, say.language)
    let decision = answer.decision
    let isRefused = decision.outcome == .ineligible
    let failed = decision.failed.map { file.measure.rule.requirements[$0] }
    return .part(
      "enterprise/preview",
      [
        "tag": SumText.tag(decision.outcome, say), "verdict": .text(SumText.verdict(decision, say)),
        "is_refused": .flag(isRefused), "tone": .text(decision.outcome == .eligible ? "good" : isRefused ? "attention" : "active"),
        "reasons": .list(
          failed.map { requirement in
            [
              "text": .text(sentences.condition(requirement.node)), "article": .text(article(requirement)),
              "stated": .text(say.list(stated(requirement, sentences))),
            ]
          }),
        "excludes": isRefused && failed.isEmpty ? .text(say("reason_exclusive")) : .absent,
        "missing": .list(
          decision.outcome == .undetermined || decision.amount?.exact == nil
            ? decision.missing.prefix(6).map { missing($0, sentences) } : []),
        "has_missing": .flag(!isRefused && !decision.missing.isEmpty),
        "changes": .list(changes.map { .text(change($0, sentences)) }), "has_changes": .flag(!changes.isEmpty),
        "better": isRefused ? better : .absent, "review": isRefused ? .absent : .optional(file.measure.review?[say.language]),
        "rule_path": .text(PublicContent.path(of: book.clause(of: file.measure))),
        "insist": isRefused && file.isEditable ? .text(file.t("insist_possible")) : .absent,
      ])
  }

  /// Document and article of a requirement; one taken over from elsewhere has its own.
  private func article(_ requirement: Requirement) -> String {
    let clause = book.clause(of: file.measure)
    let document = book.documents[clause.document]
    return [document.number ?? document.title[say.language], requirement.article].joined(separator: " ")
  }

  private func stated(_ requirement: Requirement, _ sentences: Sentences) -> [String] {
    book.program.facts(readBy: [requirement.node]).compactMap { fact in
      fact == 0
        ? nil
        : answer.stated[fact].map { sentences.label(fact) + (say.language == .zh ? "：" : ": ") + sentences.value($0, of: fact) }
    }
  }

  private func missing(_ fact: FactIndex, _ sentences: Sentences) -> View {
    let group = file.facts.groups.first { $0.facts.contains(fact) }
    let path = group.map { file.path + "/facts/" + $0.entity + "#" + file.facts.name(fact) }
    return ["label": .text(sentences.label(fact)), "path": .optional(file.isDraft ? path : nil)]
  }

  // MARK: What would change it

  private var changes: [NearestChange] {
    guard answer.decision.outcome == .ineligible else { return [] }
    let found = file.desk.cases.answerers.with { $0.nearest(file.measure, stated: answer.stated, asOf: answer.asOf) }
    return Array(found.filter { file.facts.all.contains($0.fact) }.prefix(Self.changesInSight))
  }

  private func change(_ change: NearestChange, _ sentences: Sentences) -> String {
    let places = [
      "fact": sentences.label(change.fact), "to": sentences.value(change.to, of: change.fact),
      "then": SumText.verdict(change.decision, say),
    ]
    guard let from = change.from else { return say("change_unknown", places) }
    return say("change", places.merging(["from": sentences.value(from, of: change.fact)]) { a, _ in a })
  }

  /// Of the other measures of the procedure, the one that pays most: those that hold first, then those that may.
  private var better: View {
    let others = file.procedure.measures.filter { $0 != file.measure.id }.compactMap(book.measure)
    let decisions = file.desk.cases.answerers.with { $0.match(others, stated: answer.stated, asOf: answer.asOf) }
    func most(_ decision: Decision) -> Int64 { decision.amount.map { ($0.upper ?? .greatest).minor } ?? 0 }
    let candidates = zip(others, decisions).filter { $0.1.outcome != .ineligible }
    let best = candidates.max { a, b in
      let (x, y) = (a.1.outcome == .eligible, b.1.outcome == .eligible)
      return x == y ? most(a.1) < most(b.1) : y
    }
    guard let (measure, decision) = best else { return .absent }
    return [
      "title": .text(book.clause(of: measure).title[say.language]), "path": .text("/my/new/" + PercentCoding.encode(measure.id)),
      "verdict": .text(SumText.verdict(decision, say)),
    ]
  }
}
