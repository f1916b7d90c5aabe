import Casework
import Policy
import Service
import Values
import WorkingDays

/// One notice as everybody reads it, for good: what, how much, how long, how to object.
struct NoticePage {
  let desk: Desk
  let request: WebRequest

  init(_ desk: Desk, _ request: WebRequest) {
    self.desk = desk
    self.request = request
  }

  /// Whether a notice runs or has ended, in a word.
  static func state(_ isClosed: Bool, _ request: WebRequest) -> Listing.Cell {
    isClosed ? .state(request.t("notices.closed"), .quiet) : .state(request.t("notices.open"), .active)
  }

  func answer() async throws -> Answer {
    let asked = FileName(request["id"])
    let (notice, _, disputed) = try await desk.cases.notice(asked.name)
    if let file = asked.list { return try await file.answer(listing(notice, disputed), at: desk.cases.time.now().text) }
    switch asked.ending {
    case "json": return .text(NoticeCopy(desk).text(notice), contentType: "application/json; charset=utf-8")
    case "pdf":
      guard let issued = try await desk.cases.issuedPaper(.notice, of: notice.id) else { throw Failure.notFound }
      return try await PaperAnswer(desk, request).answer(
        NoticePaper(desk, request).document(notice, issued), name: request.t("papers.notice_name", ["number": notice.number]),
        frozen: issued.paper.code)
    default: return .page(try await page(notice, disputed))
    }
  }

  /// The lines as table and file.
  func listing(_ notice: Notice, _ disputed: Set<String>) -> Listing {
    listing(notice.lines, notice.procedure, name: request.t("notices.lines_of", ["number": notice.number]), disputed)
  }

  /// The lines of a notice, or of one that is still to be opened.
  func listing(_ lines: [Notice.Line], _ procedure: String, name: String, _ disputed: Set<String>) -> Listing {
    let words = CaseWords(desk, request)
    let fields = Self.fields(lines)
    return Listing(
      name: name,
      columns: [.words(request.t("parts.case"))] + fields.map { .words(words.field($0, procedure)) } + [
        .words(request.t("parts.measure")), .words(request.t("notices.source")), .words(request.t("parts.office")),
        .figures(request.t("parts.sum")), .words(request.t("notices.remark")),
      ],
      rows: lines.map { line in
        [.text(line.caseID)] + fields.map { name in .optional(line.fields.first { $0.name == name }?.text) } + [
          .text(words.measure(line.measure), path: "/policies/" + PercentCoding.encode(line.measure)),
          .text(words.citation(line.measure)), .text(words.office(line.office)), .money(line.amount),
          disputed.contains(line.caseID) ? .state(request.t("notices.disputed"), .attention) : .none,
        ]
      }
    ).totalled(request.t("parts.total"), sums: [fields.count + 4])
  }

  /// The names of the fields that any line shows, in the order they first appear.
  static func fields(_ lines: [Notice.Line]) -> [String] {
    var names: [String] = []
    for field in lines.flatMap(\.fields) where !names.contains(field.name) { names.append(field.name) }
    return names
  }

