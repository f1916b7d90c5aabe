import ArgumentParser
import Policy
import Service

/// `huiqi audit`
struct AuditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "核验全部数据 (check everything that is kept)", subcommands: [AuditVerifyCommand.self])
}

/// `huiqi audit verify`
struct AuditVerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "重算日志链、办件、认定结果、台账、限额、其他查询表和文件，指出第一处不同 (recompute chain, cases, decisions, fund book, limits, other tables and files)",
    discussion: "只读，服务运行时也可进行；有不同时退出码为 1 (reads only, also while the service runs; exit code 1 if anything differs)")

  @OptionGroup var options: BookOptions
  @OptionGroup var data: DataOptions

  func run() async throws {
    let book = try options.book()
    let report = try await explained {
      try data.requireExisting()
      let (services, _) = try await data.services(book)
      let progress = Progress()
      do {
        let report = try await Audit(services).run { check, count in progress.show(options.say(check.label.zh, check.label.en), count) }
        progress.clear()
        await services.close()
        return report
      } catch {
        progress.clear()
        await services.close()
        throw error
      }
    }
    if options.json { Terminal.write(report.json.pretty) } else { write(report) }
    if !report.isIntact { throw ExitCode(1) }
  }

  private func write(_ report: AuditReport) {
    for result in report.results {
      let label = Terminal.pad(options.say(result.check.label.zh, result.check.label.en), to: 20)
      if let difference = result.difference {
        print(label + options.say("不符：", "differs: ") + difference.place)
        print("  " + options.say(difference.why.zh, difference.why.en))
      } else {
        print(label + options.say("一致，\(result.count) 项", "intact, \(result.count)"))
      }
    }
    if report.decisionsOfOtherPackages > 0 {
      print(
        options.say(
          "其中 \(report.decisionsOfOtherPackages) 项认定使用其他版本的政策包，无法用现有政策包重算。",
          "\(report.decisionsOfOtherPackages) decisions were made with other packages and can't be computed anew with those loaded."))
    }
    print(report.isIntact ? options.say("全部一致。", "Everything is intact.") : options.say("发现不符。", "Something differs."))
  }
}

extension AuditReport {
  /// The report as JSON.
  var json: JSONText {
    .object([
      ("intact", .boolean(isIntact)), ("decisions_of_other_packages", .number(String(decisionsOfOtherPackages))),
      (
        "checks",
        .list(
          results.map { result in
            .present([
              ("check", .string(result.check.rawValue)), ("count", .number(String(result.count))),
              ("place", result.difference.map { .string($0.place) }), ("why_zh", result.difference.map { .string($0.why.zh) }),
              ("why_en", result.difference.map { .string($0.why.en) }),
            ])
          })
      ),
    ])
  }
}
