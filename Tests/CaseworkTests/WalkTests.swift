import Foundation
import TestSupport
import Testing
import Values

@testable import Casework

/// Thousands of commands from several people, right and wrong, against a second model and against what must always hold.
struct WalkTests {
  static let seeds: [UInt64] = [1, 2, 3, 4, 5, 6, 7, 8]
  static let walksPerSeed = 170
  static let commandsPerWalk = 60

  @Test("rules and model agree, nothing that must hold is broken, and every way and refusal is met")
  func walks() throws {
    let road = try Fixture.longRoad()
    var seen = Seen()
    for seed in Self.seeds {
      var wanderer = Wanderer(numbers: SeededGenerator(seed: seed), road: road)
      for _ in 0..<Self.walksPerSeed { try walk(seed, road, &wanderer, &seen) }
    }
    #expect(seen.commands >= 20_000)
    let ways = RoadModel.moves.flatMap { move in move.from.map { "\($0) \(move.act)" } }
    #expect(Set(ways).subtracting(seen.accepted) == [], "ways that no walk took")
    #expect(Set(CaseRefusal.allCases).subtracting(seen.refusals) == [], "refusals that nothing reaches")
  }

  struct Seen {
    var commands = 0
    var accepted = Set<String>()
    var refusals = Set<CaseRefusal>()
  }

  private func walk(_ seed: UInt64, _ road: Road, _ wanderer: inout Wanderer, _ seen: inout Seen) throws {
    var day = try #require(Fixture.day("2025-08-28").adding(days: Int.random(in: 0...480, using: &wanderer.numbers)))
    var model = RoadModel(calendar: road.calendar, callOpens: try Fixture.day("2025-09-01"), callCloses: try Fixture.day("2026-12-31"))
    var walk = Walk(road: road)
    for _ in 0..<Self.commandsPerWalk {
      day = day.adding(days: wanderer.pick([0, 0, 1, 1, 2, 5, 9, model.place == .release ? 200 : 12])) ?? day
      let (command, actor) = try wanderer.next(model, walk.state, day)
      let result = road.rules.decide(walk.state, command, by: actor, on: day)
      let expected = model.after(command, actor, day)
      seen.commands += 1
      if case .failure(let refusal) = result { seen.refusals.insert(refusal) }
      guard result.isAccepted == (expected != nil) else {
        Issue.record("seed \(seed): \(command) by \(actor.account) on \(day) at \(model.place): \(result.short)")
        return
      }
      guard case .success(let events) = result, let expected else { continue }
      seen.accepted.insert("\(model.place) \(RoadModel.name(command))")
      model = expected
      for event in events { try walk.take(event, on: day) }
      #expect(walk.place == model.place, "seed \(seed): after \(command)")
      #expect(walk.state?.granted?.minor == model.granted)
      #expect(walk.state?.takenBy == model.holder)
    }
    try walk.checkLog()
  }
}

extension Result<[CaseEvent], CaseRefusal> {
  /// What came out, in a word.
  var short: String {
    switch self {
    case .success(let events): "→ " + events.map(\.type).joined(separator: ", ")
    case .failure(let refusal): refusal.rawValue
    }
  }
}

/// A claim under way, with what it looked like before, so that changes can be judged.
struct Walk {
  let road: Road
  var state: CaseState?
  var events: [CaseEvent] = []
  private var asked: (content: Content, fields: Set<String>)?
  private var released: CivilDate?

  init(road: Road) { self.road = road }

