import ArgumentParser
import Diagnostics
import Foundation
import Policy

/// `huiqi record`
struct RecordCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record", abstract: "把一次认定写成记录，含政策包的哈希 (write a decision record with the hash of the packages)")

  @Argument(help: ArgumentHelp("事项编号 (measure id)", valueName: "id")) var id: String
  @OptionGroup var input: FactsOptions
  @OptionGroup var options: BookOptions
  @Option(name: [.short, .long], help: ArgumentHelp("写入的文件，默认标准输出 (file to write; standard output otherwise)", valueName: "file"))
  var output: String?

  func run() throws {
    let book = try options.book()
    let measure = try Terminal.unwrap(book.find(id), json: options.json)
    let (stated, asOf) = try input.read(book, json: options.json)
    let record = DecisionRecord(Answerer(book).answer(measure, stated: stated, asOf: asOf))
    guard let output else {
      Terminal.write(record.text)
      return
    }
    guard !FileManager.default.fileExists(atPath: output) else {
      throw ValidationError("`\(output)` exists; a record is never overwritten, name another file")
    }
    guard (try? record.text.write(toFile: output, atomically: true, encoding: .utf8)) != nil else {
      Terminal.report(
        [Diagnostic(.unreadableFile, "the file `\(output)` can't be written", help: "check that its folder exists and may be written to")],
        json: options.json)
      throw ExitCode(2)
    }
    if !options.json { print(options.say("记录已写入 ", "record written to ") + output) }
  }
}
