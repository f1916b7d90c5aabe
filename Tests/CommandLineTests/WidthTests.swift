import Diagnostics
import Foundation
import Policy
import Testing

@testable import CommandLine

/// Tables keep to the width of the terminal.
struct WidthTests {
  static let facts = ["--facts", Program.exporter]

  private func tooWide(_ arguments: [String], columns: Int) throws -> [String] {
    let run = try Program.run(arguments, environment: ["COLUMNS": String(columns)])
    #expect(run.status == 0)
    #expect(run.lines.count > 5)
    return run.lines.filter { $0.terminalWidth > columns }
  }

  static let tables = [
    ["match"] + facts, ["match", "--all"] + facts, ["match", "--lang", "en"] + facts, ["list"], ["list", "--lang", "en"],
  ]

  @Test("120 columns", arguments: tables) func usual(arguments: [String]) throws {
    #expect(try tooWide(arguments, columns: 120).isEmpty)
  }

  @Test("40 columns", arguments: tables) func narrow(arguments: [String]) throws {
    let lines = try tooWide(arguments, columns: 40)
    #expect(lines.isEmpty)
  }

  @Test("a width that is none is as good as none said", arguments: ["0", "-3", "abc", ""]) func noWidth(columns: String) throws {
    let run = try Program.run(["list"], environment: ["COLUMNS": columns])
    #expect(run.status == 0)
    #expect(run.text.contains("jm2025-61.9.1.1.foreign"))
  }

  @Test("cutting counts columns, not letters") func cut() {
    #expect(Terminal.cut("abcdef", to: 6) == "abcdef")
    #expect(Terminal.cut("abcdefg", to: 6) == "abcde…")
    #expect(Terminal.cut("惠企政策", to: 8) == "惠企政策")
    #expect(Terminal.cut("惠企政策包", to: 8) == "惠企政…")
    #expect(Terminal.cut("惠企政策包", to: 7) == "惠企政…")
    #expect(Terminal.cut("a惠企政策", to: 8) == "a惠企政…")
  }

  @Test("padding fills up to a column and never cuts") func pad() {
    #expect(Terminal.pad("惠企", to: 6) == "惠企  ")
    #expect(Terminal.pad("惠企政策", to: 6) == "惠企政策")
    #expect(Terminal.pad("", to: 2) == "  ")
  }

  @Test(
    "what people type is what files have",
    arguments: [
      ("是", "true"), ("Y", "true"), ("有", "true"), ("否", "false"), ("没有", "false"), ("maybe", "maybe"),
    ])
  func truth(typed: String, expected: String) throws {
    let fact = FactInfo.sample(choices: [], unit: nil)
    #expect(TypedAnswer.normalised(typed, fact, isTruth: true) == expected)
  }

  @Test("full-width digits, group commas, choices by number, label or code") func typed() {
    let number = FactInfo.sample(choices: [], unit: "CNY")
    #expect(TypedAnswer.normalised("１２，３４５．５", number, isTruth: false) == "12345.5")
    #expect(TypedAnswer.normalised("1,234", number, isTruth: false) == "1234")
    let choice = FactInfo.sample(choices: [("north", "北区", "North"), ("south", "南区", "South")], unit: nil)
    for typed in ["2", "２", "南区", "South", "south"] { #expect(TypedAnswer.normalised(typed, choice, isTruth: false) == "south") }
    #expect(TypedAnswer.normalised("1、南区", choice, isTruth: false) == "north,south")
    #expect(TypedAnswer.normalised("3", choice, isTruth: false) == "3")
  }
}
