import ArgumentParser
import Diagnostics
import Foundation
import Policy
import Values

/// Options that every command has: where the policies are, and how to print.
struct BookOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "政策包目录 (folder of the policy packages; otherwise $HUIQI_POLICIES, ./policies, or beside the program)", valueName: "folder"))
  var policies: String?

  @Flag(name: .long, help: "输出 JSON (print JSON; the same bytes on every machine)")
  var json = false

  @Option(name: .long, help: ArgumentHelp("语言 zh 或 en (language)", valueName: "zh|en"))
  var lang: Language = .zh

  /// The loaded packages; on errors prints them all and exits with 2.
  func book() throws -> PolicyBook {
    switch PolicyBook.load(folder: folder()) {
    case .success(let book): return book
    case .failure(let failure):
      Terminal.report(failure.diagnostics, json: json)
      throw ExitCode(2)
    }
  }

  /// The folder the policies are in.
  func folder() -> String {
    if let policies { return policies }
    if let named = ProcessInfo.processInfo.environment["HUIQI_POLICIES"] { return named }
    let program = URL(fileURLWithPath: ProcessInfo.processInfo.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
    var folder = program
    var candidates = ["policies"]
    for _ in 0..<4 {
      candidates.append(folder.appendingPathComponent("policies").path)
      folder = folder.deletingLastPathComponent()
    }
    return candidates.first { FileManager.default.fileExists(atPath: $0 + "/facts") } ?? "policies"
  }

  /// The words of the chosen language.
  func say(_ zh: String, _ en: String) -> String { lang == .zh ? zh : en }
}

extension Language: ExpressibleByArgument {}
