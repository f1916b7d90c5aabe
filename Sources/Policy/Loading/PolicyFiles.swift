import Crypto
import Diagnostics
import Foundation

/// The files of all packages, read and sorted by what they are.
struct PolicyFiles {
  /// A folder with one document.
  struct Package {
    let folder: String
    var document: DataFile?
    var clauses: [DataFile] = []
    var measures: [DataFile] = []
    var procedures: [DataFile] = []
  }

  var organisations: DataFile?
  var calendar: DataFile?
  var facts: [DataFile] = []
  var tables: [DataFile] = []
  var packages: [Package] = []
  var contentHash = ""
  /// Files that are there but can't be read; what is wrong with them is reported.
  var unreadable = Set<String>()

  /// Reads every YAML file under a folder but worked cases. What can't be read is reported and left out.
  init(folder: String, _ findings: Findings) {
    let root = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    let paths = PolicyFiles.list(root).filter { !$0.contains("/cases/") }
    if paths.isEmpty {
      findings.add(Diagnostic(.unreadableFile, "there are no policy files under `\(root)`", help: "name the folder with `--policies`"))
    }
    var hash = SHA256()
    let read = PolicyFiles.read(paths)
    var byFolder: [String: Package] = [:]
    for (path, text, result) in read {
      let relative = String(path.dropFirst(root.count + 1))
      // A procedure says how a claim is handled, not what it is worth: changing it must not make recorded decisions look different.
      if !relative.contains("/procedures/") { hash.update(data: Data("\(relative)\0\(text.utf8.count)\0\(text)".utf8)) }
      switch result {
      case .failure(let diagnostic):
        findings.add(diagnostic)
        unreadable.insert(path)
      case .success(let file): place(file, relative, root, &byFolder, findings)
      }
    }
    packages = byFolder.values.sorted { $0.folder < $1.folder }
    contentHash = hash.finalize().map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
  }

  private mutating func place(
    _ file: DataFile, _ relative: String, _ root: String, _ packages: inout [String: Package], _ findings: Findings
  ) {
    var parts = relative.split(separator: "/").map(String.init)
    let name = parts.removeLast()
    if name.hasSuffix(".yml") {
      findings.error(.wrongShape, "the name of a policy file ends in `.yaml`", file.root, file.source, help: "rename it")
      return
    }
    switch (parts.first, parts.count) {
    case (nil, _) where name == "organisations.yaml": organisations = file
    case ("facts", 1): facts.append(file)
    case ("tables", 1): tables.append(file)
    case ("calendar", 1) where name == "cn.yaml": calendar = file
    case (_?, 2...3):
      let folder = parts[0] + "/" + parts[1]
      var package = packages[folder] ?? Package(folder: root + "/" + folder)
      switch (parts.count > 2 ? parts[2] : "", name) {
      case ("", "document.yaml"): package.document = file
      case ("", "clauses.yaml"), ("clauses", _): package.clauses.append(file)
      case ("measures", _): package.measures.append(file)
      case ("procedures", _): package.procedures.append(file)
      default: unplaced(file, findings)
      }
      packages[folder] = package
    default: unplaced(file, findings)
    }
  }

  private func unplaced(_ file: DataFile, _ findings: Findings) {
    findings.error(
      .wrongShape, "a file of this name is not part of a policy package", file.root, file.source,
      help: "a package holds document.yaml, clauses.yaml or clauses/, measures/, procedures/ and cases/")
  }

  /// All YAML files under a folder, in the order of their names, so that everything that follows has one order on every machine.
  static func list(_ folder: String) -> [String] {
    // The folder itself may be a link; a walker follows it only when it is resolved.
    let resolved = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
    guard let walker = FileManager.default.enumerator(atPath: resolved) else { return [] }
    var paths: [String] = []
    while let path = walker.nextObject() as? String {
      guard path.hasSuffix(".yaml") || path.hasSuffix(".yml") else { continue }
      if !path.split(separator: "/").contains(where: { $0.hasPrefix(".") }) { paths.append(folder + "/" + path) }
    }
    return paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Reads and scans files on all cores; the order of the result is that of the paths.
  private static func read(_ paths: [String]) -> [(path: String, text: String, result: Result<DataFile, Diagnostic>)] {
    let slots = Slots(count: paths.count)
    DispatchQueue.concurrentPerform(iterations: paths.count) { index in
      let path = paths[index]
      switch FileReader.text(at: path, limit_bytes: FileReader.policyLimit_bytes) {
      case .failure(let diagnostic): slots.set(index, (path, "", .failure(diagnostic)))
      case .success(let source):
        slots.set(index, (path, source.text, FileReader.parse(source).map { DataFile(source: source, root: $0) }))
      }
    }
    return slots.all
  }

  /// Results of parallel work, each at its own place.
  private final class Slots: @unchecked Sendable {
    typealias Slot = (path: String, text: String, result: Result<DataFile, Diagnostic>)
    private let lock = NSLock()
    private var slots: [Slot?]

    init(count: Int) { slots = Array(repeating: nil, count: count) }

    func set(_ index: Int, _ slot: Slot) { lock.withLock { slots[index] = slot } }

    var all: [Slot] { lock.withLock { slots.compactMap { $0 } } }
  }
}
