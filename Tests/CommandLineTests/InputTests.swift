import Foundation
import TestSupport
import Testing

/// What goes in, and what is said when it is wrong.
struct InputTests {
  static let measure = "jm2025-61.9.1.1.foreign"
  static let facts = ["--facts", Program.exporter]

  // MARK: Exit codes

  @Test(
    "bad input is explained on standard error with exit code 2",
    arguments: [
      (["decide", "jm2025-61.9.1.1.foreing"], "did you mean `jm2025-61.9.1.1.foreign`?"),
      (["decide", "zsbook"], "there is no measure `zsbook`"),
      (["decide", "jm2025-61.0.notice"], "computes nothing"), (["nearest", "jm2025-61.9.1.1.foreing"], "did you mean"),
      (["record", "jm2025-61.9.1.1.foreing"], "did you mean"), (["ask", "--measure", "jm2025-61.9.1.1.foreing"], "did you mean"),
      (["show", "jm2025-61.9.1.1.foreing"], "did you mean `jm2025-61.9.1.1.foreign`?"),
      (["match", "--facts", "none.yaml"], "there is no file `none.yaml`"),
      (["match", "--facts", "/"], "is a folder"), (["match", "--as-of", "2025-02-30"], "--as-of:1:1"),
      (["replay", "none.json"], "there is no file `none.json`"),
      (["replay", Program.exporter], "a decision record has no `format`"), (["test", "none.yaml"], "there is no file `none.yaml`"),
    ])
  func badInput(arguments: [String], words: String) throws {
    let run = try Program.run(arguments)
    #expect(run.status == 2)
    #expect(run.errors.contains("error: "))
    #expect(run.errors.contains(words), "\(run.errors)")
    #expect(!run.errors.contains("\u{1B}"))
    let json = try Program.run(arguments + ["--json"])
    #expect(json.status == 2)
    #expect(!json.diagnostics.isEmpty)
  }

  @Test(
    "a wrong command line gives exit code 64 and the usage",
    arguments: [
      ["bogus"], ["decide"], ["decide", "a", "b"], ["match", "--fact", "x"], ["list", "--lang", "fr"], ["list", "--kind", "grnt"],
      ["list", "--in-force", "2025-02-30"],
      ["list", "--document", "nope"], ["replay"], ["match", "--facts"],
    ])
  func wrongCommandLine(arguments: [String]) throws {
    let run = try Program.run(arguments, environment: ["HUIQI_POLICIES": Program.policies], namesPolicies: false)
    #expect(run.status == 64)
    #expect(run.errors.contains("Error: "))
    #expect(run.output.isEmpty)
  }

  @Test("a mistyped kind leads to the right one") func nearKind() throws {
    #expect(try Program.run(["list", "--kind", "grnt"]).errors.contains("did you mean `grant`?"))
  }

  // MARK: Facts

  @Test("all mistakes of a facts file at once, with places") func mistakes() throws {
    let input = "as_of: '2025-11-03'\nfacts:\n  enterprise_distrct: xinhui\n  participation_booths: -1\n  exhibition_country_code: XX\n"
    let run = try Program.run(["match", "--facts", "-"], input: input)
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
    for line in [":3:3", ":4:25", ":5:28", "did you mean `enterprise_district`?", "3 errors"] {
      #expect(run.errors.contains(line), "\(line)")
    }
    let json = try Program.run(["match", "--facts", "-", "--json"], input: input)
    #expect(json.diagnostics == ["unknown-fact", "fact-out-of-range", "unknown-enum-value"])
  }

  @Test("standard input gives the same answer as the file, in YAML and in JSON") func standardInput() throws {
    let text = try String(contentsOfFile: Program.exporter, encoding: .utf8)
    let fromFile = try Program.run(["match", "--json"] + Self.facts)
    #expect(try Program.run(["match", "--json", "--facts", "-"], input: text).output == fromFile.output)
    let record = try #require(try Program.run(["record", Self.measure] + Self.facts).json as? [String: Any])
    let facts = try #require(record["facts"])
    let json = try JSONSerialization.data(withJSONObject: ["as_of": record["as_of"], "facts": facts])
    #expect(try Program.run(["match", "--json", "--facts", "-"], input: String(decoding: json, as: UTF8.self)).output == fromFile.output)
  }

