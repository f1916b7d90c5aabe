import Foundation
import TestSupport
import Testing

/// What operators do with the data of the service: load, check, back up, restore, rebuild, make accounts.
@Suite(.serialized) struct OperatorTests {
  private func data(_ folder: URL, _ name: String = "data") -> [String] { ["--data", folder.appendingPathComponent(name).path] }

  @Test func theDemonstrationIsLoadedOnceAndIsIntact() throws {
    try TemporaryFolder.with { folder in
      let loaded = try Program.run(["demo"] + data(folder))
      #expect(loaded.status == 0, "\(loaded.errors)")
      #expect(loaded.lines.first?.hasPrefix("已载入演示数据：") == true)
      #expect(loaded.text.contains("pengjiang1"))
      let again = try Program.run(["demo"] + data(folder))
      #expect(again.status == 2)
      #expect(again.errors.contains("数据库中已有数据"))
      #expect(try Program.run(["demo", "--if-empty"] + data(folder)).status == 0)
      let audit = try Program.run(["audit", "verify", "--json"] + data(folder))
      #expect(audit.status == 0)
      #expect(audit.object["intact"] as? Bool == true)
      #expect((audit.object["checks"] as? [[String: Any]])?.count == 7)
    }
  }

  @Test func aBackupRestoresToTheSame() throws {
    try TemporaryFolder.with { folder in
      #expect(try Program.run(["demo"] + data(folder)).status == 0)
      let backup = folder.appendingPathComponent("backup").path
      let written = try Program.run(["backup", "--to", backup, "--lang", "en"] + data(folder))
      #expect(written.status == 0, "\(written.errors)")
      #expect(written.text.hasPrefix("Backed up: "))
      // Nothing is overwritten, and nothing is restored over data.
      #expect(try Program.run(["backup", "--to", backup] + data(folder)).status == 2)
      #expect(try Program.run(["restore", "--from", backup] + data(folder)).status == 2)
      #expect(try Program.run(["restore", "--from", folder.path] + data(folder, "third")).status == 2)
      #expect(!FileManager.default.fileExists(atPath: folder.appendingPathComponent("third").path))
      #expect(try Program.run(["restore", "--from", backup] + data(folder, "second")).status == 0)
      let (first, second) = (
        try Program.run(["audit", "verify", "--json"] + data(folder)),
        try Program.run(["audit", "verify", "--json"] + data(folder, "second"))
      )
      #expect(second.status == 0)
      #expect(first.output == second.output)
      #expect(try Program.run(["rebuild"] + data(folder, "second")).status == 0)
      #expect(try Program.run(["audit", "verify", "--json"] + data(folder, "second")).output == first.output)
    }
  }

  @Test func damageIsToldWithItsPlace() throws {
    try TemporaryFolder.with { folder in
      #expect(try Program.run(["demo"] + data(folder)).status == 0)
      let files = folder.appendingPathComponent("data/files")
      let name = try #require(try FileManager.default.subpathsOfDirectory(atPath: files.path).filter { $0.count > 64 }.min())
      try Data("something else".utf8).write(to: files.appendingPathComponent(name))
      let audit = try Program.run(["audit", "verify", "--lang", "en"] + data(folder))
      #expect(audit.status == 1)
      #expect(audit.text.contains("differs: file \(name.suffix(64))"))
      #expect(audit.lines.contains("Something differs."))
    }
  }

  @Test func aMistypedFolderIsNoEmptyDatabase() throws {
    try TemporaryFolder.with { folder in
      for command in [["audit", "verify"], ["rebuild"], ["backup", "--to", folder.appendingPathComponent("b").path]] {
        let run = try Program.run(command + data(folder, "nothing"))
        #expect(run.status == 2)
        #expect(run.errors.contains("doesn't exist"))
      }
      #expect(!FileManager.default.fileExists(atPath: folder.appendingPathComponent("nothing").path))
    }
  }

  @Test func theFirstAdministratorIsMadeOnTheServer() throws {
    try TemporaryFolder.with { folder in
      let made = try Program.run(["account", "create", "chief", "--name", "管理员", "--role", "administrator", "--lang", "en"] + data(folder))
      #expect(made.status == 0, "\(made.errors)")
      #expect(made.text.hasPrefix("Made the account chief. Password for the first sign-in: "))
      #expect(try Program.run(["account", "create", "chief", "--name", "管理员", "--role", "administrator"] + data(folder)).status == 2)
      #expect(try Program.run(["account", "create", "one", "--name", "一", "--role", "district_reviewer"] + data(folder)).status == 2)
      let reset = try Program.run(["account", "reset", "chief", "--lang", "en"] + data(folder))
      #expect(reset.status == 0)
      #expect(reset.text != made.text)
      #expect(try Program.run(["account", "reset", "nobody"] + data(folder)).status == 2)
      let token = try Program.run(["account", "token", "chief", "--label", "test"] + data(folder))
      #expect(token.status == 0)
      #expect(token.text.hasPrefix("hq_"))
      #expect(try Program.run(["account", "token", "chief", "--label", "test", "--scope", "cases:write"] + data(folder)).status == 2)
    }
  }
}