  private func page(_ notice: Notice, _ disputed: Set<String>) async throws -> Page {
    let language = request.language
    let path = "/notices/" + notice.id
    let today = desk.today
    let isOpen = notice.isOpen(on: today, desk.book.calendar)
    let last = notice.lastDay(desk.book.calendar)
    let count = DayCount(notice: notice, today: today, calendar: desk.book.calendar, request: request)
    var parts: [View] = [
      Components.summary([
        .init(
          request.t("notices.period"),
          request.t("notices.from_to", ["from": notice.opens.shown(language), "to": notice.closes.shown(language)])),
        .init(request.t("notices.closes_at"), request.t("notices.end_of_day", ["date": last.shown(language)])),
        .init(request.t("notices.total"), notice.total?.shown(language)),
        .init(request.t("notices.issuer"), desk.book.procedure(notice.procedure)?.cityOffice.name[language]),
      ]), count.bar,
    ]
    if last > notice.closes {
      parts.append(Components.notice(request.t("notices.moved", ["date": last.shown(language)]), tone: .attention))
    } else if notice.isProvisional {
      parts.append(Components.notice(request.t("notices.provisional"), tone: .attention))
    }
    parts.append(listing(notice, disputed).table(language))
    if isOpen {
      parts.append(Parts.heading(request.t("notices.object")))
      if let rule = desk.book.procedure(notice.procedure)?.objection { parts.append(Parts.text(rule.identity[language])) }
      parts.append(Components.start(request.t("notices.object"), path: path + "/object"))
    } else {
      parts.append(Parts.text(request.t("notices.ended")))
    }
    parts.append(Parts.heading(request.t("notices.count_title")))
    parts.append(count.table)
    parts.append(Parts.heading(request.t("notices.copy")))
    parts.append(Parts.text(request.t("notices.hash_text")))
    parts.append(Parts.code(notice.sha256, label: "SHA-256"))
    if let issued = try await desk.cases.issuedPaper(.notice, of: notice.id) {
      parts.append(Parts.text(request.t("notices.code_text", ["code": issued.paper.code])))
    }
    parts.append(
      Parts.links([
        .init(request.t("parts.save_pdf"), path + ".pdf"), .init(request.t("parts.save_json"), path + ".json"),
      ]))
    parts.append(Parts.files(path, Query(), request))
    return Parts.page(
      request.t("notices.notice_title", ["number": notice.number]),
      crumbs: [.init(title: request.t("notices.title"), path: "/notices")], isWide: true, parts)
  }
}

/// The days of a notice: which one it is, and why each counts or does not.
struct DayCount {
  let notice: Notice
  let today: CivilDate
  let calendar: WorkingCalendar
  let request: WebRequest

  private var last: CivilDate { notice.lastDay(calendar) }
  private var clock: Clock { Clock(notice.rule, startedOn: notice.opens) }

  /// Day n of m.
  var bar: View {
    let total = notice.rule.length
    let day = min(max(self.clock.elapsed(on: today, calendar), 0), total)
    let clock = ClockWords(notice.rule, request)
    let key =
      today > last
      ? "notices.all_days"
      : day == 0 && today == notice.opens ? "notices.day_0" : notice.rule.kind == .workingDays ? "notices.day_n" : "notices.calendar_day_n"
    return Charts.days(
      today > last ? total : day, of: total,
      sentence: request.t(key, ["n": String(day), "m": String(total), "length": clock.length]),
      tone: today > last ? .quiet : .active)
  }

  /// Day by day.
  var table: View {
    Listing(
      name: request.t("notices.count_title"),
      columns: [.words(request.t("parts.day")), .words(request.t("notices.counted")), .words(request.t("notices.why"))],
      rows: clock.days(through: last, calendar).map { day in
        [
          .text(day.date.shown(request.language)),
          .text(day.number.map { request.t("notices.nth", ["n": String($0)]) } ?? request.t("notices.not_counted")),
          .text(day.reason.label[request.language]),
        ]
      }
    ).table(request.language, isHeaded: true)
  }
}

/// A notice for programs: everything its hash is over, and how to compute it.
struct NoticeCopy {
  let book: PolicyBook

  init(_ desk: Desk) { book = desk.book }

  func text(_ notice: Notice) -> String {
    JSONText.object([
      ("id", .string(notice.id)), ("number", .string(notice.number)), ("procedure", .string(notice.procedure)),
      ("opens", .string(notice.opens.description)), ("closes", .string(notice.closes.description)),
      ("closes_provisional", .boolean(notice.isProvisional)), ("currency", .string("CNY")),
      ("total", .number(notice.total?.description ?? "0.00")), ("sha256", .string(notice.sha256)),
      ("canonical_text", .string(Notice.canonicalText(notice.number, notice.opens, notice.closes, notice.lines))),
      (
        "lines",
        .list(
          notice.lines.map { line in
            .object([
              ("case", .string(line.caseID)), ("measure", .string(line.measure)),
              ("source", .string(book.clause(line.measure).map { book.citation(of: $0) } ?? "")), ("office", .string(line.office)),
              ("amount", .number(line.amount.description)),
              ("fields", .object(line.fields.map { ($0.name, .string($0.text)) })),
            ])
          })
      ),
    ]).pretty
  }
}
