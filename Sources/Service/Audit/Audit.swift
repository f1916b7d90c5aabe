import Casework
import Diagnostics
import Policy
import Storage
import Values

/// Recomputes everything that is kept and compares: the chain of events, cases, decisions, the fund's book, limits, all other tables that
/// follow from the log, and files.
///
/// It reads and changes nothing. What it calls right is right under the packages loaded and the code running; the log is the witness.
public struct Audit: Sendable {
  let services: Services
  var book: PolicyBook { services.cases.book }

  /// An audit of what these services keep.
  public init(_ services: Services) { self.services = services }

  /// Runs all checks; a check that finds a difference stops there, and the others go on.
  ///
  /// - Parameter progress: told the check and how many things it has looked at.
  public func run(progress: @Sendable @escaping (AuditReport.Check, Int64) -> Void = { _, _ in }) async throws -> AuditReport {
    var report = AuditReport()
    let chain = try await chain(progress)
    report.results.append(chain)
    // Making all tables anew takes about as long as the other checks together: it runs beside them.
    async let tables = tables(isLogSound: chain.difference == nil, progress)
    report.results.append(try await cases(progress))
    let (decisions, others) = try await decisions(progress)
    report.results.append(decisions)
    report.decisionsOfOtherPackages = others
    report.results.append(try await readable(.ledger) { try await ledger(progress) })
    report.results.append(try await readable(.limits) { try await limits(progress) })
    report.results.append(try await tables)
    report.results.append(try await readable(.files) { try await files(progress) })
    return report
  }

  /// A check of an altered log may meet a body that is no event any more: that is a difference, and the other checks go on.
  private func readable(_ check: AuditReport.Check, _ run: () async throws -> AuditReport.Result) async throws -> AuditReport.Result {
    do { return try await run() } catch is DecodingError {
      return .init(
        check: check, count: 0,
        difference: .init(place: "events", why: Bilingual(zh: "日志中有无法读取的事件。", en: "An event of the log can't be read.")))
    }
  }

  private func chain(_ progress: @Sendable @escaping (AuditReport.Check, Int64) -> Void) async throws -> AuditReport.Result {
    try await services.database.read { tx in
      switch try EventLog.verify(in: tx, progress: { progress(.chain, $0) }) {
      case .intact(let count, _): .init(check: .chain, count: count, difference: nil)
      case .broken(let seq, let fault, let why):
        .init(check: .chain, count: seq - 1, difference: .init(place: "event \(seq) (\(fault.rawValue))", why: why))
      }
    }
  }

  /// Every decision record under its hash, computed anew with the packages loaded.
  private func decisions(
    _ progress: @Sendable @escaping (AuditReport.Check, Int64) -> Void
  ) async throws -> (AuditReport.Result, others: Int64) {
    var last = ""
    var (count, others): (Int64, Int64) = (0, 0)
    while true {
      let from = last
      let rows = try await services.database.read { tx in
        try tx.query("SELECT sha256, record FROM decision_records WHERE sha256 > $1 ORDER BY sha256 LIMIT 500", [.text(from)])
          .map { ($0.text(0), $0.text(1)) }
      }
      guard let end = rows.last else { break }
      last = end.0
      for (sha256, record) in rows {
        count += 1
        switch check(sha256, record) {
        case .same: break
        case .otherPackages: others += 1
        case .differs(let why):
          return (.init(check: .decisions, count: count, difference: .init(place: "record \(sha256)", why: why)), others)
        }
      }
      progress(.decisions, count)
    }
    return (.init(check: .decisions, count: count, difference: nil), others)
  }

  private enum Replayed {
    case same, otherPackages
    case differs(Bilingual)
  }

  private func check(_ sha256: String, _ record: String) -> Replayed {
    guard Digest.sha256(record) == sha256 else {
      return .differs(Bilingual(zh: "记录与其哈希值不符，内容已被改动。", en: "The record doesn't match its hash: it was changed."))
    }
    let source = SourceText(name: "record.json", text: record)
    guard case .success(let root) = FileReader.parse(source) else {
      return .differs(Bilingual(zh: "记录无法读取。", en: "The record can't be read."))
    }
    if root["packages_sha256"]?.text != book.contentHash { return .otherPackages }
    switch services.cases.answerers.with({ DecisionRecord.replay(DataFile(source: source, root: root), with: $0) }) {
    case .success(.same): return .same
    case .success(.differs(let line, let recorded, let now, _)):
      return .differs(
        Bilingual(
          zh: "重算结果自第 \(line) 行起不同：记录“\(recorded)”，现在“\(now)”。",
          en: "Computed anew it differs from line \(line) on: recorded \"\(recorded)\", now \"\(now)\"."))
    case .failure: return .differs(Bilingual(zh: "记录无法重算。", en: "The record can't be computed anew."))
    }
  }

  /// Every file that an event names, read through.
  private func files(_ progress: @Sendable @escaping (AuditReport.Check, Int64) -> Void) async throws -> AuditReport.Result {
    let named = try await services.database.read { tx in try AuditFiles.named(in: tx) }
    var count: Int64 = 0
    for (sha256, file) in named.sorted(by: { $0.key < $1.key }) {
      do {
        _ = try await services.files.open(sha256, size_bytes: file.size_bytes, verifying: true)
      } catch let error as FileStoreError {
        let why =
          switch error {
          case .missing: Bilingual(zh: "文件缺失（由\(file.place)引用）。", en: "The file is missing (named by \(file.place)).")
          default: Bilingual(zh: "文件内容与其哈希值不符（由\(file.place)引用）。", en: "The file isn't what was stored (named by \(file.place)).")
          }
        return .init(check: .files, count: count, difference: .init(place: "file \(sha256)", why: why))
      }
      count += 1
      if count.isMultiple(of: 100) { progress(.files, count) }
    }
    return .init(check: .files, count: count, difference: nil)
  }
}

/// The files that events name.
enum AuditFiles {
  /// The types of events that name files, as they stand in a statement.
  static let types =
    "'case.created', 'case.saved', 'case.submitted', 'case.corrected', 'case.promise_kept', 'objection.received'"

  /// By hash: the size, and the stream of the first event that names it.
  static func named(in tx: any Transaction) throws -> [String: (size_bytes: Int64, place: String)] {
    var files: [String: (size_bytes: Int64, place: String)] = [:]
    try tx.forEach(
      "SELECT stream, type, body FROM events WHERE type IN (\(types)) ORDER BY seq", []
    ) { row in
      for paper in try papers(row.text(1), row.text(2)) where files[paper.sha256] == nil {
        files[paper.sha256] = (paper.size_bytes, row.text(0))
      }
    }
    return files
  }

  private static func papers(_ type: String, _ body: String) throws -> [PaperFile] {
    if type == "objection.received" {
      if case .received(_, _, _, _, _, let papers, _, _) = try JSONBody.value(ObjectionEvent.self, body) { return papers }
      return []
    }
    switch try JSONBody.value(CaseEvent.self, body) {
    case .created(_, _, _, _, _, _, let content), .saved(let content), .submitted(let content, _, _, _, _, _),
      .corrected(let content, _, _, _):
      return content.papers
    case .promiseKept(let file, _): return [file]
    default: return []
    }
  }
}
