import Foundation
import Service

/// The files that pages need, under names that change with their content, so that browsers keep them for good.
struct Assets: Sendable {
  /// A file.
  struct File: Sendable {
    let bytes: [UInt8]
    let contentType: String
  }

  private let byName: [String: File]
  private let names: [String: String]

  /// Reads the files of a folder.
  init(folder: URL) throws(StartupError) {
    var byName: [String: File] = [:]
    var names: [String: String] = [:]
    let types = ["css": "text/css; charset=utf-8", "svg": "image/svg+xml"]
    for file in ResourceFolder.files(folder, ending: "") {
      guard let dot = file.name.lastIndex(of: "."), let type = types[String(file.name[file.name.index(after: dot)...])] else { continue }
      guard let data = FileManager.default.contents(atPath: file.url.path) else {
        throw StartupError(["the asset \(file.name) can't be read"])
      }
      let bytes = Array(data)
      let hashed = file.name[..<dot] + "." + Digest.sha256(bytes).prefix(12) + file.name[dot...]
      byName[String(hashed)] = File(bytes: bytes, contentType: type)
      names[file.name] = String(hashed)
    }
    self.byName = byName
    self.names = names
  }

  /// The path of a file by its plain name. Traps if there is none: pages name our own files.
  func path(_ name: String) -> String {
    guard let hashed = names[name] else { preconditionFailure("there is no asset `\(name)`") }
    return "/assets/" + hashed
  }

  /// The file behind a hashed name.
  func file(_ hashed: String) -> File? { byName[hashed] }
}
