import Casework
import Diagnostics
import Policy
import Storage
import Values

/// What claims of a demonstration state and hand in.
extension DemoPlayer {
  func claim(_ node: DemoNode) throws -> (name: String, claim: DemoScript.Claim) {
    let name = try node.text()
    guard let claim = script.cases[name] else {
      throw node.problem(
        .unknownID, "there is no case `\(name)`",
        help: nearestName(to: name, among: script.cases.keys.sorted()).map { "did you mean `\($0)`?" })
    }
    return (name, claim)
  }

  func company(_ claim: DemoScript.Claim) throws -> DemoScript.Company {
    guard let company = script.companies.first(where: { $0.id == claim.company }) else {
      throw claim.node.problem(.unknownID, "there is no company `\(claim.company)`")
    }
    return company
  }

  /// Everything that a claim states, with its papers stored.
  func content(_ name: String, _ claim: DemoScript.Claim) async throws -> Content {
    let company = try company(claim)
    let facts = try facts(company.facts + claim.facts, company)
    var papers: [PaperFile] = []
    for paper in procedure.papers(for: claim.measure) where !paper.isOptional && !claim.without.contains(paper.id) {
      papers.append(try await self.paper(paper, of: name))
    }
    return Content(
      facts: facts.mapValues(\.compact), particulars: claim.particulars, papers: papers, vouchers: try vouchers(name, claim, facts),
      bank: BankAccount(holder: company.name, bank: company.bank, number: company.bankNumber))
  }

  /// A paper of a claim: photographs for what may come later, documents for the rest.
  func paper(_ paper: Procedure.Paper, of name: String, edition: String = "1") async throws -> PaperFile {
    let bytes =
      paper.isDeferrable
      ? DemoPapers.png("\(name) \(paper.id) \(edition)")
      : DemoPapers.pdf(["DEMONSTRATION PAPER - FICTIONAL, PROVES NOTHING", "case \(name)", "paper \(paper.id), edition \(edition)"])
    let stored = try await services.files.put(bytes, limit_bytes: 1 << 20)
    return PaperFile(
      kind: paper.id, name: "\(paper.title.zh).\(stored.kind.rawValue)", sha256: stored.sha256, size_bytes: stored.size_bytes,
      mediaType: stored.kind.mediaType)
  }

  private func vouchers(_ name: String, _ claim: DemoScript.Claim, _ facts: [String: JSONText]) throws -> [Voucher] {
    if let nodes = claim.vouchers { return try nodes.map(voucher) }
    guard let cost = facts[script.costFact]?.compact, let amount = Number(cost).flatMap({ Money($0, rounding: .down) }), amount > .zero,
      let day = facts[script.dayFact].flatMap({ CivilDate($0.compact.replacing("\"", with: "")) })
    else { return [] }
    // The number follows from the name, so that it is the same in every demonstration.
    let number = "9900" + String(Digest.sha256(name).utf8.prefix(8).map { Character(Unicode.Scalar(48 + $0 % 10)) })
    return [Voucher(number: number, issuer: script.voucherIssuer, day: day, amount: amount)]
  }

  private func voucher(_ node: DemoNode) throws -> Voucher {
    try node.allow(["number", "issuer", "day", "amount"])
    return Voucher(
      number: try node.text("number"), issuer: try node.text("issuer"), day: try node.required("day").date(),
      amount: try node.required("amount").money())
  }
}
