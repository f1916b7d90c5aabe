import Casework
import Policy
import Service
import Values
import WorkingDays

/// The words of the officers' pages in one language, and how cases, days and offices are called there.
struct DeskVoice: Sendable {
  let words: Words
  let language: Language
  let book: PolicyBook
  let today: CivilDate
  /// Who reads the page.
  let role: Role

  /// A text of `review.yaml`, its places filled.
  func callAsFunction(_ key: String, _ places: [String: String] = [:]) -> String { words.text("review." + key, language, places) }

  /// Names in a row.
  func list(_ items: some Sequence<String>) -> String { items.joined(separator: language == .zh ? "、" : ", ") }

  /// The title of a measure; its id where the book has it no longer.
  func measure(_ id: String) -> String { book.clause(id)?.title[language] ?? id }

  /// The name of an office.
  func office(_ id: String?) -> String { id.map { book.officeName($0, language) } ?? "" }

  /// A sum in full, `300,000 元`.
  func sum(_ money: Money?) -> String { money?.shown(language) ?? self("no_sum") }

  /// A sum in full, and in 万元 where that is rounder.
  func bothSums(_ money: Money) -> String {
    let (full, short) = (money.shown(language), money.shownShort(language))
    return full == short ? full : self("sum_both", ["full": full, "short": short])
  }

  /// A moment of the log as people read it.
  func time(_ at: String) -> String { Moment(at)?.shown(language) ?? at }
}

extension DeskVoice {
  /// Where a case stands, in words.
  func place(_ place: String, _ procedure: Procedure?) -> String { PlaceWords.text(place, procedure, words, language) }

  /// What is left of a case's time, in words: `还剩 2 个工作日（至 3月5日）`, `已逾期 1 个工作日（应于 3月5日办结）`, `补正中，时限暂停`.
  func due(_ summary: CaseService.Summary) -> (text: String, tone: Components.Tone) {
    if summary.isPaused { return (self("due_paused"), .quiet) }
    guard let due = summary.dueDay else { return (self("due_none"), .quiet) }
    return self.due(due, isProvisional: !book.calendar.isPublished(due))
  }

  /// What is left until a day.
  func due(_ day: CivilDate, isProvisional: Bool) -> (text: String, tone: Components.Tone) {
    let suffix = isProvisional ? self("due_provisional") : ""
    let text = Shown.left(on: today, until: day, book.calendar, words, language) + suffix
    if day < today { return (text, .bad) }
    return (text, book.calendar.workingDays(after: today, through: day).count <= 3 ? .attention : .quiet)
  }
}

extension WebRequest {
  /// The words of the officers' pages for the caller.
  func voice(_ desk: Desk) -> DeskVoice {
    DeskVoice(words: words, language: language, book: desk.book, today: desk.today, role: account.role)
  }
}

/// Names of people for what they did, asked once a page.
struct PeopleNames: Sendable {
  private let names: [String: String]

  /// The names of accounts; who has none any longer keeps the id.
  init(_ ids: some Sequence<String>, _ accounts: Accounts) async {
    var names: [String: String] = [:]
    for id in Set(ids) where id != "clock" && id != "public" {
      if let account = try? await accounts.account(id) { names[id] = account.name }
    }
    self.names = names
  }

  /// The name of an account.
  func callAsFunction(_ id: String, _ words: Words, _ language: Language) -> String {
    switch id {
    case "clock", "public": words.text("parts.by_" + id, language)
    default: names[id] ?? id
    }
  }

  /// The same on an officer's page.
  func callAsFunction(_ id: String, _ say: DeskVoice) -> String { self(id, say.words, say.language) }
}
