import ArgumentParser
import Diagnostics
import Policy

/// `huiqi replay`
struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay", abstract: "重算一条记录并逐字节比对 (run a record again and compare the bytes)")

  @Argument(help: ArgumentHelp("记录文件 (record file)", valueName: "file")) var path: String
  @OptionGroup var options: BookOptions

  func run() throws {
    let book = try options.book()
    let file = try Terminal.unwrap(FileReader.data(at: path, limit_bytes: FileReader.factsLimit_bytes), json: options.json)
    switch DecisionRecord.replay(file, with: Answerer(book)) {
    case .failure(let failure):
      Terminal.report(failure.diagnostics, json: options.json)
      throw ExitCode(2)
    case .success(.same):
      if options.json {
        Terminal.write(JSONText.object([("same", .boolean(true))]).pretty)
      } else {
        print(options.say("逐字节相同", "the same bytes"))
      }
    case .success(.differs(let line, let recorded, let now, let otherPackages)):
      if options.json {
        Terminal.write(
          JSONText.object([
            ("same", .boolean(false)), ("line", .number(String(line))), ("recorded", .string(recorded)), ("now", .string(now)),
            ("other_packages", .boolean(otherPackages)),
          ]).pretty)
      } else {
        print(options.say("第 \(line) 行起不同", "differs from line \(line) on"))
        print("  " + options.say("记录：", "recorded: ") + recorded)
        print("  " + options.say("现在：", "now:      ") + now)
        if otherPackages { print(options.say("政策包与记录时不同", "the packages are not those of the record")) }
      }
      throw ExitCode(1)
    }
  }
}
