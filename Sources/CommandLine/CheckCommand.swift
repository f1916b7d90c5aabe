import ArgumentParser
import Diagnostics
import Policy

/// `huiqi check`
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "装载并检查全部政策包，一次列出所有问题 (load everything, report all problems in one run)")

  @OptionGroup var options: BookOptions

  func run() throws {
    switch PolicyBook.load(folder: options.folder()) {
    case .failure(let failure):
      Terminal.report(failure.diagnostics, json: options.json)
      throw ExitCode(1)
    case .success(let book):
      if options.json {
        Terminal.write(
          JSONText.object([
            ("documents", .number(String(book.documents.count))), ("clauses", .number(String(book.clauses.count))),
            ("measures", .number(String(book.measures.count))), ("facts", .number(String(book.facts.count - 1))),
            ("content_hash", .string(book.contentHash)), ("diagnostics", .list(book.warnings.map(\.json))),
          ]).pretty)
        return
      }
      if !book.warnings.isEmpty { Terminal.report(book.warnings, json: false) }
      print(
        options.say(
          "\(book.documents.count) 份文件，\(book.clauses.count) 条条款，\(book.measures.count) 个事项，\(book.facts.count - 1) 个事实：没有错误，\(book.warnings.count) 个提醒",
          "\(book.documents.count) documents, \(book.clauses.count) clauses, \(book.measures.count) measures, \(book.facts.count - 1) facts: no errors, \(book.warnings.count) warnings"
        ))
      print("sha256 \(book.contentHash)")
    }
  }
}
