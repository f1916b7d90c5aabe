import ArgumentParser
import Diagnostics
import Foundation
import Service
import Storage
import Values

/// Runs what talks to the data and says in words what went wrong; exit code 2.
func explained<T>(_ body: () async throws -> T) async throws -> T {
  func fail(_ message: Bilingual) throws -> Never {
    FileHandle.standardError.write(Data("\(message.zh)\n\(message.en)\n".utf8))
    throw ExitCode(2)
  }
  do {
    return try await body()
  } catch let refusal as Refusal {
    let details = refusal.details.map { $0.message }
    try fail(
      Bilingual(
        zh: ([refusal.message.zh] + details.map(\.zh)).joined(separator: " "),
        en: ([refusal.message.en] + details.map(\.en)).joined(separator: " ")))
  } catch let fault as DemoFault {
    try fail(
      Bilingual(
        zh: "演示内容第 \(fault.line) 行办不成：\(fault.refusal.message.zh)",
        en: "Line \(fault.line) of the demonstration is refused: \(fault.refusal.message.en)"))
  } catch let error as StorageError {
    try fail(error.message)
  } catch let error as BackupError {
    try fail(error.message)
  } catch let error as FileRefusal {
    try fail(error.message)
  } catch let problem as KeyFileProblem {
    try fail(problem.message)
  } catch let error as FileStoreError {
    try fail(error.sentence)
  } catch let diagnostic as Diagnostic {
    Terminal.report([diagnostic], json: false)
    throw ExitCode(2)
  }
}

extension FileStoreError {
  /// What happened and what to do.
  var sentence: Bilingual {
    switch self {
    case .missing(let sha256):
      Bilingual(zh: "缺少文件 \(sha256)。请从备份恢复。", en: "The file \(sha256) is missing. Restore it from a backup.")
    case .damaged(let sha256):
      Bilingual(zh: "文件 \(sha256) 已损坏。请从备份恢复。", en: "The file \(sha256) is damaged. Restore it from a backup.")
    case .system(let number):
      Bilingual(
        zh: "文件目录无法读写（错误 \(number)）。请检查权限和磁盘空间。", en: "The folder of files can't be used (error \(number)). Check rights and space.")
    }
  }
}

/// How far something has come, on a terminal that people look at; elsewhere nothing.
final class Progress: Sendable {
  private let isShown = isatty(STDERR_FILENO) == 1

  func show(_ label: String, _ done: Int, _ all: Int) {
    guard isShown else { return }
    FileHandle.standardError.write(Data("\r\u{1B}[K\(label) \(done)/\(all)".utf8))
  }

  func show(_ label: String, _ done: Int64) {
    guard isShown else { return }
    FileHandle.standardError.write(Data("\r\u{1B}[K\(label) \(done)".utf8))
  }

  func clear() {
    guard isShown else { return }
    FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
  }
}
