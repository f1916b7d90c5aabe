import ArgumentParser
import Service

/// `huiqi rebuild`
struct RebuildCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebuild", abstract: "由事件日志重建所有查询表 (make all tables that follow from the log anew)",
    discussion: "重建期间不能办理业务 (meanwhile nothing can be done in the service)")

  @OptionGroup var options: BookOptions
  @OptionGroup var data: DataOptions

  func run() async throws {
    let book = try options.book()
    try await explained {
      try data.requireExisting()
      let (services, _) = try await data.services(book)
      let progress = Progress()
      do {
        try await services.projections.rebuild(services.database) { progress.show(options.say("事件", "events"), $0) }
        progress.clear()
      } catch {
        progress.clear()
        await services.close()
        throw error
      }
      await services.close()
    }
    print(options.say("已重建。", "Rebuilt."))
  }
}