  /// Takes an accepted event and checks everything that must hold after it.
  mutating func take(_ event: CaseEvent, on day: CivilDate) throws {
    let before = state
    let after = CaseState.evolve(before, event)
    state = after
    events.append(event)
    #expect(after.version == (before?.version ?? 0) + 1)
    if case .ended = before?.position {
      if event.type == "case.paid_returned" {
        #expect(before?.position == .ended(.completed))
        #expect(after.position == .at(step: "payment", phase: .returned), "what comes back late is paid again")
      } else {
        let recovery = ["case.recovery_demanded", "case.recovered", "case.demand_withdrawn", "case.handed_on"]
        #expect(recovery.contains(event.type), "an ended case accepts nothing but recovery")
        #expect(after.position == before?.position)
      }
    }
    try checkMoney(after, event, day)
    checkReviewers(after)
    checkContent(before, after, event)
    let isPublic = after.step.flatMap { road.procedure.step($0) }.map { $0.kind == .notice } == true && after.phase == .running
    #expect(isPublic || after.disputes.isEmpty, "objections are open only while the notice runs")
    #expect((after.phase == .correcting) == (after.correction != nil))
    if after.phase == .correcting { #expect(after.clock?.isPaused == true) } else { #expect(after.clock?.isPaused != true) }
    if case .confirmed = event { #expect(!after.hasOpenPromises) }
  }

  private mutating func checkMoney(_ state: CaseState, _ event: CaseEvent, _ day: CivilDate) throws {
    if let granted = state.granted, let decision = state.decision {
      #expect(granted.minor > 0)
      #expect(granted <= (try #require(decision.amount)), "never above the decision")
    }
    if case .released = event { released = day }
    if case .paid(let payment, _, _) = event {
      let year = try #require(state.budgetYear)
      #expect(state.releaseOrder != nil)
      #expect(try #require(released).year >= year, "no money before the budget year")
      #expect(try #require(released) <= payment.day)
      #expect(payment.amount == state.granted)
      #expect(state.payments == [payment], "a claim is paid once")
      #expect(RoadModel.isOwnAccount(try #require(state.content.bank)))
    }
    if let recovery = state.recovery {
      #expect(recovery.received <= recovery.demanded)
      #expect(recovery.demanded <= state.paid)
      #expect(recovery.handedOn <= recovery.received)
      #expect(recovery.demanded.minor > 0)
    }
    if case .ended(.stopped) = state.position { #expect(state.payments == [], "what is paid is not stopped, but recovered") }
  }

  private func checkReviewers(_ state: CaseState) {
    let first = Set(state.reviews.filter { $0.step == "first_review" }.map(\.by))
    let second = Set(state.reviews.filter { $0.step == "second_review" }.map(\.by))
    #expect(first.isDisjoint(with: second), "nobody reviews adjacent steps")
    #expect(first.union(second).isDisjoint(with: ["party", "cityparty", "owner"]), "nobody reviews their own claim")
  }

  private mutating func checkContent(_ before: CaseState?, _ after: CaseState, _ event: CaseEvent) {
    switch event {
    case .correctionAsked(_, let items, _): asked = (after.content, Set(items.map(\.field)))
    case .promiseKept(let file, _): asked?.content.papers.append(file)
    case .corrected:
      guard let asked else { Issue.record("a correction that nobody asked for"); return }
      #expect(Set(RoadModel.changed(asked.content, after.content)).isSubset(of: asked.fields), "only what was marked is changed")
    case .saved, .created: break
    case .accountChanged(let bank, _, _): asked?.content.bank = bank
    case .promisesMet(let papers, let day):
      let kinds = Set(after.content.papers.map(\.kind))
      #expect(papers.allSatisfy { paper in kinds.contains(paper) && after.promises.contains { $0.paper == paper && $0.keptOn == day } })
    default: if let before { #expect(before.content == after.content, "\(event.type) changes nothing that was stated") }
    }
  }

  /// The place in the words of the model.
  var place: RoadModel.Place {
    guard let state else { return .nothing }
    switch state.position {
    case .draft: return .draft
    case .ended(.completed): return .completed
    case .ended(.refused): return .refused
    case .ended(.withdrawn): return .withdrawn
    case .ended(.missed): return .missed
    case .ended(.stopped): return .stopped
    case .at("first_review", let phase): return phase == .correcting ? .correcting : .firstReview
    case .at("district_plan", _): return .plan
    case .at("second_review", _): return .secondReview
    case .at("notice", let phase): return phase == .running ? .noticeRuns : .noticeWaits
    case .at("budget", _): return .budget
    case .at("release", _): return .release
    case .at("payment", let phase): return phase == .running ? .atBank : phase == .returned ? .returned : .payment
    default: return .report
    }
  }

  /// The log tells the same case after a round trip through JSON, as a whole and continued from any point; and so does the case itself.
  func checkLog() throws {
    guard let state else { return }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let read = try events.map { try JSONDecoder().decode(CaseEvent.self, from: encoder.encode($0)) }
    #expect(read == events)
    #expect(CaseState.fold(read) == state)
    for length in stride(from: 1, to: events.count, by: 5) {
      let half = try #require(CaseState.fold(events.prefix(length)))
      let kept = try JSONDecoder().decode(CaseState.self, from: encoder.encode(half))
      #expect(kept == half)
      #expect(read.dropFirst(length).reduce(kept) { CaseState.evolve($0, $1) } == state)
    }
  }
}
