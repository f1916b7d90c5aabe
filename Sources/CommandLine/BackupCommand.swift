import ArgumentParser
import Service
import Storage

/// `huiqi backup`
struct BackupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "备份数据库和文件，服务运行时也可进行 (back up database and files, while the service runs or not)",
    discussion: """
      密钥文件 server.key 不在备份中，请另行妥善保存 (the key file server.key is not in the backup: keep it elsewhere)
      例 / Example: huiqi backup --data data --to backups/2026-03-05
      """)

  @OptionGroup var options: BookOptions
  @OptionGroup var data: DataOptions
  @Option(name: .long, help: ArgumentHelp("备份目录，须不存在 (folder of the backup, which must not exist yet)", valueName: "folder"))
  var to: String

  func run() async throws {
    let book = try options.book()
    let manifest = try await explained {
      try data.requireExisting()
      let (services, _) = try await data.services(book)
      do {
        let manifest = try await Backup.write(
          services.database, files: services.files, projections: services.projections, naming: NamedFiles.sizes_bytes, to: to)
        await services.close()
        return manifest
      } catch {
        await services.close()
        throw error
      }
    }
    print(
      options.say(
        "已备份：\(manifest.events) 条事件，\(manifest.files) 个文件。日志末尾哈希 \(manifest.head)",
        "Backed up: \(manifest.events) events, \(manifest.files) files. The log ends with the hash \(manifest.head)"))
  }
}
