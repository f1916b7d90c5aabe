import TestSupport
import Testing
import Values
import WorkingDays

@testable import Casework

/// What the public sees, and the hash over it.
struct NoticeTests {
  @Test(
    "a part of a text shows its ends and nothing between",
    arguments: [
      ("", ""), ("张", "*"), ("张三", "张*"), ("张小三", "张*三"), ("欧阳小三", "欧**三"), ("12345678", "12****78"),
      ("91440700MA0DEMO001", "9144**********O001"),
    ])
  func partly(text: String, shown: String) {
    #expect(Procedure.partly(text) == shown)
  }

  @Test("what is not listed is never shown, whatever is stated")
  func nothingLeaks() throws {
    let road = try Fixture.longRoad()
    var numbers = SeededGenerator(seed: 11)
    for round in 0..<500 {
      // Secrets in every field there is: none of them may appear in a public line.
      let secret = "密\(round)x\(UInt32.random(in: 100_000...999_999, using: &numbers))"
      var content = road.content
      content.facts = ["participation_booths": secret]
      for particular in road.procedure.particulars where particular.id != "exhibition_name" {
        content.particulars[particular.id] = secret + "证书编号"
      }
      content.particulars[secret] = secret
      content.particulars["exhibition_name"] = "示例展\(round)"
      content.bank = BankAccount(holder: secret, bank: secret, number: secret)
      content.papers = [road.file(secret, secret)]
      content.vouchers = [Voucher(number: secret, issuer: secret, day: try Fixture.day("2025-09-01"), amount: Money(minor: 1))]
      var claim = Claim(road)
      try claim.does(
        .create(id: "C-1", measure: road.measure, enterprise: People.code, enterpriseName: "江门演示灯饰有限公司", content: content), People.owner,
        "2025-09-24")
      let fields = road.procedure.publicFields(of: try claim.current)
      #expect(fields.map(\.name) == ["enterprise_name", "exhibition_name", "certificate_number"])
      #expect(fields.prefix(2).map(\.text) == ["江门演示灯饰有限公司", "示例展\(round)"])
      #expect(!fields.contains { $0.text.contains(secret) })
      #expect(!fields.contains { $0.text.contains(People.code) })
    }
    for field in ["bank", "identity", "enterprise", "", "exhibition_name ", "ENTERPRISE_NAME"] {
      #expect(road.procedure.shown(field, "任何内容") == nil)
    }
  }

