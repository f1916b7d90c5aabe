import Diagnostics
import Foundation
import Testing

/// `huiqi days`: the count as text and as JSON, and what it refuses.
struct DaysCommandTests {
  private func run(_ arguments: [String], columns: Int = 100) throws -> Program.Run {
    try Program.run(["days"] + arguments, environment: ["COLUMNS": String(columns)])
  }

  @Test("the whole text") func text() throws {
    let run = try run(["2026-02-13", "2", "--pause", "2026-02-14..2026-02-23"])
    #expect(run.status == 0)
    #expect(run.errors.isEmpty)
    #expect(
      run.text == """
        自 2026-02-13 起 2 个工作日，首日不计入
        中止：2026-02-14（当日仍计入），恢复：2026-02-23（次日起计入）
         2026-02-13 周五        起始日，不计入
         2026-02-14 周六 第1天  调休上班
         2026-02-15 周日        时限中止，不计入（春节）
         2026-02-16 周一        时限中止，不计入（春节）
         2026-02-17 周二        时限中止，不计入（春节）
         2026-02-18 周三        时限中止，不计入（春节）
         2026-02-19 周四        时限中止，不计入（春节）
         2026-02-20 周五        时限中止，不计入（春节）
         2026-02-21 周六        时限中止，不计入（春节）
         2026-02-22 周日        时限中止，不计入（春节）
         2026-02-23 周一        时限中止，不计入（春节）
         2026-02-24 周二 第2天  工作日
        最后一日：2026-02-24（周二）
        2026年放假安排：国办发明电〔2025〕7号

        """)
  }

  @Test("in English, calendar days that roll") func english() throws {
    let run = try run(["2026-09-24", "1", "--calendar-days", "--lang", "en"])
    #expect(
      run.text == """
        1 calendar day from 2026-09-24, first day not counted, a last day off rolls on
         2026-09-24 Thu        start day, not counted
         2026-09-25 Fri day 1  calendar day (Mid-Autumn Festival)
         2026-09-26 Sat        Mid-Autumn Festival
         2026-09-27 Sun        Mid-Autumn Festival
         2026-09-28 Mon        last day, rolled on from a day off
        last day: 2026-09-28 (Mon)
        holidays of 2026: 国办发明电〔2025〕7号

        """)
  }

  @Test(
    "the last day",
    arguments: [
      (["2026-02-12", "5"], "2026-02-26"), (["2025-11-20", "60"], "2026-02-13"), (["2026-02-12", "5", "--count-first-day"], "2026-02-25"),
      (["2026-02-12", "5", "--calendar-days"], "2026-02-24"), (["2026-02-12", "5", "--calendar-days", "--no-roll"], "2026-02-17"),
      (["2026-02-12", "5", "--pause", "2026-02-13..2026-02-26", "--pause", "2026-03-02..2026-03-04"], "2026-03-05"),
    ])
  func lastDay(arguments: [String], day: String) throws {
    #expect(try run(arguments + ["--json"]).object["last_day"] as? String == day)
    #expect(try run(arguments).text.contains("最后一日：\(day)（周"))
  }

  @Test("every key of the JSON") func json() throws {
    let run = try run(["2026-12-30", "2", "--json"])
    #expect(run.status == 0)
    #expect(run.object["start"] as? String == "2026-12-30")
    #expect(run.object["last_day"] as? String == "2027-01-01")
    #expect(run.object["is_provisional"] as? Bool == true)
    #expect(run.object["unpublished_years"] as? [Int] == [2027])
    #expect((run.object["notices"] as? [[String: Any]])?.map { $0["year"] as? Int } == [2026])
    #expect((run.object["pauses"] as? [Any])?.isEmpty == true)
    let rule = try #require(run.object["rule"] as? [String: Any])
    #expect(rule["length_days"] as? Int == 2 && rule["kind"] as? String == "working")
    #expect(rule["counts_first_day"] as? Bool == false && rule["rolls_last_day"] as? Bool == false)
    let days = try #require(run.object["days"] as? [[String: Any]])
    #expect(days.map { $0["reason"] as? String } == ["start_day", "working", "working"])
    #expect(days.map { $0["number"] as? Int } == [nil, 1, 2])
    #expect(days.map { $0["weekday"] as? Int } == [3, 4, 5])
    let holiday = try #require(try self.run(["2026-01-01", "1", "--json"]).object["days"] as? [[String: Any]])
    #expect((holiday.first?["holiday"] as? [String: String]) == ["zh": "元旦", "en": "New Year's Day"])
    #expect(try self.run(["2026-12-30", "2", "--json"]).output == run.output)
  }

  @Test("a year whose holidays are not published is named") func provisional() throws {
    #expect(try run(["2026-12-25", "4"]).text.contains("暂定") == false)
    let text = try run(["2026-12-25", "5"]).text
    #expect(text.contains("⚠ 暂定：2027年放假安排尚未公布"))
    #expect(text.contains("2026年放假安排：国办发明电〔2025〕7号"))
    #expect(try run(["2023-12-20", "300"]).text.contains("⚠ 暂定：2023年放假安排尚未公布"))
    #expect(try run(["2026-12-25", "5", "--lang", "en"]).text.contains("the holidays of 2027 are not published"))
    // Calendar days that do not roll ask no calendar.
    #expect(try run(["2026-12-25", "30", "--calendar-days", "--no-roll"]).text.contains("放假安排") == false)
    #expect(try run(["2026-12-25", "30", "--calendar-days"]).text.contains("⚠ 暂定：2027年"))
  }

  @Test("a pause that lasts: no last day yet") func paused() throws {
    let run = try run(["2026-03-02", "5", "--pause", "2026-03-04.."])
    #expect(run.status == 0)
    #expect(run.text.contains("中止：2026-03-04（当日仍计入），尚未恢复"))
    #expect(run.text.contains("时限中止，恢复后才能确定最后一日。"))
    #expect(run.text.contains(" 2026-03-04 周三 第2天  工作日"))
    let json = try self.run(["2026-03-02", "5", "--pause", "2026-03-04..", "--json"]).object
    #expect(json["last_day"] is NSNull)
    #expect((json["pauses"] as? [[String: Any]])?.first?["until"] is NSNull)
  }

  @Test("lines keep to the width of the terminal", arguments: [24, 40, 60, 120], ["zh", "en"]) func width(columns: Int, lang: String) throws
  {
    let run = try run(["2026-12-25", "12", "--pause", "2026-12-28..2026-12-29", "--lang", lang], columns: columns)
    #expect(run.lines.count > 12)
    #expect(run.lines.filter { $0.terminalWidth > columns } == [])
    #expect(run.lines.allSatisfy { !$0.hasSuffix(" ") })
    #expect(run.text.contains("2027-01-0"))
  }

  @Test(
    "bad input",
    arguments: [
      (["2026-02-30", "5"], "`2026-02-30` is not a date"), (["2026-2-3", "5"], "is not a date"),
      (["2026-02-12", "0"], "`0` is not a number of days"),
      (["2026-02-12", "36501"], "write a number from 1 to 36500"), (["9999-12-30", "5"], "too long to show"),
      (["2026-02-12", "5", "--pause", "2026-02-13"], "is not a pause"), (["2026-02-12", "5", "--pause", "..2026-02-13"], "is not a pause"),
      (["2026-02-12", "5", "--pause", "2026-02-13..soon"], "is not a pause"),
      (["2026-02-12", "5", "--pause", "2026-02-11..2026-02-13"], "中止日期不能早于起始日期"),
      (["2026-02-12", "5", "--pause", "2026-02-13..2026-02-12"], "恢复日期不能早于中止日期"),
      (["2026-02-12", "5", "--pause", "2026-02-13..", "--pause", "2026-02-16.."], "时限已经中止"),
      (["2026-02-12", "5", "--pause", "2026-02-13..9000-01-01"], "at most 200 years"),
    ])
  func badInput(arguments: [String], words: String) throws {
    let run = try run(arguments)
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains(words), "\(run.errors)")
    #expect(try self.run(arguments + ["--json"]).diagnostics == ["invalid-value"])
  }

  @Test("a wrong command line", arguments: [[], ["2026-02-12"], ["2026-02-12", "five"], ["2026-02-12", "5", "6"], ["2026-02-12", "-5"]])
  func wrongCommandLine(arguments: [String]) throws {
    #expect(try run(arguments).status == 64)
  }
}
