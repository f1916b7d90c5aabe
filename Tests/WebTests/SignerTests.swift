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