  @Test("--as-of stands above the file") func asOf() throws {
    let run = try Program.run(["decide", Self.measure, "--as-of", "2027-01-01"] + Self.facts)
    #expect(run.status == 0)
    #expect(run.text.contains("认定日 2027-01-01"))
    #expect(run.text.contains("⚠"))
  }

  @Test("no facts at all: nothing is taken for granted") func noFacts() throws {
    let run = try Program.run(["decide", Self.measure, "--as-of", "2025-11-03", "--json"])
    #expect(run.object["outcome"] as? String == "undetermined")
  }

  // MARK: Where the policies are

  @Test("--policies, then HUIQI_POLICIES, then ./policies, then beside the program") func policies() throws {
    let hash = try #require(try Program.run(["check", "--json"]).object["content_hash"] as? String)
    let good = Repository.root.appendingPathComponent("Tests/PolicyTests/good").path
    func found(_ arguments: [String], _ environment: [String: String], in folder: URL?) throws -> Int? {
      let run = try Program.run(["check", "--json"] + arguments, environment: environment, in: folder, namesPolicies: false)
      #expect(run.status == 0)
      #expect((run.object["content_hash"] as? String == hash) == (run.object["clauses"] as? Int == 455))
      return run.object["clauses"] as? Int
    }
    try TemporaryFolder.with { folder in
      try FileManager.default.copyItem(atPath: good, toPath: folder.appendingPathComponent("policies").path)
      #expect(try found([], [:], in: folder) == 3)
      #expect(try found([], ["HUIQI_POLICIES": Program.policies], in: folder) == 455)
      #expect(try found(["--policies", good], ["HUIQI_POLICIES": Program.policies], in: nil) == 3)
    }
  }

  @Test("a folder without policies is an error") func noPolicies() throws {
    let check = try Program.run(["check", "--policies", "/nonexistent"], namesPolicies: false)
    #expect(check.status == 1)
    #expect(check.errors.contains("there are no policy files under `/nonexistent`"))
    #expect(try Program.run(["list", "--policies", "/nonexistent"], namesPolicies: false).status == 2)
  }

  @Test("check reports every problem of a broken package and exits with 1") func brokenPackage() throws {
    try TemporaryFolder.with { folder in
      let copy = folder.appendingPathComponent("policies")
      try FileManager.default.copyItem(at: Repository.root.appendingPathComponent("Tests/PolicyTests/good"), to: copy)
      let file = copy.appendingPathComponent("demo/paper/measures/second.yaml")
      let text = try String(contentsOf: file, encoding: .utf8)
      try text.replacing("growth_floor:", with: "growth_flor:").replacing("upto:", with: "up_to:").write(
        to: file, atomically: true, encoding: .utf8)
      let run = try Program.run(["check"], in: folder, namesPolicies: false)
      #expect(run.status == 1)
      #expect(run.errors.contains("error: `award` has no key `up_to` [unknown-key]"))
      #expect(run.errors.contains("did you mean `growth_flor`?"))
      #expect(run.errors.contains("policies/demo/paper/measures/second.yaml:5:38"))
      #expect(try Program.run(["check", "--json"], in: folder, namesPolicies: false).diagnostics.contains("unknown-name"))
      #expect(try Program.run(["match"], in: folder, namesPolicies: false).status == 2)
    }
  }

  // MARK: Worked cases

