import Foundation
import Testing

@testable import Service

/// Hashes, codes and keys against the vectors of their standards.
struct AccountsSecretTests {
  static func hex(_ bytes: [UInt8]) -> String { bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }

  /// RFC 6238, appendix B, the column of SHA-1.
  @Test(
    "TOTP vectors",
    arguments: [
      (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"), (2_000_000_000, "69279037"),
      (20_000_000_000, "65353130"),
    ] as [(Int64, String)])
  func totp(seconds: Int64, code: String) {
    let secret = Array("12345678901234567890".utf8)
    let step = TOTP.step(at: Moment(unixMilliseconds: seconds * 1000))
    #expect(TOTP.code(secret: secret, step: step, digits: 8) == code)
    #expect(TOTP.code(secret: secret, step: step) == String(code.suffix(6)))
  }

  @Test("a code counts one step early or late, and each step once") func steps() {
    let secret = Array("12345678901234567890".utf8)
    let now = Moment(unixMilliseconds: 1_111_111_111_000)
    let step = TOTP.step(at: now)
    func check(_ distance: Int64, after last: Int64? = nil) -> TOTP.Verdict {
      TOTP.check(TOTP.code(secret: secret, step: step + distance), secret: secret, at: now, after: last)
    }
    #expect(check(-2) == .wrong)
    #expect(check(-1) == .accepted(step: step - 1))
    #expect(check(0) == .accepted(step: step))
    #expect(check(1) == .accepted(step: step + 1))
    #expect(check(2) == .wrong)
    #expect(check(0, after: step) == .used)
    #expect(check(-1, after: step) == .used)
    #expect(check(1, after: step) == .accepted(step: step + 1))
    #expect(TOTP.digits(" １２３ 456 ") == "123456")
    #expect(TOTP.digits("12345") == nil && TOTP.digits("12345a") == nil && TOTP.digits("1234567") == nil)
  }

  @Test("the address for the app") func address() {
    #expect(
      TOTP.address(secret: Array("12345678901234567890".utf8), account: "演示", issuer: "Hui qi")
        == "otpauth://totp/Hui%20qi:%E6%BC%94%E7%A4%BA?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Hui%20qi&algorithm=SHA1&digits=6&period=30"
    )
  }

  /// RFC 4648, section 10, without padding.
  @Test(
    "base32 vectors",
    arguments: [
      ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"), ("foobar", "MZXW6YTBOI"),
    ])
  func base32(text: String, coded: String) {
    #expect(Base32.text(Array(text.utf8)) == coded)
    #expect(Base32.bytes(coded) == Array(text.utf8))
    #expect(Base32.bytes(coded.lowercased()) == Array(text.utf8))
  }

  @Test("what is no base32", arguments: ["A", "1", "MZXW6YTBO", "MZ", "AAA", "é"]) func notBase32(text: String) {
    #expect(Base32.bytes(text) == nil)
  }

