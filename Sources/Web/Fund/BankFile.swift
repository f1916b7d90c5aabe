import Casework
import Policy
import Values

/// The two files exchanged with a bank, as docs/bank-files.md describes them.
enum BankFile {
  /// A result file of 10,000 lines has about 1 MB.
  static let limit_bytes = 4 << 20

  /// The columns of the file to the bank, in Chinese as banks here read them.
  static let columns = ["行号", "收款人", "收款账号", "开户行", "金额", "用途", "办件编号"]

  /// The type of the file to the bank.
  static let mediaType = "text/csv; charset=utf-8"

  /// The file to the bank, whose purpose is the number of the document that the procedure carries out.
  static func bytes(_ batch: PaymentBatch, _ book: PolicyBook) -> [UInt8] {
    let document = book.procedure(batch.procedure).flatMap { procedure in book.documents.first { $0.id == procedure.document } }
    return bytes(batch, purpose: document?.number ?? document?.title.zh ?? "")
  }

  /// The file to the bank: CSV in UTF-8 with its mark, plain figures, account numbers digit by digit.
  ///
  /// A machine reads it, so nothing is put before numbers as in files for spreadsheets.
  static func bytes(_ batch: PaymentBatch, purpose: String) -> [UInt8] {
    let rows = batch.lines.enumerated().map { index, line in
      [
        String(index + 1), line.account.holder, line.account.number, line.account.bank, line.amount.description, purpose, line.caseID,
      ]
    }
    let text = ([columns] + rows).map { $0.map(quoted).joined(separator: ",") + "\r\n" }.joined()
    return [0xEF, 0xBB, 0xBF] + Array(text.utf8)
  }

  private static func quoted(_ text: String) -> String {
    let isPlain = !text.unicodeScalars.contains { $0 == "," || $0 == "\"" || $0 == "\n" || $0 == "\r" }
    return isPlain ? text : "\"" + text.replacing("\"", with: "\"\"") + "\""
  }

  /// Everything that is wrong with a result file, with the row of each.
  struct Faults: Error, Sendable, Equatable {
    let all: [Fault]
  }

  /// One thing that is wrong.
  struct Fault: Sendable, Equatable {
    /// The row of the file, from 1 with the header; nil for the file as a whole.
    let row: Int?
    let code: String
    let zh: String
    let en: String

    /// What is wrong and where.
    var message: Bilingual {
      guard let row else { return Bilingual(zh: zh, en: en) }
      return Bilingual(zh: "第 \(row) 行：\(zh)", en: "Row \(row): \(en)")
    }
  }

  /// What a result file says about the lines of a batch that have no result yet. Lines it repeats as they are known are passed over.
  static func results(_ bytes: [UInt8], of batch: PaymentBatch, known: [Int: BankResult]) -> Result<[BankResult], Faults> {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      return .failure(
        Faults(all: [
          Fault(
            row: nil, code: "bank.encoding", zh: "文件不是 UTF-8 编码的 CSV，请另存为 CSV UTF-8。",
            en: "The file is not CSV in UTF-8; save it as CSV UTF-8.")
        ]))
    }
    guard let rows = BankRows(text) else {
      return .failure(
        Faults(all: [Fault(row: nil, code: "bank.quotes", zh: "文件中有引号没有成对。", en: "A quotation mark in the file is not closed.")]))
    }
    var reader = BankResultReader(batch: batch, known: known)
    return reader.read(rows)
  }
}

/// The cells of a file with commas, semicolons or tabs between them.
struct BankRows {
  /// The rows that have something in them, by their number in the file.
  let rows: [(number: Int, cells: [String])]

  /// Reads RFC 4180, also with full-width commas; nil if a quotation mark is not closed.
  init?(_ text: String) {
    let scalars = Array(text.unicodeScalars)
    let start = scalars.first == "\u{FEFF}" ? 1 : 0
    let separator = Self.separator(scalars[start...])
    var rows: [(number: Int, cells: [String])] = []
    var cells: [String] = []
    var cell = String.UnicodeScalarView()
    var (isQuoted, wasQuoted, number, line) = (false, false, 1, 1)
    func endOfCell() {
      cells.append(FieldText.cleaned(String(cell)))
      cell = String.UnicodeScalarView()
      wasQuoted = false
    }
    func endOfRow() {
      endOfCell()
      if cells.contains(where: { !$0.isEmpty }) { rows.append((number, cells)) }
      cells = []
      number = line
    }
    var index = start
    while index < scalars.count {
      let scalar = scalars[index]
      index += 1
      if isQuoted {
        if scalar == "\"" {
          if index < scalars.count, scalars[index] == "\"" {
            cell.append("\"")
            index += 1
          } else {
            isQuoted = false
          }
        } else {
          if scalar == "\n" { line += 1 }
          cell.append(scalar)
        }
        continue
      }
      switch scalar {
      case "\"" where !wasQuoted && cell.allSatisfy({ $0.properties.isWhitespace }):
        (isQuoted, wasQuoted) = (true, true)
        cell = String.UnicodeScalarView()
      case separator: endOfCell()
      case "\r": continue
      case "\n":
        line += 1
        endOfRow()
      default: cell.append(scalar)
      }
    }
    guard !isQuoted else { return nil }
    endOfRow()
    self.rows = rows
  }

  /// The separator of the first line: whichever occurs most.
  private static func separator(_ scalars: ArraySlice<Unicode.Scalar>) -> Unicode.Scalar {
    let first = scalars.prefix { $0 != "\n" }
    let candidates: [Unicode.Scalar] = [",", ";", "\t", "，"]
    return candidates.max { a, b in first.count { $0 == a } < first.count { $0 == b } } ?? ","
  }
}
