import ArgumentParser
import Foundation
import Service
import Storage

/// `huiqi restore`
struct RestoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "把备份恢复到空的数据目录或数据库 (restore a backup into an empty data folder or database)",
    discussion: "恢复前核对每一部分、每个文件和整条日志链 (every part, every file and the whole chain are checked)")

  @OptionGroup var options: BookOptions
  @OptionGroup var data: DataOptions
  @Option(name: .long, help: ArgumentHelp("备份目录 (folder of the backup)", valueName: "folder")) var from: String

  func run() async throws {
    let book = try options.book()
    let manifest = try await explained {
      // A wrong path leaves no empty folder behind.
      _ = try Backup.manifest(of: from)
      try FileManager.default.createDirectory(
        atPath: data.data, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      let files = try FileStore(root: data.data + "/files")
      let database = try await openDatabase(data.setting())
      do {
        let manifest = try await Backup.restore(
          from: from, into: database, files: files, migrations: Services.migrations, projections: Services.projections(book),
          naming: NamedFiles.sizes_bytes)
        await database.close()
        await files.close()
        return manifest
      } catch {
        await database.close()
        await files.close()
        throw error
      }
    }
    print(
      options.say(
        "已恢复：\(manifest.events) 条事件，\(manifest.files) 个文件，日志链完整。",
        "Restored: \(manifest.events) events, \(manifest.files) files; the chain is intact."))
    if !FileManager.default.fileExists(atPath: data.data + "/server.key") {
      print(
        options.say(
          "请把原来的密钥文件 server.key 放回数据目录；没有它，所有人须重新登录和绑定验证器。",
          "Put the key file server.key back into the data folder; without it everybody signs in and enrols anew."))
    }
  }
}
