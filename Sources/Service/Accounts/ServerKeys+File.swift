import Foundation
import Storage
public import Values

extension ServerKeys {
  /// The keys of a key file: 64 hexadecimal digits. A file that doesn't exist is made, readable by its owner alone; a file that others
  /// may read or write is refused. Throws `KeyFileProblem`.
  public static func load(path: String, random: any RandomSource = SystemRandom()) throws -> ServerKeys {
    if let text = try content(path) { return try ServerKeys(master: bytes(text, path)) }
    try create(path, text: Hex.text(random.bytes(count: masterLength_bytes)) + "\n")
    guard let text = try content(path) else { throw KeyFileProblem.unreadable(path: path, reason: reason(ENOENT)) }
    return try ServerKeys(master: bytes(text, path))
  }

  /// The content of the file, or nil if there is none. The opened file is looked at, not its name: nobody can exchange it in between.
  private static func content(_ path: String) throws -> String? {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else {
      if errno == ENOENT { return nil }
      throw KeyFileProblem.unreadable(path: path, reason: reason(errno))
    }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw KeyFileProblem.unreadable(path: path, reason: reason(errno)) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw KeyFileProblem.unreadable(path: path, reason: "not a regular file") }
    guard status.st_mode & 0o077 == 0 else { throw KeyFileProblem.open(path: path) }
    var buffer = [UInt8](repeating: 0, count: 256)
    let count = read(file, &buffer, buffer.count)
    guard count >= 0 else { throw KeyFileProblem.unreadable(path: path, reason: reason(errno)) }
    return String(decoding: buffer.prefix(count), as: UTF8.self)
  }

  /// Writes the file under another name and links it to its own: two servers that start together end with the same keys, and no
  /// half-written file is ever seen.
  private static func create(_ path: String, text: String) throws {
    let draft = path + ".\(getpid())-\(UInt32.random(in: .min ... .max)).new"
    let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw KeyFileProblem.unreadable(path: path, reason: reason(errno)) }
    defer { unlink(draft) }
    let bytes = Array(text.utf8)
    let isWritten = write(file, bytes, bytes.count) == bytes.count && fsync(file) == 0
    let failure = errno
    close(file)
    guard isWritten else { throw KeyFileProblem.unreadable(path: path, reason: reason(failure)) }
    guard link(draft, path) == 0 || errno == EEXIST else { throw KeyFileProblem.unreadable(path: path, reason: reason(errno)) }
    let folder = open((path as NSString).deletingLastPathComponent.isEmpty ? "." : (path as NSString).deletingLastPathComponent, O_RDONLY)
    if folder >= 0 {
      fsync(folder)
      close(folder)
    }
  }

  private static func bytes(_ text: String, _ path: String) throws -> [UInt8] {
    guard let bytes = Hex.bytes(TypedText.trimmed(text).lowercased().utf8), bytes.count == masterLength_bytes else {
      throw KeyFileProblem.malformed(path: path)
    }
    return bytes
  }

  private static func reason(_ number: Int32) -> String { String(cString: strerror(number)) }
}

extension KeyFileProblem {
  /// What happened and what to do.
  public var message: Bilingual {
    switch self {
    case .open(let path):
      Bilingual(
        zh: "密钥文件 \(path) 可被其他用户读写，拒绝使用。请执行 chmod 600 后重试；如已泄露，请更换密钥。",
        en: "Others may read or write the key file \(path). Run chmod 600 on it; if it may have leaked, replace it.")
    case .unreadable(let path, let reason):
      Bilingual(
        zh: "无法读取或建立密钥文件 \(path)（\(reason)）。请检查路径和权限。",
        en: "The key file \(path) can't be read or made (\(reason)). Check the path and its permissions.")
    case .malformed(let path):
      Bilingual(
        zh: "密钥文件 \(path) 的内容不是 64 位十六进制数。请从备份恢复；更换密钥后，所有人须重新登录和绑定验证器。",
        en: "The key file \(path) doesn't hold 64 hexadecimal digits. Restore it; with a new key everybody signs in and enrols anew.")
    }
  }
}
