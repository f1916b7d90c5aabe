import ArgumentParser
import Diagnostics
import Foundation
import Policy

/// `huiqi test`
struct TestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "跑算例；不给路径时跑政策包里的全部算例 (run worked cases; all of the packages unless paths are given)")

  @Argument(help: ArgumentHelp("文件或目录 (files or folders)", valueName: "path")) var paths: [String] = []
  @OptionGroup var options: BookOptions
  @Flag(name: .long, help: "失败时不附解释 (failures without the explanation)") var brief = false

  func run() throws {
    let book = try options.book()
    let files = (paths.isEmpty ? [options.folder()] : paths).flatMap { CaseFiles.list($0, all: !paths.isEmpty) }
    let runner = CaseRunner(book)
    var results: [CaseResult] = []
    var problems: [Diagnostic] = []
    for path in files {
      switch FileReader.data(at: path, limit_bytes: FileReader.policyLimit_bytes) {
      case .failure(let diagnostic): problems.append(diagnostic)
      case .success(let file):
        let (found, trouble) = runner.run(file)
        results += found
        problems += trouble
      }
    }
    let passed = results.count { $0.passed }
    let failed = results.count - passed
    if options.json {
      Terminal.write(json(results, problems, passed, failed).pretty)
    } else {
      if !problems.isEmpty { Terminal.report(problems, json: false) }
      for result in results where !result.passed { Terminal.write(text(result)) }
      print("\(passed) passed, \(failed) failed")
    }
    if problems.hasErrors { throw ExitCode(2) }
    if failed > 0 || results.isEmpty { throw ExitCode(1) }
  }

  private func text(_ result: CaseResult) -> String {
    let paint = Paint(on: Terminal.hasColours)
    var out = paint("✗ \(result.id)", .red) + "  \(result.place)\n"
    if !result.name.isEmpty { out += "  \(result.name)\n" }
    for difference in result.differences {
      out +=
        "  \(difference.what): " + options.say("应为 ", "expected ") + difference.expected + options.say("，得到 ", ", got ") + difference.got
        + "\n"
    }
    if !result.why.isEmpty { out += "  " + options.say("依据：", "why: ") + result.why + "\n" }
    if !brief, let answer = result.answer {
      out += AnswerText(answer, options.lang, colours: Terminal.hasColours).full().split(separator: "\n", omittingEmptySubsequences: false)
        .map { "    | \($0)\n" }.joined()
    }
    return out + "\n"
  }

  private func json(_ results: [CaseResult], _ problems: [Diagnostic], _ passed: Int, _ failed: Int) -> JSONText {
    .object([
      ("passed", .number(String(passed))), ("failed", .number(String(failed))),
      (
        "failures",
        .list(
          results.filter { !$0.passed }.map { result in
            .object([
              ("id", .string(result.id)), ("place", .string(result.place)),
              (
                "differences",
                .list(
                  result.differences.map { difference in
                    .object([
                      ("what", .string(difference.what)), ("expected", .string(difference.expected)), ("got", .string(difference.got)),
                    ])
                  })
              ),
            ])
          })
      ),
      ("diagnostics", .list(problems.map(\.json))),
    ])
  }
}
