import Foundation
import TestSupport

/// The built program, run as people run it.
enum Program {
  /// What a run left behind.
  struct Run {
    let status: Int32
    let output: Data
    let errors: String
    var text: String { String(decoding: output, as: UTF8.self) }
    var lines: [String] { text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }

    /// The output as JSON; nil if it is none.
    var json: Any? { try? JSONSerialization.jsonObject(with: output, options: [.fragmentsAllowed]) }
    /// The output as a JSON object.
    var object: [String: Any] { json as? [String: Any] ?? [:] }
    /// The ids of the diagnostics in the JSON.
    var diagnostics: [String] { (object["diagnostics"] as? [[String: Any]] ?? []).compactMap { $0["id"] as? String } }
  }

  struct NotBuilt: Error, CustomStringConvertible {
    let description: String
  }

  static let policies = Repository.policies.resolvingSymlinksInPath().path
  static let exporter = Repository.root.appendingPathComponent("examples/lighting-exporter.yaml").path

  /// The program stands in the folder of the test bundle.
  static func find() throws -> URL {
    var folder = URL(fileURLWithPath: ProcessInfo.processInfo.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
    let bundles = Bundle.allBundles.map { $0.bundleURL.deletingLastPathComponent() }
    var tried: [String] = []
    for _ in 0..<4 {
      for candidate in [folder] + bundles {
        let program = candidate.appendingPathComponent("huiqi")
        if FileManager.default.isExecutableFile(atPath: program.path) { return program }
        tried.append(program.path)
      }
      folder.deleteLastPathComponent()
    }
    throw NotBuilt(description: "the program huiqi is not beside the tests; tried \(tried)")
  }

  /// Runs the program with a small, stated environment. Without `policies`, the packages of the repository are named by `--policies`.
  static func run(
    _ arguments: [String], input: String = "", environment: [String: String] = [:], in folder: URL? = nil, namesPolicies: Bool = true
  ) throws -> Run {
    try TemporaryFolder.with { scratch in
      func file(_ name: String, _ text: String = "") throws -> URL {
        let url = scratch.appendingPathComponent(name)
        try Data(text.utf8).write(to: url)
        return url
      }
      let (inputFile, outputFile, errorFile) = (try file("input", input), try file("output"), try file("errors"))
      let process = Process()
      process.executableURL = try find()
      process.arguments = arguments + (namesPolicies ? ["--policies", policies] : [])
      process.environment = ["PATH": "/usr/bin:/bin", "HOME": scratch.path].merging(environment) { $1 }
      process.currentDirectoryURL = folder ?? scratch
      process.standardInput = try FileHandle(forReadingFrom: inputFile)
      process.standardOutput = try FileHandle(forWritingTo: outputFile)
      process.standardError = try FileHandle(forWritingTo: errorFile)
      try process.run()
      process.waitUntilExit()
      return Run(
        status: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
        output: try Data(contentsOf: outputFile), errors: try String(contentsOf: errorFile, encoding: .utf8))
    }
  }
}
