import Foundation
import Paper
import Testing

/// Papers for looking at: with HUIQI_PAPERS=FOLDER they are written there.
struct LookTests {
  @Test("the sample papers are made", arguments: ["receipt", "decision", "notice", "payments"])
  func samples(name: String) throws {
    let papers = [
      "receipt": Samples.receipt, "decision": Samples.decision, "notice": Samples.notice(rows: 200), "payments": Samples.payments,
    ]
    let pdf = try #require(papers[name]).pdf()
    #expect(pdf.starts(with: Array("%PDF-1.5".utf8)))
    guard let folder = ProcessInfo.processInfo.environment["HUIQI_PAPERS"] else { return }
    try Data(pdf).write(to: URL(fileURLWithPath: folder).appendingPathComponent(name + ".pdf"))
  }
}
