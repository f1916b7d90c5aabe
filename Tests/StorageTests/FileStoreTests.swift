import Crypto
import Foundation
import TestSupport
import Testing

@testable import Storage

/// What is taken in, what isn't, and that nothing else is left.
struct FileStoreTests {
  static let png: [UInt8] =
    [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8) + [UInt8](repeating: 1, count: 40)
  static let pdf = Array("%PDF-1.7\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n".utf8)
  static let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0] + [UInt8](repeating: 9, count: 60) + [0xFF, 0xD9]

  static func with<T>(_ body: (FileStore, String) async throws -> T) async throws -> T {
    try await TemporaryFolder.with { folder in
      let root = folder.path + "/files"
      let store = try FileStore(root: root)
      let value = try await body(store, root)
      await store.close()
      return value
    }
  }

  /// Every file under a folder.
  static func left(_ root: String) -> [String] {
    let walker = FileManager.default.enumerator(atPath: root)
    return (walker?.compactMap { $0 as? String } ?? []).filter { path in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: root + "/" + path, isDirectory: &isFolder) && !isFolder.boolValue
    }.sorted()
  }

  static func chunks(_ bytes: [UInt8], of length: Int) -> AsyncStream<ArraySlice<UInt8>> {
    AsyncStream { stream in
      for start in stride(from: 0, to: bytes.count, by: length) { stream.yield(bytes[start..<min(start + length, bytes.count)]) }
      stream.finish()
    }
  }

  @Test("a file is kept under its hash, in chunks of any size, once", arguments: [1, 7, 64, 100_000])
  func kept(length: Int) async throws {
    let bytes = Self.png + [UInt8](repeating: 3, count: length == 1 ? 100 : 200_000)
    let expected = Hex.text(SHA256.hash(data: bytes))
    try await Self.with { store, root in
      let file = try await store.put(Self.chunks(bytes, of: length), limit_bytes: 1 << 20, named: "票据.PNG")
      #expect(file == StoredFile(sha256: expected, size_bytes: Int64(bytes.count), kind: .png))
      let again = try await store.put(bytes, limit_bytes: 1 << 20)
      #expect(again == file)
      #expect(Self.left(root) == ["\(expected.prefix(2))/\(expected.dropFirst(2).prefix(2))/\(expected)"])
      let back = try await store.read(expected, size_bytes: file.size_bytes, verifying: true)
      #expect(back == bytes)
    }
  }

  @Test("the limit itself is allowed, one byte more is refused at once, and nothing is left")
  func limit() async throws {
    try await Self.with { store, root in
      let size = Int64(Self.pdf.count)
      for (limit, isTaken) in [(size + 1, true), (size, true), (size - 1, false), (0, false)] {
        do {
          let file = try await store.put(Self.chunks(Self.pdf, of: 5), limit_bytes: limit)
          #expect(isTaken && file.size_bytes == size)
        } catch let refusal as FileRefusal {
          #expect(!isTaken && refusal == .tooLarge(limit_bytes: limit))
        }
      }
      #expect(Self.left(root).count == 1)
      // A stream without an end: refused when it passes the limit.
      let endless = AsyncStream<[UInt8]>(unfolding: { Self.png })
      await #expect(throws: FileRefusal.tooLarge(limit_bytes: 1 << 20)) { try await store.put(endless, limit_bytes: 1 << 20) }
      #expect(Self.left(root).count == 1)
    }
  }

  @Test("an upload that breaks off leaves nothing")
  func brokenOff() async throws {
    try await Self.with { store, root in
      let broken = AsyncThrowingStream<[UInt8], any Error> { stream in
        stream.yield(Self.png)
        stream.finish(throwing: Undo())
      }
      await #expect(throws: Undo.self) { try await store.put(broken, limit_bytes: 1 << 20) }
      #expect(Self.left(root).isEmpty)
    }
  }

  /// Content, name, and the kind or the refusal.
  static let judged: [(content: [UInt8], name: String?, expected: Result<FileKind, FileRefusal>)] = [
    (pdf, "a.pdf", .success(.pdf)), (pdf, nil, .success(.pdf)), (pdf, "a.PDF", .success(.pdf)), (jpeg, "a.jpeg", .success(.jpeg)),
    (jpeg, "a.b.jpg", .success(.jpeg)), (png, "../../etc/passwd.png", .success(.png)),
    (ZipText.office("xl/workbook.xml"), "表.xlsx", .success(.xlsx)),
    (ZipText.office("word/document.xml", comment: "a comment with PK\u{5}\u{6} in it, and more than 22 bytes"), "a.docx", .success(.docx)),
    (ZipText.file([.init(name: "OFD.xml"), .init(name: "Doc_0/Document.xml")]), "发票.ofd", .success(.ofd)),
    ([], "a.pdf", .failure(.empty)), ([0x25], nil, .failure(.typeNotAccepted)),
    (Array("MZ\u{90}".utf8), "a.exe", .failure(.typeNotAccepted)),
    (pdf, "a.exe", .failure(.typeNotAccepted)), (pdf, "pdf", .failure(.typeNotAccepted)), (pdf, "a.png", .failure(.notWhatItSays)),
    (Array("<html>".utf8), "a.pdf", .failure(.notWhatItSays)), (Array("<html>".utf8), nil, .failure(.typeNotAccepted)),
    (Array(pdf.dropLast(8)), "a.pdf", .failure(.notWhatItSays)), (Array(png.prefix(12)), "a.png", .failure(.notWhatItSays)),
    (ZipText.file([.init(name: "a.txt")]), "a.xlsx", .failure(.notWhatItSays)),
    (ZipText.file([.init(name: "a.txt")]), nil, .failure(.typeNotAccepted)),
    (ZipText.office("word/document.xml"), "a.xlsx", .failure(.notWhatItSays)),
    (ZipText.office("xl/workbook.xml", [.init(name: "xl/vbaProject.bin")]), "a.xlsx", .failure(.notWhatItSays)),
    (ZipText.office("xl/workbook.xml", [.init(name: "../../outside.xml")]), "a.xlsx", .failure(.notWhatItSays)),
    (ZipText.office("xl/workbook.xml", [.init(name: "/etc/passwd")]), "a.xlsx", .failure(.notWhatItSays)),
    (ZipText.office("xl/workbook.xml", [.init(name: "a\\b")]), "a.xlsx", .failure(.notWhatItSays)),
    (ZipText.office("xl/workbook.xml", [.init(name: "xl/workbook.xml")]), "a.xlsx", .failure(.notWhatItSays)),
    (ZipText.office("xl/workbook.xml", [.init(name: "x", flags: 1)]), "a.xlsx", .failure(.notWhatItSays)),
    (Array(ZipText.office("xl/workbook.xml").dropLast(1)), "a.xlsx", .failure(.notWhatItSays)),
    (Array(ZipText.office("xl/workbook.xml").prefix(40)), "a.xlsx", .failure(.notWhatItSays)),
    // Bombs: a huge part, many large parts, a good ratio only by size, too many parts, parts on top of each other, past the directory.
    (ZipText.office("xl/workbook.xml", [.init(name: "x", claimed_bytes: 0xFFFF_FFF0)]), "a.xlsx", .failure(.zipBomb)),
    (
      ZipText.office(
        "xl/workbook.xml", (0..<3).map { .init(name: "x\($0)", content: [UInt8](repeating: 0, count: 1 << 20), claimed_bytes: 90 << 20) }),
      "a.xlsx",
      .failure(.zipBomb)
    ),
    (
      ZipText.office("xl/workbook.xml", [.init(name: "x", content: [UInt8](repeating: 0, count: 9_000), claimed_bytes: 17 << 20)]), nil,
      .failure(.zipBomb)
    ),
    (
      ZipText.office("xl/workbook.xml", [.init(name: "x", content: [UInt8](repeating: 0, count: 9_000), claimed_bytes: 15 << 20)]), nil,
      .success(.xlsx)
    ),
    (ZipText.office("xl/workbook.xml", (0..<4_095).map { .init(name: "x\($0)", content: []) }), "a.xlsx", .failure(.zipBomb)),
    (ZipText.office("xl/workbook.xml", (0..<4_094).map { .init(name: "x\($0)", content: []) }), "a.xlsx", .success(.xlsx)),
    (ZipText.office("xl/workbook.xml", [.init(name: "x"), .init(name: "y", claimedOffset: 0)]), "a.xlsx", .failure(.zipBomb)),
    (ZipText.office("xl/workbook.xml", [.init(name: "x", claimedOffset: 0xFFFF_0000)]), "a.xlsx", .failure(.zipBomb)),
  ]

  @Test("content decides, and the name must agree", arguments: judged.indices)
  func kinds(index: Int) async throws {
    let (content, name, expected) = Self.judged[index]
    try await Self.with { store, root in
      do {
        let file = try await store.put(content, limit_bytes: 16 << 20, named: name)
        #expect(Result.success(file.kind) == expected)
      } catch let refusal as FileRefusal {
        #expect(Result.failure(refusal) == expected)
        #expect(Self.left(root).isEmpty)
      }
    }
  }

  @Test("a kind that isn't wanted here is refused")
  func unwanted() async throws {
    try await Self.with { store, root in
      await #expect(throws: FileRefusal.typeNotAccepted) { try await store.put(Self.png, limit_bytes: 1_000, accepting: [.pdf]) }
      await #expect(throws: FileRefusal.typeNotAccepted) {
        try await store.put(Self.png, limit_bytes: 1_000, accepting: [.pdf], named: "a.png")
      }
      await #expect(throws: FileRefusal.notWhatItSays) {
        try await store.put(Self.png, limit_bytes: 1_000, accepting: [.pdf], named: "a.pdf")
      }
      #expect(Self.left(root).isEmpty)
    }
  }

  @Test("bytes at random, and good files with bytes changed, never trap")
  func noise() async throws {
    var generator = SeededGenerator(seed: 7)
    let good = [Self.pdf, Self.png, ZipText.office("xl/workbook.xml", [.init(name: "x")]), ZipText.file([.init(name: "OFD.xml")])]
    try await Self.with { store, _ in
      for _ in 0..<400 {
        var bytes = good[Int.random(in: 0..<good.count, using: &generator)]
        for _ in 0..<Int.random(in: 1...6, using: &generator) {
          bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
        }
        if Bool.random(using: &generator) { bytes.removeLast(Int.random(in: 0..<bytes.count, using: &generator)) }
        do { _ = try await store.put(bytes, limit_bytes: 1 << 20) } catch is FileRefusal {}
      }
    }
  }

  @Test("a kept file that was changed, cut or removed is reported")
  func damage() async throws {
    try await Self.with { store, root in
      let file = try await store.put(Self.pdf, limit_bytes: 1 << 20)
      let path = "\(root)/\(Self.left(root)[0])"
      var changed = Self.pdf
      changed[20] ^= 1
      try Data(changed).write(to: URL(fileURLWithPath: path))
      _ = try await store.read(file.sha256, size_bytes: file.size_bytes)
      await #expect(throws: FileStoreError.damaged(sha256: file.sha256)) {
        try await store.read(file.sha256, size_bytes: file.size_bytes, verifying: true)
      }
      try Data(changed.dropLast()).write(to: URL(fileURLWithPath: path))
      await #expect(throws: FileStoreError.damaged(sha256: file.sha256)) { try await store.open(file.sha256, size_bytes: file.size_bytes) }
      try FileManager.default.removeItem(atPath: path)
      await #expect(throws: FileStoreError.missing(sha256: file.sha256)) { try await store.open(file.sha256, size_bytes: file.size_bytes) }
    }
  }

  @Test(
    "no path is made of what somebody typed",
    arguments: [
      "", "../../etc/passwd", "aa", String(repeating: "A", count: 64), String(repeating: "/", count: 64),
      String(repeating: "a", count: 63) + "\u{0}",
    ])
  func paths(name: String) async throws {
    try await Self.with { store, _ in
      await #expect(throws: FileStoreError.missing(sha256: "?")) { try await store.open(name, size_bytes: 1) }
    }
  }

  @Test("every refusal has its code and both sentences")
  func sentences() {
    let all: [FileRefusal] = [.tooLarge(limit_bytes: 20 << 20), .typeNotAccepted, .notWhatItSays, .zipBomb, .empty]
    #expect(all.map(\.code) == ["file.too_large", "file.type_not_accepted", "file.not_what_it_says", "file.zip_bomb", "file.empty"])
    #expect(all[0].message.zh.contains("20 MB") && all[0].message.en.contains("20 MB"))
    #expect(FileRefusal.size(1_500) == "1500 B" && FileRefusal.size(3 << 30) == "3 GB" && FileRefusal.size(1_536) == "1536 B")
  }
}
