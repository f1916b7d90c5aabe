import ArgumentParser
import Diagnostics
import Foundation
import Policy
import Service
import Values

/// `huiqi demo`
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "在空的数据目录中载入演示数据 (load demonstration data into an empty data folder)",
    discussion: "所有企业和人员均为虚构 (every enterprise and person is fictional)")

  @OptionGroup var options: BookOptions
  @OptionGroup var data: DataOptions
  @OptionGroup var clock: ClockOptions
  @Option(
    name: .long,
    help: ArgumentHelp("演示内容 (what the demonstration consists of; otherwise examples/demo.yaml beside the policies)", valueName: "file"))
  var content: String?
  @Flag(name: .long, help: "已有数据时不报错 (do nothing where data is there already)") var ifEmpty = false
  @Flag(name: .long, help: "只列出可以登录的人 (only list who can sign in)") var list = false
  @Option(name: .long, help: .hidden) var cases = 0
  @Option(name: .long, help: .hidden) var drafts = 0

  func run() async throws {
    let book = try options.book()
    let path =
      content ?? URL(fileURLWithPath: options.folder()).deletingLastPathComponent().appendingPathComponent("examples/demo.yaml").path
    let file = try Terminal.unwrap(FileReader.data(at: path, limit_bytes: FileReader.factsLimit_bytes), json: options.json)
    if list {
      try await explained {
        let (people, password) = try Demo.people(file, book: book)
        print(table(people, password))
      }
      return
    }
    let now = try clock.source().now()
    let time = ManualTime(now)
    try await explained {
      let (services, _) = try await data.services(book, time: time, settings: Demo.accountSettings)
      do {
        let progress = Progress()
        let summary = try await Demo.load(services, time: time, file, now: now) {
          progress.show(options.say("演示数据", "demonstration"), $0, $1)
        }
        if cases > 0 || drafts > 0 {
          try await Demo.populate(services, time: time, file, count: cases, drafts: drafts) {
            progress.show(options.say("批量办件", "cases"), $0, $1)
          }
        }
        progress.clear()
        let count = summary.places.values.reduce(0, +) + cases + drafts
        print(options.say("已载入演示数据：\(count) 个办件。", "Demonstration loaded: \(count) cases."))
        print(table(summary.people, summary.password))
      } catch let refusal as Refusal where ifEmpty && refusal == .demoNotEmpty {
        // Loaded before: that is what was asked for.
      } catch {
        await services.close()
        throw error
      }
      await services.close()
    }
  }

  private func table(_ people: [Demo.Person], _ password: String) -> String {
    let lines = people.map { person in
      Terminal.pad(person.login, to: 16) + Terminal.pad(options.say(person.role.label.zh, person.role.label.en), to: 20)
        + (person.place.map { options.say($0.zh, $0.en) } ?? options.say("全市", "whole city"))
    }
    let heading =
      Terminal.pad(options.say("用户名", "user name"), to: 16) + Terminal.pad(options.say("角色", "role"), to: 20)
      + options.say("单位", "office or enterprise")
    return ([heading] + lines + [options.say("所有人的密码：", "Password of everybody: ") + password]).joined(separator: "\n")
  }
}