  @Test("the summary line, and exit code 1 for a case that fails") func cases() throws {
    try TemporaryFolder.with { folder in
      let good = Repository.root.appendingPathComponent("Tests/PolicyTests/good").path
      let text = try String(contentsOfFile: good + "/demo/paper/cases/first.yaml", encoding: .utf8)
      let file = folder.appendingPathComponent("cases.yaml")
      try (text + text.replacing("/three", with: "/wrong").replacing("45000,", with: "45000.01,")).write(
        to: file, atomically: true, encoding: .utf8)
      let run = try Program.run(["test", file.path, "--policies", good], namesPolicies: false)
      #expect(run.status == 1)
      #expect(run.lines.dropLast().last == "1 passed, 1 failed")
      #expect(run.text.contains("✗ demo.1/wrong-booths-in-viet-nam"))
      #expect(run.text.contains("amount: 应为 45000.01，得到 45000.00"))
      #expect(run.text.contains("    | 结论：符合，45,000 元"), "the explanation stands beside it")
      let brief = try Program.run(["test", file.path, "--brief", "--policies", good], namesPolicies: false)
      #expect(!brief.text.contains("结论"))
      let json = try Program.run(["test", file.path, "--json", "--policies", good], namesPolicies: false)
      #expect(json.status == 1)
      #expect(json.object["passed"] as? Int == 1)
      #expect(json.object["failed"] as? Int == 1)
      try text.replacing("fair_booths", with: "fair_boots").write(to: file, atomically: true, encoding: .utf8)
      let broken = try Program.run(["test", file.path, "--policies", good], namesPolicies: false)
      #expect(broken.status == 2)
      #expect(broken.errors.contains("cases.yaml:10:5"))
      #expect(broken.lines.dropLast().last == "0 passed, 1 failed")
    }
  }

  // MARK: Records

  @Test("a record is written once, and replays to the same bytes") func record() throws {
    try TemporaryFolder.with { folder in
      let path = folder.appendingPathComponent("record.json").path
      let written = try Program.run(["record", Self.measure, "-o", path] + Self.facts)
      #expect(written.status == 0)
      #expect(written.text.contains(path))
      let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      #expect(bytes == (try Program.run(["record", Self.measure] + Self.facts)).output)

      let again = try Program.run(["record", Self.measure, "-o", path, "--as-of", "2025-12-01"] + Self.facts)
      #expect(again.status == 64)
      #expect(again.errors.contains("a record is never overwritten"))
      #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == bytes)

      let same = try Program.run(["replay", path, "--lang", "en"], environment: ["TZ": "Asia/Tokyo", "LC_ALL": "C"])
      #expect(same.status == 0)
      #expect(same.text == "the same bytes\n")
      #expect(try Program.run(["replay", path, "--json"]).object["same"] as? Bool == true)
      #expect(try Program.run(["replay", "-"], input: String(decoding: bytes, as: UTF8.self)).status == 0)

      let changed = String(decoding: bytes, as: UTF8.self).replacing(
        "\"claim_actual_cost_cny\": 61500", with: "\"claim_actual_cost_cny\": 30000", maxReplacements: 1)
      let differs = try Program.run(["replay", "-", "--lang", "en"], input: changed)
      #expect(differs.status == 1)
      #expect(differs.text.hasPrefix("differs from line "))
      let json = try Program.run(["replay", "-", "--json"], input: changed)
      #expect(json.status == 1)
      #expect(json.object["same"] as? Bool == false)
      #expect(json.object["other_packages"] as? Bool == false)
    }
  }

  @Test("a record that can't be written is explained") func unwritable() throws {
    let run = try Program.run(["record", Self.measure, "-o", "/nonexistent/record.json"] + Self.facts)
    #expect(run.status == 2)
    #expect(run.errors.contains("the file `/nonexistent/record.json` can't be written"))
    #expect(!run.errors.contains("Error Domain"))
  }

  @Test("answers of ask are not needed: without a terminal it gives the next question") func askWithoutTerminal() throws {
    let run = try Program.run(["ask"] + Self.facts, input: "是\n")
    #expect(run.status == 0)
    #expect(run.json != nil)
  }
}
