import Casework
import Policy
import Rules
import Values

/// What a claim states, as rows of labels and values.
struct ClaimSummary: Sendable {
  let file: ClaimFile

  private var content: Content { file.state.content }
  private var language: Language { file.language }

  /// Facts with their values; `change` is where they can be changed.
  func rows(_ facts: [FactIndex], change: String?) -> [Components.Row] {
    let sentences = Sentences(file.desk.book, language)
    let stated = file.facts.values(content.facts)
    return facts.map { fact in
      let value = stated[fact].map { sentences.value($0, of: fact) }
      return row(sentences.label(fact), value, change.map { $0 + "#" + file.facts.name(fact) })
    }
  }

  func particulars(change: String?) -> [Components.Row] {
    file.procedure.particulars(for: file.state.measure).map { row($0.label[language], content.particulars[$0.id], change) }
  }

  func papers(change: String?) -> [Components.Row] {
    file.procedure.papers(for: file.state.measure).map { paper in
      let names = content.papers.filter { $0.kind == paper.id }.map(\.name)
      return row(paper.title[language], names.isEmpty ? nil : file.say.list(names), change)
    }
  }

  func bank(change: String?) -> [Components.Row] {
    [
      row(file.t("bank_holder"), content.bank?.holder, change), row(file.t("bank_bank"), content.bank?.bank, change),
      row(file.t("bank_number"), content.bank.map { Self.grouped($0.number) }, change),
    ]
  }

  /// The number of an account in groups of four, as people compare it.
  static func grouped(_ number: String) -> String {
    stride(from: 0, to: number.count, by: 4).map { start in String(number.dropFirst(start).prefix(4)) }.joined(separator: " ")
  }

  private func row(_ label: String, _ value: String?, _ change: String?) -> Components.Row {
    Components.Row(label, value, change: change.map { Components.Link(file.t("change"), $0) })
  }

  /// The vouchers as a table; nothing for none.
  var vouchers: View {
    if content.vouchers.isEmpty { return .absent }
    let total = content.vouchers.reduce(Money.zero) { $0.adding($1.amount) ?? .greatest }
    return Table(
      caption: file.t("vouchers"),
      columns: [
        .words(file.t("voucher_number")), .words(file.t("voucher_issuer")), .words(file.t("voucher_day")),
        .figures(file.t("voucher_amount")),
      ],
      rows: content.vouchers.map { [.text($0.number), .text($0.issuer), .text($0.day.shown(language)), .text($0.amount.shown(language))] },
      totals: [file.t("total"), "", "", total.shown(language)]
    ).view
  }

  // MARK: Fields by name

  /// What people call a field that a correction names.
  func label(_ field: String) -> String {
    let parts = field.split(separator: ":", maxSplits: 1).map(String.init)
    let name = parts.count > 1 ? parts[1] : ""
    switch parts.first {
    case "fact": return file.desk.book.facts.first { $0.name == name }?.label[language] ?? name
    case "particular": return file.procedure.particulars.first { $0.id == name }?.label[language] ?? name
    case "paper": return file.procedure.papers.first { $0.id == name }?.title[language] ?? name
    case "vouchers": return file.t("task_vouchers")
    case "bank": return file.t("task_bank")
    default: return field
    }
  }

  /// The page on which a field is changed.
  func path(_ field: String) -> String {
    let parts = field.split(separator: ":", maxSplits: 1).map(String.init)
    let name = parts.count > 1 ? parts[1] : ""
    switch parts.first {
    case "fact":
      let group = file.facts.groups.first { $0.facts.contains { file.facts.name($0) == name } }
      return file.path + "/facts/" + (group?.entity ?? "")
    case "particular": return file.path + "/particulars"
    case "paper": return file.path + "/papers/" + PercentCoding.encode(name)
    case "vouchers": return file.path + "/vouchers"
    default: return file.path + "/bank"
    }
  }
}
