import Crypto
import Foundation
import TestSupport
import Testing

@testable import Service

/// The key file: made once, for its owner alone, and refused if others can read it.
struct AccountsKeyFileTests {
  static func bytes(_ key: SymmetricKey) -> [UInt8] { key.withUnsafeBytes { Array($0) } }

  static func problem(_ path: String) -> KeyFileProblem? {
    do {
      _ = try ServerKeys.load(path: path)
      return nil
    } catch { return error as? KeyFileProblem }
  }

  @Test("made with mode 0600 and the same ever after")
  func made() throws {
    try TemporaryFolder.with { folder in
      let path = folder.path + "/server.key"
      let first = try ServerKeys.load(path: path, random: SeededRandom(5))
      let second = try ServerKeys.load(path: path)
      #expect(Self.bytes(first.cookieSigning) == Self.bytes(second.cookieSigning))
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
      #expect(mode == 0o600)
      let text = try String(contentsOfFile: path, encoding: .utf8)
      #expect(text.count == 65 && text.last == "\n")
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(names == ["server.key"], "no draft is left")
    }
  }

  @Test("many that start at once end with the same keys")
  func together() async throws {
    let keys = try await TemporaryFolder.with { folder in
      try await withThrowingTaskGroup(of: [UInt8].self) { group in
        for _ in 0..<16 { group.addTask { Self.bytes(try ServerKeys.load(path: folder.path + "/server.key").objectionCodes) } }
        return try await group.reduce(into: Set<[UInt8]>()) { $0.insert($1) }
      }
    }
    #expect(keys.count == 1)
  }

  @Test("refused when others may read or write it", arguments: [0o640, 0o604, 0o620, 0o666, 0o644, 0o601])
  func open(mode: Int) throws {
    try TemporaryFolder.with { folder in
      let path = folder.path + "/server.key"
      _ = try ServerKeys.load(path: path)
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
      let found = Self.problem(path)
      #expect(found == .open(path: path))
      try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: path)
      let none = Self.problem(path)
      #expect(none == nil)
    }
  }

  @Test(
    "refused when it holds something else",
    arguments: [
      "", "abc", String(repeating: "0", count: 63), String(repeating: "g", count: 64), String(repeating: "0", count: 66),
      String(repeating: "é", count: 32),
    ])
  func malformed(text: String) throws {
    try TemporaryFolder.with { folder in
      let path = folder.path + "/server.key"
      _ = FileManager.default.createFile(atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
      let found = Self.problem(path)
      #expect(found == .malformed(path: path))
      // It is left as it was.
      let left = try String(contentsOfFile: path, encoding: .utf8)
      #expect(left == text)
    }
  }

  @Test("a folder, and a place that doesn't exist")
  func unreadable() throws {
    try TemporaryFolder.with { folder in
      for path in [folder.path, folder.path + "/none/server.key"] {
        guard case .unreadable(let named, _) = Self.problem(path) else {
          Issue.record("refused")
          continue
        }
        #expect(named == path)
      }
    }
  }

  @Test("each key has its own value, and another file gives others")
  func purposes() {
    func all(_ keys: ServerKeys) -> [[UInt8]] {
      [keys.cookieSigning, keys.objectionCodes, keys.secondFactorEncryption, keys.shortCodes].map(Self.bytes)
    }
    let (a, b) = (all(ServerKeys(master: Array(0..<32))), all(ServerKeys(master: Array(1..<33))))
    #expect(Set(a + b).count == 8)
    #expect(a.allSatisfy { $0.count == 32 })
    #expect(a == all(ServerKeys(master: Array(0..<32))))
  }
}
