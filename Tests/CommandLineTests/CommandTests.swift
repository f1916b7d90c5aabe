import Foundation
import TestSupport
import Testing

/// Every subcommand on the sample enterprise, as text and as JSON.
struct CommandTests {
  static let measure = "jm2025-61.9.1.1.foreign"
  static let facts = ["--facts", Program.exporter]

  /// Every subcommand, its exit code, words of its text, and the first keys of its JSON.
  static let commands: [(arguments: [String], status: Int32, words: [String], keys: [String])] = [
    (
      ["match"] + facts, 0, ["可以得到（", "境外（国外）展览会支持", "45,000 元", measure],
      ["as_of", "content_hash", "results", "measure", "title", "outcome"]
    ),
    (["match", "--all"] + facts, 0, ["不符合（", "未满足："], ["as_of", "content_hash", "results"]),
    (["match", "--document", "jm2025-61"] + facts, 0, ["45,000 元"], ["as_of", "content_hash", "results"]),
    (
      ["decide", measure] + facts, 0, ["结论：符合，45,000 元", "认定日 2025-11-03", "第九条（一）1"],
      ["measure", "title", "citation", "as_of", "outcome", "amount", "requirements", "steps"]
    ),
    (["ask"] + facts, 0, ["\"question\""], ["question", "fact", "text", "why", "money_at_stake_cny", "open_questions"]),
    (["ask", "--measure", measure] + facts, 0, [], ["question", "open_questions"]),
    (
      ["nearest", measure] + facts, 0, ["现在：符合，45,000 元", "36 平方米", "60,000 元"],
      ["measure", "as_of", "outcome", "amount", "changes", "fact", "from", "to"]
    ),
    (["list"], 0, ["455 条", measure], ["id", "title", "citation", "kind", "computable", "lead"]),
    (["list", "--computed", "--document", "jm2025-61", "--in-force", "2025-11-03"], 0, ["22 条"], ["id", "title"]),
    (["show", measure], 0, ["境外（国外）展览会支持", "参数", "金额"], ["clause", "requires", "award", "parameters", "facts"]),
    (["show", "jm2025-61.0.notice"], 0, ["印发通知"], ["id", "title", "citation", "kind", "computable", "lead", "summary"]),
    (["facts"], 0, ["468 个事实"], ["name", "label"]),
    (["facts", measure], 0, ["participation_booth_area_m2"], ["name", "label"]),
    (["check"], 0, ["455 条条款", "没有错误，0 个提醒", "sha256 "], ["documents", "clauses", "measures", "facts", "content_hash", "diagnostics"]),
    (
      ["coverage"], 0, ["合计", "278"],
      ["documents", "document", "clauses", "computable", "computed", "cases", "not_computed", "fewer_than_two_cases"]
    ),
    (["test"], 0, [" passed, 0 failed"], ["passed", "failed", "failures", "diagnostics"]),
    (
      ["record", measure] + facts, 0, ["\"format\": \"huiqi-decision-1\""],
      ["format", "packages_sha256", "measure", "as_of", "facts", "decision"]
    ),
  ]

