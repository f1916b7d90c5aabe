import Foundation

/// Where worked cases stand.
public enum CaseFiles {
  /// The YAML files under a path. In a policy folder only those in folders named `cases`; with `all`, every one.
  public static func list(_ path: String, all: Bool) -> [String] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else { return [path] }
    // The folder itself may be a link; a walker follows it only when it is resolved.
    let resolved = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    guard let walker = FileManager.default.enumerator(atPath: resolved) else { return [] }
    var files: [String] = []
    while let name = walker.nextObject() as? String {
      if name.hasSuffix(".yaml") { files.append(path + "/" + name) }
    }
    let isPolicies = files.contains { $0.hasSuffix("/document.yaml") || $0.hasSuffix("/organisations.yaml") }
    return files.filter { all && !isPolicies || $0.contains("/cases/") }.sorted()
  }
}
