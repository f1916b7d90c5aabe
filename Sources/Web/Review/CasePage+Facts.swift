import Casework
import Policy
import Rules
import Service
import Values

/// The second pane: facts with their source, particulars, vouchers, account. The third: papers.
extension CasePage {
  /// What is known of the claim, and from whom.
  func facts() -> View {
    let language = request.language
    let particulars = file.procedure.particulars(for: state.measure).map { particular in
      Components.Row(particular.label[language], state.content.particulars[particular.id])
    }
    let total = state.content.vouchers.reduce(Money.zero) { $0.adding($1.amount) ?? $0 }
    let vouchers = Table(
      caption: say("vouchers"),
      columns: [.words(say("voucher_number")), .words(say("voucher_issuer")), .words(say("voucher_day")), .figures(say("col_sum"))],
      rows: state.content.vouchers.map {
        [.text($0.number), .text($0.issuer), .text($0.day.description), .text($0.amount.shown(language))]
      }, totals: state.content.vouchers.isEmpty ? nil : [say("total"), "", "", total.shown(language)], empty: say("vouchers_none"))
    let bank = state.content.bank.map { say("bank_line", ["holder": $0.holder, "bank": $0.bank, "number": $0.masked]) }
    return [
      "table": factTable(), "particulars": particulars.isEmpty ? .absent : Components.summary(particulars), "vouchers": vouchers.view,
      "bank": Components.summary([Components.Row(say("bank"), bank)]),
    ]
  }

  private func factTable() -> View {
    var rows: [[Table.Cell]] = []
    var shown = Set<FactIndex>()
    let schema = desk.book.program.schema
    let fromLedger = file.procedure.limitFact.flatMap { schema.fact(named: $0) }
    if let answer = file.assessment.reasons {
      let reasons = RuleReasons(answer, say)
      for use in reasons.uses() {
        shown.insert(use.fact)
        let source = use.fact == fromLedger ? say("source_ledger") : say("source_" + use.origin.rawValue)
        rows.append([.text(reasons.label(use.fact)), .text(reasons.value(of: use)), .text(source)])
      }
      for name in state.content.facts.keys.sorted() {
        guard let index = schema.fact(named: name), index != fromLedger, !shown.contains(index), let value = reasons.stated(index) else {
          continue
        }
        rows.append([.text(reasons.label(index)), .text(value), .text(say("source_stated_unused"))])
      }
    } else {
      for (name, value) in state.content.facts.sorted(by: { $0.key < $1.key }) {
        let label = schema.fact(named: name).map { desk.book.facts[$0].label[request.language] } ?? name
        rows.append([.text(label), .text(value), .text(say("source_stated"))])
      }
    }
    return Table(
      caption: say("facts_caption"), columns: [.words(say("col_fact")), .words(say("col_value")), .words(say("col_source"))], rows: rows,
      empty: say("facts_none")
    ).view
  }

  /// What was handed in, paper by paper, with links to open it.
  func papers() -> View {
    let language = request.language
    let known = file.procedure.papers(for: state.measure)
    let others = Set(state.content.papers.map(\.kind)).subtracting(known.map(\.id)).sorted()
    func group(_ id: String, _ title: String, _ help: String?, _ isOptional: Bool, _ isDeferrable: Bool) -> View {
      let files = state.content.papers.filter { $0.kind == id }
      let promise = state.promises.last { $0.paper == id }
      let status: (String, Components.Tone)? =
        if let promise, promise.keptOn == nil {
          (say(promise.due < say.today ? "paper_promise_late" : "paper_promised", ["date": promise.due.shownShort(language)]), .attention)
        } else if files.isEmpty {
          isOptional ? (say("paper_optional"), .quiet) : (say(isDeferrable ? "paper_missing_deferrable" : "paper_missing"), .attention)
        } else {
          nil
        }
      return [
        "title": .text(title), "help": .optional(help), "tag": status.map { Components.tag($0.0, $0.1) } ?? .absent,
        "files": .list(
          files.map { file in
            [
              "path": .text(PaperFiles.path(state.id, file.sha256)), "name": .text(file.name),
              "about": .text(PaperFiles.about(file, say)), "hash": .text(String(file.sha256.prefix(12))),
            ]
          }),
      ]
    }
    let groups = known.map { group($0.id, $0.title[language], $0.help?[language], $0.isOptional, $0.isDeferrable) }
    return .list(groups + others.map { group($0, $0, nil, true, false) })
  }
}
