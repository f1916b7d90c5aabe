import TestSupport
import Testing

/// Imports run along the arrows of docs/ARCHITECTURE.md and no other way.
struct ArrowTests {
  /// What each target may import of ours, and from outside.
  static let allowed: [String: Set<String>] = [
    "Diagnostics": [],
    "Values": [],
    "Rules": ["Values"],
    "FEEL": ["Diagnostics", "Values", "Rules"],
    "Policy": ["Diagnostics", "Values", "Rules", "FEEL", "WorkingDays", "Casework", "CLibYAML", "Crypto", "Foundation"],
    "WorkingDays": ["Values"],
    "FundLedger": ["Values"],
    "Casework": ["Values", "WorkingDays"],
    "Storage": ["Values", "CPostgreSQL", "GRDB", "Crypto", "NIOPosix", "NIOCore", "Foundation", "Synchronization", "Dispatch", "Glibc"],
    "Service": [
      "Diagnostics", "Values", "Rules", "Policy", "WorkingDays", "FundLedger", "Casework", "Storage", "Crypto", "CryptoExtras", "NIOPosix",
      "Foundation", "Synchronization", "Glibc",
    ],
    "Paper": ["CPangoCairo", "Synchronization"],
    "Sheets": ["CXLSXWriter", "Glibc"],
    "Web": [
      "Diagnostics", "Values", "Rules", "Policy", "WorkingDays", "FundLedger", "Casework", "Storage", "Service", "Paper", "Sheets",
      "Hummingbird", "HummingbirdCore", "HTTPTypes", "Mustache", "Crypto", "Logging", "ServiceLifecycle", "NIOCore", "NIOPosix",
      "Foundation",
      "Synchronization", "Dispatch",
    ],
    "CommandLine": [
      "Diagnostics", "Values", "Rules", "Policy", "WorkingDays", "Casework", "Storage", "Service", "Web", "ArgumentParser", "Logging",
      "Foundation",
    ],
    "huiqi": ["CommandLine"],
  ]

  static func imports(in text: String) -> [String] {
    text.split(separator: "\n").compactMap { line in
      var words = line.split(separator: " ").map(String.init)
      while let first = words.first, first.hasPrefix("@") || ["public", "internal", "package", "private", "fileprivate"].contains(first) {
        words.removeFirst()
      }
      guard words.first == "import", words.count >= 2 else { return nil }
      let kinds = ["struct", "class", "enum", "func", "protocol", "typealias", "var", "let"]
      let module = kinds.contains(words[1]) && words.count > 2 ? words[2] : words[1]
      return String(module.prefix { $0 != "." })
    }
  }

  @Test("every import runs along an arrow", arguments: allowed.keys.sorted())
  func arrows(target: String) throws {
    let files = Repository.files(under: "Sources/\(target)", endings: [".swift"])
    #expect(!files.isEmpty, "the target has sources")
    for file in files {
      for module in Self.imports(in: try Repository.text(file)) {
        #expect(Self.allowed[target]?.contains(module) == true, "\(file) imports \(module)")
      }
    }
  }

  @Test("every source folder is a target with arrows")
  func noUnknownTargets() {
    let folders = Set(
      Repository.files(under: "Sources", endings: [".swift"]).compactMap { $0.split(separator: "/").dropFirst().first.map(String.init) })
    #expect(folders == Set(Self.allowed.keys))
  }

  @Test("the reader of imports sees what it must")
  func reader() {
    let text = "@testable import A\npublic import B\nimport struct C.D\ninternal import E\n// import F\nlet x = 1"
    #expect(Self.imports(in: text) == ["A", "B", "C", "E"])
  }
}
