import Casework
import Testing
import Values

@testable import Web

/// What a bank sends back: read with patience, refused as a whole.
struct BankFileTests {
  static func batch() throws -> PaymentBatch {
    let day = try #require(CivilDate("2026-01-05"))
    let lines = [3_000_000, 1_234_567, 5].map { (minor: Int64) in
      PaymentBatch.Line(
        caseID: "2025-\(minor)", account: BankAccount(holder: "江门演示灯饰有限公司", bank: "演示银行", number: "9900"), amount: Money(minor: minor))
    }
    return PaymentBatch(id: "B2026-0001", procedure: "p", office: "o", budgetYear: 2026, day: day, by: "x", lines: lines)
  }

  static func read(_ text: String, known: [Int: BankResult] = [:]) throws -> Result<[BankResult], BankFile.Faults> {
    BankFile.results(Array(text.utf8), of: try batch(), known: known)
  }

  static func codes(_ result: Result<[BankResult], BankFile.Faults>) -> [String] {
    guard case .failure(let faults) = result else { return [] }
    return faults.all.map { "\($0.row.map(String.init) ?? "-") \($0.code)" }
  }

  @Test(
    "headers in either language, any order, any separator, quotes, marks and empty rows are forgiven",
    arguments: [
      "line,amount,result,reference\n1,30000.00,paid,A1\n3,0.05,returned,closed\n",
      "\u{FEFF}行号,金额（元）,处理结果,流水号或原因\r\n1,\"30,000.00\",支付成功,A1\r\n\r\n３,０．０５,退回,closed\r\n",
      "Result\tReference\tReason\tAmount (CNY)\tLine No.\nPAID\tA1\t\t30000\t1\nFailed\t\tclosed\t0.05\t3\ntotal\t\t\t30000.05\t\n",
      "状态，金额，序号，备注\n成功，30000元，1，\"A1\"\n失败，0.05，3，closed",
    ])
  func forgiving(_ text: String) throws {
    let expected = [
      BankResult(line: 1, amount: Money(minor: 3_000_000), outcome: .paid(reference: "A1")),
      BankResult(line: 3, amount: Money(minor: 5), outcome: .returned(reason: "closed")),
    ]
    #expect(try Self.read(text).get() == expected)
  }

  @Test(
    "every problem is named with its row, all of them at once",
    arguments: [
      ("", ["- bank.empty"]),
      ("\n\n", ["- bank.empty"]),
      ("line,amount\n1,2\n", ["1 bank.column", "1 bank.column"]),
      ("line,amount,result,reference\n\n", ["- bank.no_rows"]),
      ("line,amount,result,reference,line\n1,30000,paid,A1,1\n", ["1 bank.column_twice"]),
      ("line,amount,result,reference\n\"1,30000,paid,A1\n", ["- bank.quotes"]),
      (
        "line,amount,result,reference,reason\n9,30000,paid,A1,\n1,29999.99,paid,A1,\n2,12345.67,maybe,A2,\n3,0.05,returned,,\n3,0.05,paid,,\nx,1e3,paid,A,\n",
        [
          "2 bank.line", "3 bank.sum", "4 bank.result", "5 bank.reason", "6 bank.reference", "7 bank.line_unreadable",
          "7 bank.sum_unreadable",
        ]
      ),
      ("line,amount,result,reference\n1,30000,paid,A1\n1,30000,paid,A2\n", ["3 bank.twice"]),
      (
        "line,amount,result,reference\n99999999999999999999,30000,paid,A1\n0,1,paid,A\n-1,1,paid,A\n",
        ["2 bank.line_unreadable", "3 bank.line", "4 bank.line"]
      ),
    ])
  func faults(_ text: String, _ expected: [String]) throws {
    #expect(Self.codes(try Self.read(text)) == expected)
  }

  @Test("text that is not UTF-8 is refused in words")
  func encoding() throws {
    let result = BankFile.results([0xD0, 0xD0, 0xBA, 0xC5], of: try Self.batch(), known: [:])
    #expect(Self.codes(result) == ["- bank.encoding"])
  }

  @Test("a result that is known is passed over where it is the same, and refused where it is another")
  func known() throws {
    let known = [1: BankResult(line: 1, amount: Money(minor: 3_000_000), outcome: .paid(reference: "A1"))]
    let same = try Self.read("line,amount,result,reference\n1,30000,paid,A1\n2,12345.67,paid,A2\n", known: known)
    #expect(try same.get().map(\.line) == [2])
    let other = try Self.read("line,amount,result,reference\n1,30000,returned,closed\n", known: known)
    #expect(Self.codes(other) == ["2 bank.known"])
  }

  @Test("the file to the bank is read back as it was, commas and quotes in names included")
  func written() throws {
    let day = try #require(CivilDate("2026-01-05"))
    let account = BankAccount(holder: "江门\"演示\",灯饰有限公司", bank: "演示银行", number: "0099000000000000011")
    let batch = PaymentBatch(
      id: "B", procedure: "p", office: "o", budgetYear: 2026, day: day, by: "x",
      lines: [.init(caseID: "C", account: account, amount: Money(minor: 123_456_789))])
    let rows = try #require(BankRows(String(decoding: BankFile.bytes(batch, purpose: "演示"), as: UTF8.self))).rows
    #expect(rows.map(\.cells) == [BankFile.columns, ["1", account.holder, account.number, "演示银行", "1234567.89", "演示", "C"]])
  }
}