  @Test("what was not stated has no field")
  func emptyFields() throws {
    var claim = Claim(try Fixture.longRoad())
    try claim.does(claim.road.create, People.owner, "2025-09-24")
    #expect(
      claim.road.procedure.publicFields(of: try claim.current) == [
        Notice.Field(name: "enterprise_name", text: "江门演示灯饰有限公司"), Notice.Field(name: "exhibition_name", text: "示例灯饰展"),
      ])
  }

  // MARK: The hash

  static func line(_ id: String = "C-1", _ fields: [(String, String)] = [("name", "甲")], _ amount: Int64 = 100) -> Notice.Line {
    Notice.Line(
      caseID: id, measure: "m", office: "o", fields: fields.map { Notice.Field(name: $0.0, text: $0.1) }, amount: Money(minor: amount))
  }

  private func notice(
    id: String = "N-1", procedure: String = "p", number: String = "1", opens: String = "2026-02-13", days: Int = 5,
    lines: [Notice.Line] = [line(), line("C-2")]
  ) throws -> Notice {
    let rule = try #require(ClockRule(length: days))
    let calendar = try Fixture.book.get().calendar
    return try #require(
      Notice(
        id: id, procedure: procedure, number: number, opens: Fixture.day(opens), rule: rule, lines: lines,
        calendar: calendar
      ) { $0 })
  }

  @Test("anything the public reads changes the hash")
  func visible() throws {
    var texts = [try notice().sha256]
    texts.append(try notice(number: "2").sha256)
    texts.append(try notice(number: "1\n2026-02-13").sha256)
    texts.append(try notice(opens: "2026-02-12").sha256)
    texts.append(try notice(days: 6).sha256)
    let lines = [
      Self.line("C-3"), Self.line("C-1", [("name", "乙")]), Self.line("C-1", [("title", "甲")]), Self.line("C-1", [("name", "甲")], 101),
      Self.line("C-1", []), Self.line("C-1", [("name", "甲"), ("place", "")]), Self.line("C-1", [("name", "甲\tplace")]),
      Self.line("C-1", [("name", "甲 place")]), Self.line("C-1", [("name", "甲\nplace")]), Self.line("C-1", [("name", "甲\\nplace")]),
      Self.line("C-1", [("name", "甲\\tplace")]), Self.line("C-1", [("name=甲", "")]), Self.line("C-1", [("name", "=甲")]),
      Notice.Line(caseID: "C-1", measure: "m2", office: "o", fields: [], amount: Money(minor: 100)),
      Notice.Line(caseID: "C-1", measure: "m", office: "o2", fields: [], amount: Money(minor: 100)),
    ]
    for line in lines { texts.append(try notice(lines: [line, Self.line("C-2")]).sha256) }
    texts.append(try notice(lines: [Self.line("C-2"), Self.line()]).sha256)
    texts.append(try notice(lines: [Self.line()]).sha256)
    #expect(Set(texts).count == texts.count)
  }

  @Test("what the public does not read leaves it as it is")
  func invisible() throws {
    #expect(try notice().sha256 == notice(id: "N-2", procedure: "q").sha256)
    #expect(try notice().sha256 == "1\n2026-02-13\n2026-02-27\nC-1\tm\to\t100\tname\t甲\nC-2\tm\to\t100\tname\t甲\n")
  }

  @Test("a notice says when it closes, and when that may still change")
  func closes() throws {
    #expect(try notice().closes == Fixture.day("2026-02-27"))
    #expect(try notice().isProvisional == false)
    #expect(try notice().total == Money(minor: 200))
    let calendar = try Fixture.book.get().calendar
    let late = try notice(opens: "2026-12-29")
    #expect(late.closes == (try Fixture.day("2027-01-05")))
    #expect(late.isProvisional)
    #expect(!late.isOpen(on: try Fixture.day("2026-12-28"), calendar))
    #expect(late.isOpen(on: try Fixture.day("2026-12-29"), calendar))
    #expect(late.isOpen(on: try Fixture.day("2027-01-05"), calendar))
    #expect(!late.isOpen(on: try Fixture.day("2027-01-06"), calendar))
    #expect(late.lastDay(calendar) == late.closes)
    // New Year's Day becomes known as a day off: one day more. A Saturday worked in exchange takes no day away that was published.
    let off = try Fixture.day("2027-01-01")
    let longer = WorkingCalendar(holidays: calendar.holidays.union([off]), workingDays: calendar.workingDays, years: 2024...2027)
    #expect(late.lastDay(longer) == (try Fixture.day("2027-01-06")))
    #expect(late.isOpen(on: try Fixture.day("2027-01-06"), longer))
    #expect(!late.isOpen(on: try Fixture.day("2027-01-07"), longer))
    let worked = try Fixture.day("2027-01-02")
    let shorter = WorkingCalendar(holidays: calendar.holidays, workingDays: calendar.workingDays.union([worked]), years: 2024...2027)
    #expect(late.lastDay(shorter) == late.closes)
  }

  @Test("a seven-day notice that counts its first day: 3 to 9 March; without keeping the last day it rolls off the Sunday")
  func calendarDays() throws {
    let calendar = try Fixture.tiny.get().calendar
    let kept = try #require(ClockRule(length: 7, kind: .calendarDays, countsFirstDay: true, rollsLastDay: false))
    let rolled = try #require(ClockRule(length: 7, kind: .calendarDays, countsFirstDay: true, rollsLastDay: true))
    #expect(kept.period(from: try Fixture.day("2025-03-03"), calendar)?.date == (try Fixture.day("2025-03-09")))
    #expect(rolled.period(from: try Fixture.day("2025-03-03"), calendar)?.date == (try Fixture.day("2025-03-10")))
  }
}
