import Casework
import Values

/// Reads the rows of a bank's result file against a batch. Everything that is wrong is named; nothing is guessed.
struct BankResultReader {
  let batch: PaymentBatch
  let known: [Int: BankResult]
  private var faults: [BankFile.Fault] = []

  init(batch: PaymentBatch, known: [Int: BankResult]) {
    self.batch = batch
    self.known = known
  }

  /// What a column holds.
  private enum Column: CaseIterable {
    case line, amount, result, reference, reason, either

    /// The headers it is known by: narrow, small, without spaces and brackets.
    var names: Set<String> {
      switch self {
      case .line: ["行号", "序号", "line", "lineno", "lineno.", "no", "no."]
      case .amount: ["金额", "金额元", "交易金额", "amount", "amountcny", "sum", "sumcny"]
      case .result: ["结果", "处理结果", "交易结果", "状态", "交易状态", "result", "status"]
      case .reference: ["流水号", "交易流水号", "银行流水号", "凭证号", "reference", "ref"]
      case .reason: ["原因", "退回原因", "退汇原因", "失败原因", "reason"]
      case .either: ["流水号或原因", "备注", "referenceorreason", "remark", "note"]
      }
    }

    var zh: String {
      switch self {
      case .line: "行号"
      case .amount: "金额"
      case .result: "结果"
      case .reference: "流水号"
      case .reason: "原因"
      case .either: "流水号或原因"
      }
    }

    var en: String { self == .either ? "reference or reason" : String(describing: self) }
  }

  private static let paid: Set<String> = ["paid", "success", "successful", "ok", "成功", "已支付", "已付", "支付成功", "交易成功"]
  private static let returned: Set<String> = ["returned", "failed", "rejected", "退回", "已退回", "退汇", "失败", "支付失败", "交易失败"]

  /// A header or a word of a result, as it is compared.
  private static func plain(_ text: String) -> String {
    FieldText.narrow(text).lowercased().filter { !$0.isWhitespace && !"()_-".contains($0) }
  }

  mutating func read(_ file: BankRows) -> Result<[BankResult], BankFile.Faults> {
    guard let header = file.rows.first else {
      return .failure(BankFile.Faults(all: [.init(row: nil, code: "bank.empty", zh: "文件是空的。", en: "The file is empty.")]))
    }
    guard file.rows.count > 1 else {
      return .failure(
        BankFile.Faults(all: [.init(row: nil, code: "bank.no_rows", zh: "文件只有表头，没有结果。", en: "The file has a header and no results.")]))
    }
    guard let columns = columns(header) else { return .failure(BankFile.Faults(all: faults)) }
    var results: [BankResult] = []
    var seen: [Int: Int] = [:]
    for row in file.rows.dropFirst() {
      func cell(_ column: Column) -> String { columns[column].flatMap { $0 < row.cells.count ? row.cells[$0] : nil } ?? "" }
      // A last line of totals is for people.
      if ["合计", "总计", "total"].contains(where: { mark in row.cells.contains { Self.plain($0) == mark } }) { continue }
      guard let result = result(row.number, cell) else { continue }
      if let earlier = seen[result.line] {
        fault(
          row.number, "bank.twice", zh: "行号 \(result.line) 在第 \(earlier) 行已经出现过。",
          en: "line \(result.line) stands in row \(earlier) already.")
        continue
      }
      seen[result.line] = row.number
      if let before = known[result.line] {
        if before != result {
          fault(
            row.number, "bank.known", zh: "行号 \(result.line) 已有另一个结果，不能更改。",
            en: "line \(result.line) has another result already, which can't be changed.")
        }
        continue
      }
      results.append(result)
    }
    return faults.isEmpty ? .success(results) : .failure(BankFile.Faults(all: faults))
  }

  private mutating func columns(_ header: (number: Int, cells: [String])) -> [Column: Int]? {
    var columns: [Column: Int] = [:]
    for column in Column.allCases {
      let found = header.cells.indices.filter { column.names.contains(Self.plain(header.cells[$0])) }
      if found.count > 1 {
        fault(header.number, "bank.column_twice", zh: "“\(column.zh)”列出现了两次。", en: "the column “\(column.en)” stands twice.")
      }
      columns[column] = found.first
    }
    for column in [Column.line, .amount, .result] where columns[column] == nil {
      fault(header.number, "bank.column", zh: "缺少“\(column.zh)”列。", en: "the column “\(column.en)” is missing.")
    }
    if columns[.reference] == nil && columns[.either] == nil {
      fault(header.number, "bank.column", zh: "缺少“流水号”列。", en: "the column “reference” is missing.")
    }
    return faults.isEmpty ? columns : nil
  }

  private mutating func result(_ row: Int, _ cell: (Column) -> String) -> BankResult? {
    let before = faults.count
    var line: Int?
    switch FieldText.integer(cell(.line)) {
    case .success(let number) where batch.lines.indices.contains(Int(clamping: number) - 1): line = Int(number)
    case .success(let number): fault(row, "bank.line", zh: "本批次没有行号 \(number)。", en: "the batch has no line \(number).")
    case .failure:
      fault(row, "bank.line_unreadable", zh: "行号“\(cell(.line))”不是数字。", en: "the line “\(cell(.line))” is not a number.")
    }
    var amount: Money?
    switch FieldText.money(cell(.amount)) {
    case .success(let money):
      amount = money
      if let line, batch.lines[line - 1].amount != money {
        fault(
          row, "bank.sum", zh: "金额 \(money) 元与发出的 \(batch.lines[line - 1].amount) 元不一致。",
          en: "the sum \(money) differs from the \(batch.lines[line - 1].amount) ordered.")
      }
    case .failure: fault(row, "bank.sum_unreadable", zh: "金额“\(cell(.amount))”无法识别。", en: "the sum “\(cell(.amount))” can't be read.")
    }
    let said = Self.plain(cell(.result))
    let outcome: BankResult.Outcome?
    if Self.paid.contains(said) {
      let reference = [cell(.reference), cell(.either)].first { !$0.isEmpty }
      if reference == nil { fault(row, "bank.reference", zh: "结果为已支付，但没有流水号。", en: "it is paid, but there is no reference.") }
      outcome = reference.map { .paid(reference: String($0.prefix(80))) }
    } else if Self.returned.contains(said) {
      let reason = [cell(.reason), cell(.either), cell(.reference)].first { !$0.isEmpty }
      if reason == nil { fault(row, "bank.reason", zh: "结果为退回，但没有写明原因。", en: "it is returned, but no reason is given.") }
      outcome = reason.map { .returned(reason: String($0.prefix(200))) }
    } else {
      fault(
        row, "bank.result", zh: "结果“\(cell(.result))”无法识别，应为“已支付”或“退回”。",
        en: "the result “\(cell(.result))” can't be read; write “paid” or “returned”.")
      outcome = nil
    }
    guard faults.count == before, let line, let amount, let outcome else { return nil }
    return BankResult(line: line, amount: amount, outcome: outcome)
  }

  private mutating func fault(_ row: Int, _ code: String, zh: String, en: String) {
    faults.append(BankFile.Fault(row: row, code: code, zh: zh, en: en))
  }
}