  @Test("text says what it must, without colours and complaints", arguments: commands.indices)
  func text(index: Int) throws {
    let command = Self.commands[index]
    let run = try Program.run(command.arguments)
    #expect(run.status == command.status)
    #expect(run.errors.isEmpty)
    for word in command.words { #expect(run.text.contains(word), "\(command.arguments): \(word)") }
    #expect(!run.output.contains(0x1B), "no colours where there is no terminal")
    #expect(run.text.hasSuffix("\n"))
  }

  @Test(
    "English has no Chinese but names and numbers of documents",
    arguments: [["decide", measure] + facts, ["nearest", measure] + facts, ["check"], ["coverage"]])
  func english(arguments: [String]) throws {
    let run = try Program.run(arguments + ["--lang", "en"])
    #expect(run.status == 0)
    for word in ["结论", "条件", "金额", "现在", "份文件", "目录"] { #expect(!run.text.contains(word), "\(word)") }
  }

  @Test("JSON parses, and keys stand in their order", arguments: commands.indices)
  func json(index: Int) throws {
    let command = Self.commands[index]
    let run = try Program.run(command.arguments + ["--json"])
    #expect(run.status == command.status)
    #expect(run.errors.isEmpty)
    #expect(run.json != nil, "\(command.arguments)")
    var from = run.text.startIndex
    for key in command.keys {
      let found = run.text.range(of: "\"\(key)\":", range: from..<run.text.endIndex)
      #expect(found != nil, "\(command.arguments): \(key)")
      if let found { from = found.upperBound }
    }
    #expect(!run.output.contains(0x1B))
  }

  @Test("the same bytes again, in another language, time zone, home and folder", arguments: commands.indices)
  func sameBytes(index: Int) throws {
    let arguments = Self.commands[index].arguments + ["--json"]
    let first = try Program.run(arguments)
    let other = try Program.run(
      arguments,
      environment: [
        "LANG": "de_DE.UTF-8", "LC_ALL": "tr_TR.UTF-8", "LC_NUMERIC": "de_DE", "TZ": "America/Los_Angeles", "HOME": "/nonexistent",
        "COLUMNS": "33",
      ],
      in: Repository.root)
    #expect(!first.output.isEmpty)
    #expect(first.output == other.output)
    #expect(first.output == (try Program.run(arguments)).output)
  }

  @Test("figures in JSON are exact digits") func digits() throws {
    let run = try Program.run(["decide", Self.measure, "--json"] + Self.facts)
    #expect(run.text.contains("\"cny\": 45000.00"))
    #expect(run.text.contains("\"value\": 61500\n"))
  }

  @Test("ask gives a question with its reasons, and none when all is settled") func ask() throws {
    let run = try Program.run(["ask", "--json"] + Self.facts)
    let question = try #require(run.object["question"] as? [String: Any])
    #expect((question["why"] as? [String])?.isEmpty == false)
    #expect((question["text"] as? [String: String])?["zh"]?.isEmpty == false)
    #expect((run.object["open_questions"] as? Int ?? 0) > 1)
    let settled = try Program.run(["ask", "--json", "--measure", Self.measure] + Self.facts)
    #expect(settled.object["question"] is NSNull)
    #expect(settled.object["open_questions"] as? Int == 0)
  }

  @Test("match agrees with decide for every measure that pays") func matchAgreesWithDecide() throws {
    let results = try #require(try Program.run(["match", "--json"] + Self.facts).object["results"] as? [[String: Any]])
    #expect(results.count == 278)
    let eligible = results.filter { $0["outcome"] as? String == "eligible" }
    #expect(eligible.count >= 2)
    for result in eligible {
      let decision = try Program.run(["decide", try #require(result["measure"] as? String), "--json"] + Self.facts).object
      #expect(decision["outcome"] as? String == "eligible")
      #expect((decision["amount"] as? NSDictionary) == (result["amount"] as? NSDictionary))
    }
  }

  @Test(
    "help for the program and for every subcommand",
    arguments: [
      "match", "decide", "ask", "nearest", "list", "show", "facts", "check", "test", "coverage", "record", "replay", "days",
    ])
  func help(command: String) throws {
    let whole = try Program.run(["--help"], namesPolicies: false)
    #expect(whole.status == 0)
    #expect(whole.text.contains("  \(command) "))
    for code in ["0 done", "1 something differs", "2 bad input", "64 the command line"] { #expect(whole.text.contains(code)) }
    let own = try Program.run([command, "--help"], namesPolicies: false)
    #expect(own.status == 0)
    for option in ["--policies", "--json", "--lang"] { #expect(own.text.contains(option)) }
  }

  @Test("shell completions", arguments: ["bash", "zsh", "fish"]) func completions(shell: String) throws {
    let run = try Program.run(["--generate-completion-script", shell], namesPolicies: false)
    #expect(run.status == 0)
    for word in ["huiqi", "decide", "coverage", "policies"] { #expect(run.text.contains(word)) }
  }
}