  @Test("base64url has the alphabet of addresses, no padding, and one spelling") func base64url() {
    #expect(Base64URL.encode([0xFB, 0xFF, 0xFE]) == "-__-")
    #expect(Base64URL.decode("-__-") == [0xFB, 0xFF, 0xFE])
    for bad in ["+//+", "AA==", "A", "AB"] { #expect(Base64URL.decode(bad) == nil, "\(bad)") }
    let random = SeededRandom(11)
    for length in 0..<70 {
      let bytes = random.bytes(count: length)
      #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
    }
  }

  /// Source of the value: FIPS 180-2, appendix B.1.
  @Test("SHA-256 as digits") func digest() {
    #expect(Digest.sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(Digest.sha256(Array("abc".utf8)) == Digest.sha256("abc"))
  }

  /// RFC 7914, section 12, the first 32 bytes of each.
  @Test(
    "scrypt vectors",
    arguments: [
      ("", "", 16, 1, 1, "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"),
      ("password", "NaCl", 1024, 8, 16, "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"),
      ("pleaseletmein", "SodiumChloride", 16384, 8, 1, "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"),
    ])
  func scrypt(password: String, salt: String, rounds: Int, size: Int, ways: Int, hash: String) throws {
    let parameters = ScryptParameters(rounds: rounds, blockSize: size, parallelism: ways)
    let derived = try PasswordHash.derive(password, salt: Array(salt.utf8), parameters: parameters)
    #expect(Self.hex(derived.hash) == hash)
    #expect(try derived.matches(password))
    #expect(try !derived.matches(password + " "))
  }

  @Test("the standard parameters, as they are kept") func parameters() throws {
    #expect(ScryptParameters.standard.text == "scrypt:32768:8:1")
    #expect(ScryptParameters("scrypt:32768:8:1") == .standard)
    for wrong in [
      "", "scrypt:32768:8", "scrypt:32767:8:1", "scrypt:1:8:1", "bcrypt:16:1:1", "scrypt:1048576:8:1", "scrypt:16:0:1", "scrypt:16:1:-1",
    ] {
      #expect(ScryptParameters(wrong) == nil, "\(wrong)")
    }
    let hash = try PasswordHash.derive("三棵树下一只猫", salt: Array(repeating: 1, count: 16), parameters: .standard)
    #expect(try hash.matches("三棵树下一只猫"))
  }

  @Test("full-width characters of an input method are the plain ones") func normalised() throws {
    let parameters = ScryptParameters(rounds: 16, blockSize: 1, parallelism: 1)
    let hash = try PasswordHash.derive("Ｈuiqi－2026 ok", salt: [1], parameters: parameters)
    #expect(try hash.matches("Huiqi-2026 ok"))
  }

  @Test(
    "rules for passwords",
    arguments: [
      ("short", "password.too_short"), ("123456789", "password.too_short"), ("九个汉字还差一个啊", "password.too_short"),
      ("十个汉字正好就可以了", nil), ("1234567890", "password.too_common"), ("Password123", "password.too_common"),
      ("5201314520", "password.too_common"),
      ("qwertyuiop", "password.too_common"), ("aaaaaaaaaaaa", "password.too_common"), ("abcabcabcabc", "password.too_common"),
      ("zyxwvutsrqp", "password.too_common"), ("Ｐassword123", "password.too_common"), ("zhang.wei1", "password.like_login_name"),
      ("1Zhang.Wei99", "password.like_login_name"), ("zhang.wei and the tree", nil), ("correct horse battery", nil),
    ] as [(String, String?)])
  func rules(password: String, code: String?) {
    let problems = PasswordRules.problems(password, loginName: "Zhang.Wei", pointer: "/password")
    #expect(problems.map(\.code) == [code].compactMap(\.self))
    #expect(problems.allSatisfy { $0.pointer == "/password" })
  }

  @Test func longPasswords() {
    let most = String(repeating: "树下猫", count: 42)
    #expect(PasswordRules.problems(most + "ok", loginName: "x", pointer: "").isEmpty)
    #expect(PasswordRules.problems(most + "ok!", loginName: "x", pointer: "").map(\.code) == ["password.too_long"])
  }

  @Test(
    "login names",
    arguments: [
      ("zhangwei", "zhangwei"), (" Zhang.Wei ", "zhang.wei"), ("ＺＨＡＮＧ０１", "zhang01"), ("张伟", "张伟"), ("a@b.cn", "a@b.cn"), ("a", nil),
      ("", nil),
      (".ab", nil), ("ab-", nil), ("a b", nil), ("zhаng", nil), ("a\u{200B}b", nil), ("<b>", nil), (String(repeating: "a", count: 65), nil),
    ] as [(String, String?)])
  func loginNames(typed: String, key: String?) { #expect(LoginName(typed)?.key == key) }

  @Test func codesPeopleCopy() {
    let code = RecoveryCode.new(SeededRandom(1))
    #expect(code.count == 12)
    #expect(RecoveryCode.normal(" " + RecoveryCode.shown(code).lowercased()) == code)
    #expect(RecoveryCode.normal("123456") == nil && RecoveryCode.normal(String(code.dropLast()) + "1") == nil)
    let invitation = InvitationCode.new(SeededRandom(1))
    #expect(InvitationCode.normal(InvitationCode.shown(invitation).lowercased()) == invitation)
  }

  @Test("a sealed secret opens for its account and its key only, and not when it was changed") func sealed() throws {
    let keys = ServerKeys(master: Array(0..<32))
    let box = try keys.sealed([1, 2, 3], of: "a")
    #expect(try keys.opened(box, of: "a") == [1, 2, 3])
    #expect(throws: (any Error).self) { try keys.opened(box, of: "b") }
    #expect(throws: (any Error).self) { try ServerKeys(master: Array(1..<33)).opened(box, of: "a") }
    for index in box.indices {
      var changed = box
      changed[index] ^= 1
      #expect(throws: (any Error).self) { try keys.opened(changed, of: "a") }
    }
  }

  @Test("the first lock, the doubling and the longest") func locks() {
    let settings = AccountSettings()
    let locks = [4, 5, 6, 9, 10, 15, 20, 25, 30, 35, 40, 500_000_000].map { settings.lock_seconds(failures: $0) }
    #expect(locks == [0, 900, 0, 0, 1800, 3600, 7200, 14_400, 28_800, 57_600, 86_400, 86_400])
  }
}
