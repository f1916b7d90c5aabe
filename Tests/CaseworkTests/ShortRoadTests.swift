import Testing
import Values
import WorkingDays

@testable import Casework

/// Another procedure file, with one review and a notice of seven calendar days: the road is data.
struct ShortRoadTests {
  static let officer = Actor(account: "officer", role: .districtReviewer, office: "north")
  static let city = Actor(account: "city", role: .cityReviewer, office: "demo_commerce")

  @Test("one review, a seven-day notice, payment, the end")
  func wholeRoad() throws {
    var claim = Claim(try Fixture.shortRoad())
    let road = claim.road
    func due() throws -> String? { try claim.current.clock?.deadline(road.calendar)?.date.description }
    try claim.does(road.create, People.owner, "2025-02-20")
    try claim.does(try road.submission(), People.owner, "2025-02-21")
    // Fifteen calendar days from 21 February end on Saturday 8 March, hence on Monday the 10th.
    #expect(try due() == "2025-03-10")
    #expect(try claim.current.office == "north")
    try claim.refuses(.askCorrection(items: [], note: nil), Self.officer, "2025-02-24", .outcomeNotOffered)
    try claim.refuses(try road.accept(promises: ["contract": Fixture.day("2025-03-01")]), Self.officer, "2025-02-24", .outcomeNotOffered)
    try claim.refuses(.sendBack(reason: "not_met", note: "核实"), Self.officer, "2025-02-24", .outcomeNotOffered)
    try claim.does(try road.accept(), Self.officer, "2025-02-24")
    try claim.refuses(.plan("P-1"), Self.officer, "2025-02-24", .wrongStep)

    // The first day counts: 3 to 9 March, a Sunday, which is kept.
    try claim.does(.notice("N-1"), Self.city, "2025-03-03")
    #expect(try due() == "2025-03-09")
    try claim.refuses(.confirm, Self.city, "2025-03-09", .noticeOpen)
    try claim.does(.confirm, Self.city, "2025-03-10")
    try claim.refuses(.budget(year: 2025), Self.city, "2025-03-10", .wrongStep)
    // The clock of the payment began when the notice was over.
    #expect(try due() == "2025-04-09")
    try claim.does(.order(batch: "B-1"), People.finance, "2025-03-11")
    try claim.does(.bankReturn(reason: "账号有误"), People.finance, "2025-03-12")
    try claim.does(.changeAccount(Road.otherBank, usableFrom: try Fixture.day("2025-03-14")), People.owner, "2025-03-13")
    #expect(try due() == "2025-04-09", "a returned payment does not begin anew")
    try claim.does(.order(batch: "B-2"), People.finance, "2025-03-14")
    try claim.does(.pay(reference: "K-1"), People.finance, "2025-03-17")
    #expect(try claim.current.position == .ended(.completed))
    #expect(try claim.current.paid == Money(minor: 3_000_000))
    #expect(try claim.current.clock == nil)
    #expect(CaseState.fold(claim.events) == claim.state)
  }

  @Test("one level of objection closes with its finding")
  func objection() throws {
    let road = try Fixture.shortRoad()
    let rule = try #require(road.procedure.step("notice")?.clock)
    let notice = try #require(
      Notice(
        id: "N-1", procedure: road.procedure.id, number: "1", opens: Fixture.day("2025-03-03"),
        rule: rule,
        lines: [Notice.Line(caseID: "C-1", measure: road.measure, office: "north", fields: [], amount: Money(minor: 3_000_000))],
        calendar: road.calendar
      ) { $0 })
    let rules = ObjectionRules(road.procedure, calendar: road.calendar)
    let command = ObjectionCommand.object(
      id: "O-1", caseID: "C-1", objector: ObjectionTests.unit, text: "未参展", papers: [])
    func ask(_ state: Objection?, _ command: ObjectionCommand, _ actor: Actor?) throws -> [ObjectionEvent] {
      try rules.decide(state, command, notice: notice, office: "north", reviewers: ["officer"], by: actor, on: Fixture.day("2025-03-09"))
        .get()
    }
    var state = try ask(nil, command, nil).reduce(nil as Objection?) { Objection.evolve($0, $1) }
    #expect(state?.level == .city)
    #expect(throws: ObjectionRefusal.notYourRole) { try ask(state, .find(result: .stands, sum: nil, reason: "属实"), Self.officer) }
    let events = try ask(state, .find(result: .stands, sum: nil, reason: "经核实已参展"), Self.city)
    #expect(events.map(\.type) == ["objection.found", "objection.closed"])
    state = events.reduce(state) { Objection.evolve($0, $1) }
    #expect(state?.settlement == .stands)
  }
}
