public import Casework
import Storage
public import Values

extension CaseService {
  /// Something a reviewer should look at before deciding, with the sums.
  public struct Concern: Sendable, Hashable {
    /// The kinds of concerns.
    public enum Kind: String, Sendable, Hashable {
      /// A voucher of this claim stands in another one, or in this one again.
      case voucherUsedTwice = "voucher_used_twice"
      /// Another claim is about the same exhibition, by the enterprise or for a company it set up abroad.
      case sameSubject = "same_subject"
      /// The same spending was paid for by state or province.
      case paidElsewhere = "paid_elsewhere"
    }
    /// What it is.
    public let kind: Kind
    /// The other case; nil where there is none, as where this one states a voucher again.
    public let otherCase: String?
    /// The enterprise of the other case.
    public let otherEnterprise: String?
    /// The sum in question: of the voucher in this case, granted or decided in the other case, or received elsewhere.
    public let amount: Money?
    /// What is the same, such as the number of the voucher.
    public let what: Bilingual
  }

  /// What stands against a claim, for whoever has opened its file.
  func findConcerns(case id: String, by actor: Actor) async throws -> [Concern] {
    let book = book
    return try await database.read { tx in
      guard let kept = try CaseStore.load(id, in: tx), CaseStore.maySee(kept, actor), actor.role != .enterprise else {
        throw Refusal.noSuchCase
      }
      let state = try CaseStore.handedIn(kept, in: tx)
      guard let procedure = book.procedure(state.procedure) else { throw Refusal.noSuchProcedure }
      var concerns: [Concern] = []
      for (line, voucher) in state.content.vouchers.enumerated() {
        let number = Bilingual(zh: voucher.number, en: voucher.number)
        if state.content.vouchers[..<line].contains(where: { $0.fingerprint == voucher.fingerprint }) {
          concerns.append(
            Concern(kind: .voucherUsedTwice, otherCase: nil, otherEnterprise: nil, amount: voucher.amount, what: number))
        }
        let rows = try tx.query(
          """
          SELECT DISTINCT c.id, c.enterprise_name FROM case_vouchers v JOIN cases c ON c.id = v.case_id
          WHERE v.fingerprint = $1 AND c.id <> $2 AND (c.ending IS NULL OR c.ending = 'completed') ORDER BY c.id
          """, [.text(voucher.fingerprint), .text(id)])
        concerns += rows.map {
          Concern(
            kind: .voucherUsedTwice, otherCase: $0.text(0), otherEnterprise: $0.text(1), amount: voucher.amount, what: number)
        }
      }
      for row in try CaseService.sameSubject(id, in: tx) {
        concerns.append(
          Concern(
            kind: .sameSubject, otherCase: row.text(0), otherEnterprise: row.text(1),
            amount: row.optionalInteger(2).map { Money(minor: $0) }, what: Bilingual(zh: "", en: "")))
      }
      for name in procedure.paidElsewhere {
        guard let text = state.content.facts[name], let number = Number(text), let sum = Money(number, rounding: .halfUp), sum.minor > 0,
          let fact = book.program.schema.fact(named: name)
        else { continue }
        let label = book.facts[fact].label
        concerns.append(Concern(kind: .paidElsewhere, otherCase: nil, otherEnterprise: nil, amount: sum, what: label))
      }
      return concerns
    }
  }

  /// The most claims that are shown beside one.
  private static let most = 50

  /// Claims about the same thing by the same enterprise, or of two of which one names the other, or which name the same company (第九条（一）3).
  ///
  /// A fair has thousands of exhibitors: each of the four relations is looked up by itself.
  private static func sameSubject(_ id: String, in tx: any Transaction) throws -> [Row] {
    let relations = [
      "s.enterprise = own.enterprise", "s.related = own.related AND own.related <> ''", "s.plain_name = own.related",
      "s.related = own.plain_name",
    ]
    let branches = relations.map { relation in
      """
      SELECT * FROM (
        SELECT c.id, c.enterprise_name, COALESCE(c.granted_minor, c.amount_minor)
        FROM case_subjects own JOIN case_subjects s ON s.subject = own.subject AND s.measure = own.measure AND \(relation)
        JOIN cases c ON c.id = s.case_id
        WHERE own.case_id = $1 AND s.case_id <> $1 AND (c.ending IS NULL OR c.ending = 'completed') ORDER BY s.case_id LIMIT \(most)) AS one
      """
    }
    return try tx.query("\(branches.joined(separator: " UNION ")) ORDER BY 1 LIMIT \(most)", [.text(id)])
  }

  /// Those of these cases that somebody may open.
  public func openable(_ ids: Set<String>, by actor: Actor) async throws -> Set<String> {
    guard CaseScope(actor) != nil, !ids.isEmpty else { return [] }
    return try await database.read { tx in
      try ids.filter { id in try CaseStore.load(id, in: tx).map { CaseStore.maySee($0, actor) } ?? false }
    }
  }
}
