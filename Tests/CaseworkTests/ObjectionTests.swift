import Testing
import Values
import WorkingDays

@testable import Casework

/// Objections: who may object, until when, who settles, and what a finding can do.
struct ObjectionTests {
  static let sealed = PaperFile(kind: "objection", name: "盖章意见.pdf", sha256: "00", size_bytes: 10, mediaType: "application/pdf")
  static let person = Objection.Objector(kind: .person, name: "演示甲", identity: "44070019900101123X", contact: "13800000000")
  static let unit = Objection.Objector(kind: .organisation, name: "江门演示协会", identity: "51440700MA0DEM0000", contact: "0750-0000000")

  /// A notice that opens on Friday 13 February 2026 and closes on the 27th, after Spring Festival.
  private func notice(_ road: Road) throws -> Notice {
    let line = Notice.Line(caseID: "C-1", measure: road.measure, office: "pengjiang", fields: [], amount: Money(minor: 3_000_000))
    let rule = try #require(road.procedure.step("notice")?.clock)
    return try #require(
      Notice(
        id: "N-1", procedure: road.procedure.id, number: "2026-1", opens: Fixture.day("2026-02-13"),
        rule: rule, lines: [line], calendar: road.calendar
      ) { $0 })
  }

  /// Rules with the notice, the day and the people of a usual objection.
  private struct Desk {
    let rules: ObjectionRules
    let notice: Notice
    var state: Objection?
    var events: [ObjectionEvent] = []

    func asks(
      _ command: ObjectionCommand, _ actor: Actor?, _ day: String, office: String = "pengjiang", reviewers: Set<String> = ["first", "city"]
    ) throws -> Result<[ObjectionEvent], ObjectionRefusal> {
      rules.decide(state, command, notice: notice, office: office, reviewers: reviewers, by: actor, on: try Fixture.day(day))
    }

    mutating func does(_ command: ObjectionCommand, _ actor: Actor?, _ day: String, at location: SourceLocation = #_sourceLocation) throws {
      switch try asks(command, actor, day) {
      case .failure(let refusal): Issue.record("refused: \(refusal.rawValue)", sourceLocation: location)
      case .success(let new):
        events += new
        state = new.reduce(state) { Objection.evolve($0, $1) }
      }
    }

    func refuses(
      _ command: ObjectionCommand, _ actor: Actor?, _ day: String, _ refusal: ObjectionRefusal,
      at location: SourceLocation = #_sourceLocation
    ) throws {
      #expect(try asks(command, actor, day) == .failure(refusal), sourceLocation: location)
    }
  }

  private func desk() throws -> Desk {
    let road = try Fixture.longRoad()
    return Desk(rules: ObjectionRules(road.procedure, calendar: road.calendar), notice: try notice(road))
  }

  private func object(
    by objector: Objection.Objector = person, case caseID: String = "C-1", text: String = "展位面积与现场不符", papers: [PaperFile] = []
  ) -> ObjectionCommand {
    .object(id: "O-1", caseID: caseID, objector: objector, text: text, papers: papers)
  }

  @Test("an objection states who, what and against which line")
  func identity() throws {
    let desk = try desk()
    for (name, identity, contact) in [("", "1", "1"), ("甲", " ", "1"), ("甲", "1", "\u{3000}"), ("\n", "", "")] {
      let anonymous = Objection.Objector(kind: .person, name: name, identity: identity, contact: contact)
      try desk.refuses(object(by: anonymous), nil, "2026-02-14", .identityMissing)
    }
    try desk.refuses(object(case: "C-9"), nil, "2026-02-14", .noSuchLine)
    try desk.refuses(object(text: "\u{3000}\n"), nil, "2026-02-14", .textMissing)
    try desk.refuses(object(by: Self.unit), nil, "2026-02-14", .paperMissing)
    #expect(try desk.asks(object(by: Self.unit, papers: [Self.sealed]), nil, "2026-02-14").isAccepted)
    #expect(try desk.asks(object(), nil, "2026-02-14").isAccepted)
    try desk.refuses(.escalate, nil, "2026-02-14", .wrongState)
    try desk.refuses(.close, nil, "2026-02-14", .wrongState)
  }

  @Test("a number that can be nobody's is refused; what people type is forgiven")
  func numbers() throws {
    let desk = try desk()
    func who(_ kind: Objection.Objector.Kind, _ identity: String) -> ObjectionCommand {
      object(by: .init(kind: kind, name: "演示甲", identity: identity, contact: "13800000000"), papers: [Self.sealed])
    }
    for identity in [
      "1", "440700199001011234", "44070019900101123", "44070019900101123XX", "44070019900230123X", "51440700MA0DEM0000",
      "440700202602160000",
    ] { try desk.refuses(who(.person, identity), nil, "2026-02-14", .identityMalformed) }
    for identity in ["44070019900101123X", "51440700MA0DEMO003", "51440700MA0DEM0001"] {
      try desk.refuses(who(.organisation, identity), nil, "2026-02-14", .identityMalformed)
    }
    for (kind, typed, kept) in [
      (Objection.Objector.Kind.person, "４４0700 19900101-123x", "44070019900101123X"),
      (.organisation, "51440700ma0dem0000 ", "51440700MA0DEM0000"),
    ] {
      guard case .success(let events) = try desk.asks(who(kind, typed), nil, "2026-02-14"),
        case .received(_, _, _, let objector, _, _, _, _)? = events.first
      else {
        Issue.record("\(typed) is refused")
        continue
      }
      #expect(objector.identity == kept)
    }
  }

  @Test("from the first day of the notice to the end of the last, days off included")
  func inTime() throws {
    let desk = try desk()
    try desk.refuses(object(), nil, "2026-02-12", .noticeClosed)
    for day in ["2026-02-13", "2026-02-20", "2026-02-27"] { #expect(try desk.asks(object(), nil, day).isAccepted) }
    try desk.refuses(object(), nil, "2026-02-28", .noticeClosed)
  }

  @Test("both levels, ten working days each; a later level has the last word")
  func twoLevels() throws {
    var desk = try desk()
    let calendar = try Fixture.longRoad().calendar
    try desk.does(object(), nil, "2026-02-13")
    #expect(desk.state?.level == .district)
    #expect(desk.state?.clock.deadline(calendar) == Deadline(date: try Fixture.day("2026-03-05"), isProvisional: false))
    try desk.refuses(object(), nil, "2026-02-14", .wrongState)
    try desk.refuses(.escalate, nil, "2026-02-14", .wrongState)
    try desk.refuses(.close, nil, "2026-02-14", .wrongState)

    let stands = ObjectionCommand.find(result: .stands, sum: nil, reason: "经核实，展位与合同一致")
    try desk.refuses(stands, nil, "2026-03-02", .notYourRole)
    for actor in [People.city, People.elsewhere, People.owner, People.payer, People.supervisor] {
      try desk.refuses(stands, actor, "2026-03-02", .notYourRole)
    }
    try desk.refuses(stands, People.first, "2026-03-02", .sameReviewer)
    try desk.refuses(.find(result: .stands, sum: nil, reason: " "), People.second, "2026-03-02", .textMissing)
    try desk.does(stands, People.second, "2026-03-02")
    #expect(desk.state?.settlement == nil, "a finding takes effect when it can no longer be taken further")
    try desk.refuses(stands, People.second, "2026-03-02", .wrongState)

    // Five working days from Monday 2 March end on the 9th.
    #expect(desk.rules.escalationDue(try #require(desk.state)) == Deadline(date: try Fixture.day("2026-03-09"), isProvisional: false))
    try desk.refuses(.close, nil, "2026-03-09", .tooEarly)
    try desk.refuses(.escalate, nil, "2026-03-10", .tooLate)
    #expect(try desk.asks(.close, nil, "2026-03-10") == .success([.closed]))
    try desk.does(.escalate, nil, "2026-03-09")
    #expect(desk.state?.level == .city)
    #expect(desk.state?.clock.deadline(calendar)?.date == (try Fixture.day("2026-03-23")))
    try desk.refuses(.escalate, nil, "2026-03-09", .wrongState)
    try desk.refuses(.close, nil, "2026-03-20", .wrongState)

    let lowered = ObjectionCommand.find(result: .lowered, sum: Money(minor: 1_500_000), reason: "只认可一个展位")
    try desk.refuses(lowered, People.city, "2026-03-16", .sameReviewer)
    try desk.refuses(lowered, People.second, "2026-03-16", .notYourRole)
    let promoted = Actor(account: "second", role: .cityReviewer, office: "jm_commerce")
    try desk.refuses(lowered, promoted, "2026-03-16", .sameReviewer)
    try desk.does(lowered, People.city2, "2026-03-16")
    #expect(desk.state?.isClosed == true)
    #expect(desk.state?.findings.map(\.level) == [.district, .city])
    #expect(desk.state?.settlement == .lowered(Money(minor: 1_500_000)))
    try desk.refuses(.escalate, nil, "2026-03-16", .lastLevel)
    try desk.refuses(.close, nil, "2026-03-16", .wrongState)
    try desk.refuses(lowered, People.city2, "2026-03-16", .wrongState)
    #expect(desk.state?.version == Int64(desk.events.count))
  }

  @Test("a lowered sum is below the noticed one, so that it can always take effect")
  func loweredSum() throws {
    var desk = try desk()
    try desk.does(object(), nil, "2026-02-13")
    func lowered(_ sum: Int64?) -> ObjectionCommand { .find(result: .lowered, sum: sum.map { Money(minor: $0) }, reason: "部分凭证不符") }
    try desk.refuses(lowered(nil), People.second, "2026-03-02", .sumMissing)
    try desk.refuses(lowered(0), People.second, "2026-03-02", .sumMissing)
    try desk.refuses(lowered(-1), People.second, "2026-03-02", .sumMissing)
    try desk.refuses(lowered(3_000_000), People.second, "2026-03-02", .sumTooHigh)
    #expect(try desk.asks(lowered(2_999_999), People.second, "2026-03-02").isAccepted)
    // A sum beside another result means nothing and is not kept.
    try desk.does(.find(result: .refused, sum: Money(minor: 1), reason: "虚构展位"), People.second, "2026-03-02")
    try desk.does(.close, nil, "2026-03-10")
    #expect(desk.state?.findings.first?.sum == nil)
    #expect(desk.state?.settlement == .refused)
    try desk.refuses(.escalate, nil, "2026-03-10", .wrongState)
  }

  @Test("every refusal of an objection has a sentence in both languages")
  func sentences() {
    for refusal in ObjectionRefusal.allCases {
      #expect(!refusal.message.zh.isEmpty && !refusal.message.en.isEmpty)
      #expect(refusal.rawValue.hasPrefix("objection."))
    }
    for refusal in CaseRefusal.allCases {
      #expect(refusal.message.zh.hasSuffix("。") && refusal.message.en.hasSuffix("."))
      #expect(refusal.rawValue.hasPrefix("case."))
    }
    #expect(Set(CaseRefusal.allCases.map(\.message)).count == CaseRefusal.allCases.count)
    #expect(Set(ObjectionRefusal.allCases.map(\.message)).count == ObjectionRefusal.allCases.count)
  }
}
