import Policy
import Values
import WorkingDays

/// A period counted day by day.
enum WorkingDaysJSON {
  static let body = JSONSchema.object([
    .required("start", .date, zh: "起始日", en: "The day it begins"), .required("length", .integer(1...2000), zh: "天数", en: "How many days"),
    .optional("kind", .oneOf(["working", "calendar"]), zh: "工作日（默认）或自然日", en: "Working days unless stated"),
    .optional("counts_first_day", .boolean, zh: "首日计入", en: "The first day is day 1"),
    .optional("rolls_last_day", .boolean, zh: "自然日的最后一日遇休息日顺延，默认顺延", en: "Calendar days: a last day off rolls on, unless stated"),
    .optional(
      "pauses",
      .array(.object([.required("from", .date), .optional("until", .date)]), maxItems: 100), zh: "中止与恢复", en: "Pauses"),
  ])

  static let schema = JSONSchema.object([
    .required("start", .date), .optional("last_day", .date, zh: "中止未恢复时没有", en: "None while it is paused"),
    .required("is_provisional", .boolean, zh: "计入了放假安排尚未公布的年份", en: "A year whose holidays are not published counts in it"),
    .required("is_paused", .boolean),
    .required(
      "days",
      JSONParts.list(
        .object([
          .required("date", .date), .required("weekday", .integer(1...7), zh: "1 为周一", en: "1 is Monday"),
          .optional("number", JSONParts.count), .required("reason", .oneOf(CountedDay.Reason.allCases.map(\.rawValue))),
          .required("label", JSONParts.bilingual),
        ]))),
  ])

  /// The count; a refusal for pauses that don't fit each other.
  static func answer(_ body: JSONObject, _ book: PolicyBook) throws(Failure) -> JSONText {
    let kind: ClockRule.Kind = body.optionalString("kind") == "calendar" ? .calendarDays : .workingDays
    guard
      let rule = ClockRule(
        length: Int(body.integer("length")), kind: kind, countsFirstDay: body.optionalBoolean("counts_first_day") ?? false,
        rollsLastDay: body.optionalBoolean("rolls_last_day") ?? true)
    else { throw Failure.notFound }
    var clock = Clock(rule, startedOn: body.date("start"))
    for (index, pause) in body.objects("pauses").enumerated() {
      do throws(ClockRefusal) {
        try clock.pause(on: pause.date("from"))
        if let until = pause.optionalDate("until") { try clock.resume(on: until) }
      } catch {
        let field = Failure.Field(pointer: "/pauses/\(index)", code: error.rawValue, detail: error.sentence)
        throw Failure.refused("days.pause", zh: error.sentence.zh, en: error.sentence.en, fields: [field])
      }
    }
    let deadline = clock.deadline(book.calendar)
    guard let last = deadline?.date ?? clock.pauses.last?.from, last.year - clock.startedOn.year <= 50 else {
      throw Failure.refused("days.too_long", zh: "时限太长，无法逐日列出。", en: "The period is too long to be listed day by day.")
    }
    let days = clock.days(through: last, book.calendar).map { day in
      JSONText.present([
        ("date", .day(day.date)), ("weekday", .integer(day.date.weekday)), ("number", day.number.map { .integer($0) }),
        ("reason", .string(day.reason.rawValue)), ("label", day.reason.label.json),
      ])
    }
    return .present([
      ("start", .day(clock.startedOn)), ("last_day", deadline.map { .day($0.date) }),
      ("is_provisional", .boolean(deadline?.isProvisional ?? false)), ("is_paused", .boolean(clock.isPaused)), ("days", .list(days)),
    ])
  }
}
