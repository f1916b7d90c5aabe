public import ArgumentParser

/// `huiqi`: policies as computation, from one command.
public struct Huiqi: AsyncParsableCommand {
  /// What the help says.
  public static let configuration = CommandConfiguration(
    commandName: "huiqi",
    abstract: "惠企：惠企政策的计算、解释与核对 (enterprise-support policy, computed and explained)",
    discussion: """
      常用 / Start here:
        huiqi match --facts my-enterprise.yaml --as-of 2025-11-01     全部事项逐一认定 (every measure)
        huiqi ask --facts my-enterprise.yaml                          一次问一个最有用的问题 (one question at a time)
        huiqi decide ID --facts my-enterprise.yaml                    一个事项的结论、金额与理由 (one measure, explained)

      事实文件 / A facts file is YAML or JSON: one `fact: value` a line; what is left out is unknown.
      退出码 / Exit codes: 0 done · 1 something differs or failed (test, replay, check, coverage) · 2 bad input, \
      explained on standard error · 64 the command line itself is wrong
      """,
    version: "0.1.0",
    subcommands: [
      MatchCommand.self, DecideCommand.self, AskCommand.self, NearestCommand.self, ListCommand.self, ShowCommand.self, FactsCommand.self,
      CheckCommand.self, TestCommand.self, CoverageCommand.self, RecordCommand.self, ReplayCommand.self, ServeCommand.self,
      DaysCommand.self,
      DemoCommand.self, BackupCommand.self, RestoreCommand.self, AuditCommand.self, RebuildCommand.self, AccountCommand.self,
    ]
  )

  /// Reads the arguments of the process and runs what they ask for.
  public static func start() async { await main() }

  /// The command with nothing chosen yet.
  public init() {}
}
