import Casework
import Storage
import Synchronization
import Testing
import Values

@testable import Service

/// Days, queues and checks that people rely on.
struct RoadQueueTests {
  @Test("a promised paper that comes with a correction is no longer missing", arguments: Engine.allCases)
  func promiseWithCorrection(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      let cases = town.cases
      var content = try town.exhibition()
      content.papers.removeAll { $0.kind == "booth_proof" }
      let id = try await town.submitted(Town.exhibition, content).id
      _ = try await cases.accept(case: id, granted: nil, promises: ["booth_proof": town.day("2025-09-10")], by: .first)
      _ = try await cases.sendBack(case: id, reason: "check_again", note: "请核实展位", by: .planner)
      _ = try await cases.askCorrection(
        [.init(field: "paper:booth_proof", reason: "incomplete", note: nil)], note: nil, case: id, by: .first)
      try town.until("2025-09-08")
      _ = try await cases.add(town.file("booth_proof"), case: id, by: .owner)
      _ = try await cases.submit(case: id, isDeclared: true, by: .owner)
      #expect(try await cases.latePromises(before: town.day("2025-12-31"), by: .supervisor).items.isEmpty)
      try town.until("2025-09-15")
      _ = try await cases.accept(case: id, granted: nil, by: .first)
      _ = try await cases.proposePlan(procedure: Town.procedure, cases: [id], by: .planner)
      _ = try await cases.accept(case: id, granted: nil, by: .city)
      await refuses("case.wrong_step") { try await cases.refuse(case: id, reason: "not_corrected", note: "逾期", by: .city2) }
      _ = try await cases.openNotice(procedure: Town.procedure, cases: [id], by: .city2)
      try await town.audit()
    }
  }

  @Test("an invoice split over claims, or stated twice in one, is shown with its sums", arguments: Engine.allCases)
  func splitVoucher(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      func voucher(_ number: String, _ yuan: Int64) throws -> Voucher {
        Voucher(number: number, issuer: "示例会展有限公司", day: try town.day("2025-08-10"), amount: .cny(yuan))
      }
      var first = try town.exhibition()
      first.vouchers = [try voucher("DEMO-1", 40_000), try voucher("ＤＥＭＯ 1", 50_000), try voucher("DEMO-2", 10)]
      let one = try await town.submitted(Town.exhibition, first)
      let own = try await town.cases.concerns(case: one.id, by: .first)
      #expect(own.map(\.kind) == [.voucherUsedTwice] && own.map(\.otherCase) == [nil] && own.map(\.amount) == [.cny(50_000)])
      // A 分 less is the same invoice.
      var second = try town.exhibition("另一个示例展", of: .rival)
      second.vouchers = [Voucher(number: "DEMO1", issuer: "示例会展有限公司", day: try town.day("2025-08-11"), amount: Money(minor: 3_999_999))]
      let two = try await town.submitted(Town.exhibition, second, by: .rival)
      let concerns = try await town.cases.concerns(case: two.id, by: .first)
      #expect(concerns.map(\.otherCase) == [one.id] && concerns.map(\.amount) == [Money(minor: 3_999_999)])
      let shared = try await town.cases.sharedVouchers(by: .supervisor).items
      #expect(shared.map { $0.cases.map(\.caseID) } == [[one.id, one.id, two.id]])
      try await town.audit()
    }
  }

  @Test("a notice that runs or has ended is nobody's overdue work", arguments: Engine.allCases)
  func noticeNotOverdue(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      let (state, notice) = try await town.noticed()
      let waiting = try await town.submitted(Town.creditReports)
      _ = try await town.object(to: notice, state.id)
      try await town.wake(on: "2025-09-20")
      #expect(try await town.place(state.id) == "notice/running")
      var filter = CaseService.Filter()
      filter.isByDueDay = true
      filter.dueBy = try town.day("2025-12-31")
      #expect(try await town.cases.list(filter, by: .supervisor).items.map(\.id) == [waiting.id])
      #expect(try await town.state(state.id).clock != nil, "the clock of the notice still runs for the public")
      try await town.audit()
    }
  }

  @Test("a claim not budgeted in the year after its notice enters the running one", arguments: Engine.allCases)
  func budgetLate(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      _ = try await town.cases.appropriate(procedure: Town.procedure, year: 2027, amount: .cny(30_000), reference: "预算", by: .finance)
      let id = try await town.confirmed()
      try town.until("2027-02-01")
      #expect(try await town.cases.previewBudget(procedure: Town.procedure, cases: [id], by: .city).map(\.year) == [2027])
      #expect(try await town.cases.previewBudget(procedure: Town.procedure, cases: [id], by: .city).map(\.refusal) == [nil])
      _ = try await town.cases.budget(procedure: Town.procedure, cases: [id], by: .city)
      #expect(try await town.state(id).budgetYear == 2027)
    }
  }

  @Test("an objection that waited past midnight comes after the notice has closed", arguments: Engine.allCases)
  func midnight(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      let (state, notice) = try await town.noticed()
      #expect(notice.closes == (try town.day("2025-09-08")))
      let queue = Queue(inner: town.services.database)
      let service = CaseService(
        book: town.cases.book, database: queue, files: town.cases.files, time: queue, projections: town.services.projections,
        answerers: town.cases.answerers, objectionCodes: town.cases.objectionCodes)
      let before = try await town.services.database.read { try $0.first("SELECT COUNT(*) FROM events")?.integer(0) }
      await refuses("objection.notice_closed") {
        try await service.object(notice: notice.id, caseID: state.id, objector: Town.neighbour, text: "展位不符。", papers: [])
      }
      #expect(try await town.services.database.read { try $0.first("SELECT COUNT(*) FROM events")?.integer(0) } == before)
    }
  }

  @Test("a line that has left the notice takes no more objections", arguments: Engine.allCases)
  func lineSettled(_ engine: Engine) async throws {
    try await Town.with(engine) { town in
      try await town.open()
      let (state, notice) = try await town.noticed()
      let objection = try await town.object(to: notice, state.id)
      _ = try await town.cases.find(objection: objection.id, result: .refused, sum: nil, reason: "未实际参展。", by: .planner)
      let officer = Actor(account: "city3", role: .cityReviewer, office: "jm_commerce")
      _ = try await town.cases.escalate(objection: objection.id, code: town.cases.code(of: objection))
      _ = try await town.cases.find(objection: objection.id, result: .refused, sum: nil, reason: "维持。", by: officer)
      #expect(try await town.place(state.id) == "refused")
      await refuses("objection.line_settled") { try await town.object(to: notice, state.id, "又一条。") }
      try await town.audit()
    }
  }
}

/// A database before whose writer somebody stands in the queue over midnight: outside it is a second to twelve, inside the day after.
private final class Queue: Database, TimeSource {
  private let inner: any Database
  private let isInside = Mutex(false)
  let engine: Engine

  init(inner: any Database) {
    self.inner = inner
    engine = inner.engine
  }

  func now() -> Moment {
    Moment(isInside.withLock { $0 } ? "2025-09-09T00:00:01+08:00" : "2025-09-08T23:59:59+08:00") ?? .latest
  }

  func read<T: Sendable>(_ body: @Sendable @escaping (any Transaction) throws -> T) async throws -> T { try await inner.read(body) }

  func write<T: Sendable>(_ body: @Sendable @escaping (any Transaction) throws -> T) async throws -> T {
    try await inner.write { [isInside = self] tx in
      isInside.isInside.withLock { $0 = true }
      defer { isInside.isInside.withLock { $0 = false } }
      return try body(tx)
    }
  }

  func close() async {}
}
