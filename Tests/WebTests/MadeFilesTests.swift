import Dispatch
import HTTPTypes
import Sheets
import Storage
import Synchronization
import Testing

@testable import Web

/// Files that are made for the asking: drawn once, in a line that ends.
struct MadeFilesTests {
  @Test("what was made is kept, the oldest go first, large ones aren't kept")
  func bounded() {
    let files = MadeFiles(limit_bytes: 80)
    var made = 0
    func ask(_ key: String, _ size: Int = 10) -> Int {
      files.file(key) {
        made += 1
        return [UInt8](repeating: 1, count: size)
      }.count
    }
    for _ in 0..<3 { #expect(ask("a") == 10) }
    #expect(made == 1)
    for number in 0..<8 { _ = ask("\(number)") }
    #expect(files.size_bytes == 80 && files["a"] == nil && files["7"] != nil)
    for _ in 0..<2 { #expect(ask("large", 11) == 11) }
    #expect(made == 11 && files.size_bytes == 80)
  }

  @Test("a line that is full sends away, and takes again once it is shorter")
  func line() async throws {
    let aside = Aside("test", limit: 1)
    let door = DispatchSemaphore(value: 0)
    let entered = AsyncStream<Void>.makeStream()
    let first = Task {
      try await aside.run {
        entered.continuation.yield()
        door.wait()
        return 1
      }
    }
    var iterator = entered.stream.makeAsyncIterator()
    await iterator.next()
    await #expect(throws: Aside.busy) { try await aside.run { 2 } }
    door.signal()
    #expect(try await first.value == 1)
    #expect(try await aside.run { 3 } == 3)
    #expect(Aside.busy.status == .serviceUnavailable && Aside.busy.retryAfter_seconds == 5)
  }

  @Test("a notice is drawn once for each language; asked for without end, its files are refused")
  func notices() async throws {
    try await FundRoad.with { road in
      let (_, notice) = try await road.noticed(1)
      let path = "/notices/\(notice.id)"
      let first = try await road.test.send(.get, path + ".pdf")
      let again = try await road.test.send(.get, path + ".pdf")
      #expect(first.status == 200 && first.bytes.starts(with: Array("%PDF-".utf8)) && first.bytes == again.bytes)
      let english = try await road.test.send(.get, path + ".pdf", headers: [.cookie: "huiqi_lang=en"])
      #expect(english.status == 200 && english.bytes != first.bytes)
      try road.set("2025-11-04T02:00:00.000Z")
      let sheets = [try await road.test.send(.get, path + ".xlsx"), try await road.test.send(.get, path + ".xlsx")]
      #expect(sheets[0].status == 200 && sheets[0].bytes == sheets[1].bytes)
      let paced = try TestFrame(HuiqiSite.site(road.desk), rates: [.files: .init(burst: 2, perMinute: 6)])
      for _ in 0..<2 { #expect(try await paced.send(.get, path + ".pdf").status == 200) }
      let refused = try await paced.send(.get, path + ".xlsx")
      #expect(refused.status == 429 && refused.headers[.retryAfter] == "10")
      #expect(try await paced.send(.get, path).status == 200)
      #expect(try await paced.send(.get, path + ".json").status == 200)
      #expect(try await paced.send(.get, path + ".pdf", address: "192.0.2.9").status == 200)
    }
  }

  @Test("what the store and the makers of files refuse is said as it is")
  func failures() throws {
    func status(_ error: any Error) -> String {
      Failure(from: error).map { "\($0.status.code) \($0.code) \($0.retryAfter_seconds ?? 0)" } ?? "-"
    }
    #expect(status(StorageError.outcomeUnknown) == "503 storage.outcome_unknown 0")
    #expect(status(StorageError.disk(engineCode: "13")) == "503 storage.disk 60")
    #expect(status(StorageError.unavailable(place: "db.example")) == "503 storage.unavailable 30")
    #expect(status(StorageError.commitFailed(engineCode: "1")) == "503 storage.commit_failed 5")
    #expect(status(StorageError.conflict(stream: "case/1")) == "409 storage.conflict 0")
    #expect(status(StorageError.busy) == "503 storage.busy 5")
    #expect(status(StorageError.damaged(engineCode: "11")) == "-")
    #expect(status(FileStoreError.system(errno: 28)) == "503 storage.disk 60")
    #expect(status(FileStoreError.missing(sha256: "x")) == "-")
    #expect(status(SheetError.textTooLong(sheet: "表", row: 2, column: 1)) == "422 sheet.text_too_long 0")
    #expect(status(SheetError.cannotWrite("x")) == "503 sheet.cannot_write 30")
    let unknown = try #require(Failure(from: StorageError.outcomeUnknown))
    #expect(unknown.detail.zh.contains("无法确认") && !unknown.detail.zh.contains("没有生效"))
    let away = try #require(Failure(from: StorageError.unavailable(place: "db.example")))
    #expect(!away.detail.en.contains("db.example"))
    #expect(!FrameResponder.ours.detail.en.contains("nothing was kept"))
  }
}
