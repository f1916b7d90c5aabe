import Casework
import Storage
import Testing
import Values

@testable import Service

/// The usual way from a notice to the bank.
extension Town {
  static let aeo = "jm2025-61.11.1.aeo"

  /// A claim for an AEO certificate: at most 50,000 yuan, once for an enterprise.
  func certificate() throws -> Content {
    var content = try creditReports(fee_cny: "60000")
    for name in ["creditinfo_provider", "creditinfo_fee_paid_cny"] { content.facts[name] = nil }
    content.facts.merge([
      "aeo_cert_first_time": "true", "aeo_cert_level": "\"advanced\"", "aeo_cert_date": "\"2025-08-10\"",
      "benefit_received_before": "false",
    ]) { $1 }
    content.particulars = ["certificate_number": "DEMO-AEO-1"]
    content.papers = ["licence", "payment_proof", "aeo_certificate"].map { file($0) }
    return content
  }

  /// A claim whose notice is over.
  func confirmed(_ measure: String = Town.exhibition) async throws -> String {
    let id = try await noticed(measure).state.id
    try await wake(on: "2025-09-20")
    #expect(try await place(id) == "budget/open")
    return id
  }

  /// A claim whose money was released.
  func released(_ measure: String = Town.exhibition) async throws -> String {
    let id = try await confirmed(measure)
    _ = try await cases.budget(procedure: Town.procedure, cases: [id], by: .city)
    try until("2026-01-05")
    _ = try await cases.release(procedure: Town.procedure, cases: [id], by: .finance)
    return id
  }

  /// A claim that was paid, and its batch.
  func paid(_ measure: String = Town.exhibition) async throws -> (id: String, batch: PaymentBatch) {
    let id = try await released(measure)
    let batch = try await cases.orderPayments(procedure: Town.procedure, cases: [id], by: .payer)
    try await bank(batch, .paid(reference: "B-1"))
    return (id, batch)
  }

  /// What the bank says of the only line of a batch.
  func bank(_ batch: PaymentBatch, _ outcome: BankResult.Outcome) async throws {
    _ = try await cases.takeBankResults([BankResult(line: 1, amount: batch.lines[0].amount, outcome: outcome)], batch: batch.id, by: .payer)
  }
}
