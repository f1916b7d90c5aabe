import Casework
import Diagnostics
import Foundation
import Policy
import TestSupport
import Testing
import Values
import WorkingDays

@testable import Web

/// Words that say what is so: periods by their own rule, one thing by one name, acts by a name at all.
struct ClockWordsTests {
  private static let words = try? Words(folder: Resources.folder("Words"))

  private func told(_ length: Int, _ kind: ClockRule.Kind, first: Bool = false, _ language: Language) throws -> ClockWords {
    ClockWords(
      try #require(ClockRule(length: length, kind: kind, countsFirstDay: first)), try #require(Self.words), language)
  }

  @Test("a period of working days and one of calendar days are told apart, with or without their first day")
  func lengths() throws {
    let working = try told(20, .workingDays, .zh)
    #expect(working.length == "20 个工作日" && working.start == "自次日起算" && working.progress(3) == "第 3 天，共 20 个工作日")
    let calendar = try told(7, .calendarDays, first: true, .zh)
    #expect(calendar.length == "7 天" && calendar.start == "自当日起算" && calendar.progress(7) == "第 7 天，共 7 天")
    #expect(try told(1, .workingDays, .en).length == "1 working day")
    #expect(try told(2, .calendarDays, .en).length == "2 days")
    let day = try #require(CivilDate("2026-03-09"))
    #expect(calendar.deadline(Deadline(date: day, isProvisional: false)) == "2026年3月9日（周一）（7 天，自当日起算）")
    #expect(
      try told(20, .workingDays, .en).deadline(Deadline(date: day, isProvisional: true))
        == "Monday 9 March 2026 (20 working days, the first day not counted; some holidays are not published yet, so it may change)")
  }

  @Test("what is left is told by the day: today, a working day away, days off away, over")
  func left() throws {
    let calendar = try TestBook.loaded.get().calendar
    let words = try #require(Self.words)
    func left(_ today: String, _ until: String) throws -> String {
      Shown.left(on: try #require(CivilDate(today)), until: try #require(CivilDate(until)), calendar, words, .zh)
    }
    // 6 March 2026 is a Friday.
    #expect(try left("2026-03-06", "2026-03-06") == "今天截止（3月6日）")
    #expect(try left("2026-03-06", "2026-03-09") == "还剩 1 个工作日（至 3月9日）")
    #expect(try left("2026-03-06", "2026-03-08") == "至 3月8日截止，其间没有工作日")
    #expect(try left("2026-03-09", "2026-03-06") == "已逾期 1 个工作日（应于 3月6日办结）")
    #expect(try left("2026-03-07", "2026-03-06") == "已逾期（应于 3月6日办结）")
  }

  @Test("one thing has one name")
  func glossary() throws {
    let folder = Resources.folder("Words")
    for file in ResourceFolder.files(folder, ending: ".yaml") {
      let text = try String(contentsOf: file.url, encoding: .utf8)
      for name in ["核定", "测算金额", "测算结论", "领取", "系统认定"] { #expect(!text.contains(name), "\(file.name): \(name)") }
      if file.name != "people.yaml" { #expect(!text.contains("经办人"), "\(file.name)") }
    }
  }

  @Test("every act of accounts and enterprises has words in the log")
  func acts() throws {
    let words = try #require(Self.words)
    let source = Repository.root.appendingPathComponent("Sources/Service/Accounts/AccountEvent.swift")
    let types = try String(contentsOf: source, encoding: .utf8).matches(of: /static let [a-zA-Z]+ = "([a-z_.]+)"/).map {
      String($0.output.1)
    }
    #expect(types.count >= 24)
    for type in types { #expect(words.contains(LogWords.key(type)), "\(type)") }
  }

  @Test("faults of a file of facts are told in Chinese on the Chinese page, with their line")
  func faults() throws {
    let book = try TestBook.loaded.get()
    let text = "facts:\n  participation_boots: 2\n  participation_booths: many\n"
    guard case .failure(let fault) = FactsFile(book: book).state(Array(text.utf8)) else {
      Issue.record("it is taken")
      return
    }
    #expect(fault.lines.map(\.zh) == ["2: 没有名为“participation_boots”的事实", "3: “participation_booths”的取值无效"])
    #expect(fault.lines[0].en.contains("there is no fact"))
  }
}
