public import Casework
import Storage
public import Values

extension CaseService {
  /// Something a reviewer should look at before deciding, with the sums.
  public struct Concern: Sendable, Hashable {
    /// The kinds of concerns.
    public enum Kind: String, Sendable, Hashable {
      /// A voucher of this claim stands in another one.
      case voucherUsedTwice = "voucher_used_twice"
      /// Another claim is about the same exhibition, by the enterprise or for a company it set up abroad.
      case sameSubject = "same_subject"
      /// The same spending was paid for by state or province.
      case paidElsewhere = "paid_elsewhere"
    }
    /// What it is.
    public let kind: Kind
    /// The other case; nil where there is none.
    public let otherCase: String?
    /// The enterprise of the other case.
    public let otherEnterprise: String?
    /// The sum in question: of the voucher, granted or decided in the other case, or received elsewhere.
    public let amount: Money?
    /// What is the same, such as the number of the voucher.
    public let what: String
  }

  /// What stands against a claim when it is laid beside all others (第十二条：同类补贴).
  public func concerns(case id: String, by actor: Actor) async throws -> [Concern] {
    let book = book
    return try await database.read { tx in
      guard let state = try CaseStore.load(id, in: tx), CaseStore.maySee(state, actor), actor.role != .enterprise else {
        throw Refusal.noSuchCase
      }
      guard let procedure = book.procedure(state.procedure) else { throw Refusal.noSuchProcedure }
      var concerns: [Concern] = []
      for voucher in state.content.vouchers {
        let rows = try tx.query(
          """
          SELECT c.id, c.enterprise_name FROM case_vouchers v JOIN cases c ON c.id = v.case_id
          WHERE v.fingerprint = $1 AND c.id <> $2 AND (c.ending IS NULL OR c.ending = 'completed') ORDER BY c.id
          """, [.text(voucher.fingerprint), .text(id)])
        concerns += rows.map {
          Concern(
            kind: .voucherUsedTwice, otherCase: $0.text(0), otherEnterprise: $0.text(1), amount: voucher.amount, what: voucher.number)
        }
      }
      let subjects = try tx.query(
        """
        SELECT c.id, c.enterprise_name, COALESCE(c.granted_minor, c.amount_minor), c.enterprise, c.state FROM case_subjects own
        JOIN case_subjects s ON s.subject = own.subject JOIN cases c ON c.id = s.case_id
        WHERE own.case_id = $1 AND c.id <> $1 AND c.measure = $2 AND (c.ending IS NULL OR c.ending = 'completed') ORDER BY c.id
        """, [.text(id), .text(state.measure)])
      for row in subjects {
        let other = try JSONBody.value(CaseState.self, row.text(4))
        guard CaseService.isRelated(state, other, by: procedure.relatedCompany) else { continue }
        concerns.append(
          Concern(
            kind: .sameSubject, otherCase: row.text(0), otherEnterprise: row.text(1),
            amount: row.optionalInteger(2).map { Money(minor: $0) },
            what: ""))
      }
      for name in procedure.paidElsewhere {
        guard let text = state.content.facts[name], let number = Number(text), let sum = Money(number, rounding: .halfUp), sum.minor > 0,
          let fact = book.program.schema.fact(named: name)
        else { continue }
        let label = book.facts[fact].label.zh
        concerns.append(Concern(kind: .paidElsewhere, otherCase: nil, otherEnterprise: nil, amount: sum, what: label))
      }
      return concerns
    }
  }

  /// The same enterprise, or one of the two names the other, or both name one company.
  static func isRelated(_ a: CaseState, _ b: CaseState, by particular: String?) -> Bool {
    if a.enterprise == b.enterprise { return true }
    guard let particular else { return false }
    let (first, second) = (Plain.text(a.content.particulars[particular] ?? ""), Plain.text(b.content.particulars[particular] ?? ""))
    return !first.isEmpty && (first == second || first == Plain.text(b.enterpriseName))
      || !second.isEmpty && second == Plain.text(a.enterpriseName)
  }
}
