import Foundation
import Policy
import TestSupport
import Testing
import Values
import WorkingDays

/// The published calendar and short ways to write days.
enum Samples {
  /// That of the packages: 2024 to 2026.
  static let calendar: WorkingCalendar = {
    switch PolicyBook.load(folder: Repository.policies.path) {
    case .success(let book): return book.program.calendar
    case .failure(let failure):
      Issue.record("the packages do not load: \(failure.diagnostics.count) problems")
      return WorkingCalendar(holidays: [], workingDays: [], years: 0...0)
    }
  }()

  static func rule(
    _ length: Int, _ kind: ClockRule.Kind = .workingDays, first: Bool = false, rolls: Bool = true
  ) throws -> ClockRule {
    try #require(ClockRule(length: length, kind: kind, countsFirstDay: first, rollsLastDay: rolls))
  }
}

extension CivilDate {
  /// A day that a test writes down.
  static func of(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }
}
