import Foundation
import Testing

@testable import Web

struct SignerTests {
  @Test("what is signed for one purpose is worth nothing for another")
  func purposes() {
    let signer = Signer(key: [UInt8](repeating: 1, count: 32))
    let signed = signer.sign("a.b", for: .session)
    #expect(signer.verify(signed, for: .session) == "a.b")
    #expect(signer.verify(signed, for: .visitor) == nil)
    #expect(Signer(key: [UInt8](repeating: 2, count: 32)).verify(signed, for: .session) == nil)
    // Another spelling of the same bytes is another text.
    for changed in [signed + "=", signed + " ", signed.replacing(".b", with: ".c"), "", "."] {
      #expect(signer.verify(changed, for: .session) == nil)
    }
  }

  @Test("the key is made once, for its owner only, and refused where others may read it")
  func keyFile() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("huiqi-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let signed = try Signer.load(folder: folder).sign("x", for: .session)
    #expect(try Signer.load(folder: folder).verify(signed, for: .session) == "x")
    let path = folder.appendingPathComponent("signing.key").path
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    #expect(throws: StartupError.self) { _ = try Signer.load(folder: folder) }
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    try Data([1, 2]).write(to: URL(fileURLWithPath: path))
    #expect(throws: StartupError.self) { _ = try Signer.load(folder: folder) }
    #expect(throws: StartupError.self) { _ = try Signer.load(folder: folder.appendingPathComponent("none")) }
  }

  @Test("base 64 of addresses")
  func base64() {
    #expect(Base64URL.encode([0xFB, 0xFF, 0xFE]) == "-__-")
    #expect(Base64URL.decode("-__-") == [0xFB, 0xFF, 0xFE])
    for bad in ["+//+", "AA==", "A", "AB"] { #expect(Base64URL.decode(bad) == nil, "\(bad)") }
    #expect(Digest.hex(Array("abc".utf8)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test("queries are read and written back")
  func queries() {
    let query = Query(parsing: "a=1&b=%E7%81%AF+x&a=2&c")
    #expect(query?.all("a") == ["1", "2"] && query?["b"] == "灯 x" && query?["c"] == "")
    #expect(query?.text == "a=1&b=%E7%81%AF%20x&a=2&c=")
    #expect(query?.setting("a", "9").text == "b=%E7%81%AF%20x&c=&a=9")
    for bad in ["a=%", "a=%4", "a=%zz", "a=%ff", "a=%00"] { #expect(Query(parsing: bad) == nil, "\(bad)") }
    #expect(Query(parsing: "")?.pairs.isEmpty == true)
  }
}
