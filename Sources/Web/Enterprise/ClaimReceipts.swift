import Casework

/// The receipts of a claim: the one it was handed in with, then one for each correction. Each is told by the hash of what was handed in, so
/// that a page and its PDF are about the same one and go on being so.
struct ClaimReceipts: Sendable {
  /// All of them, first to last; none of a draft.
  let all: [CaseState.Receipt]
  private let path: String

  init(_ state: CaseState) {
    all = (state.receipt.map { [$0] } ?? []) + state.correctionReceipts
    path = "/my/cases/" + PercentCoding.encode(state.id) + "/receipt"
  }

  /// The one that an address names by `of`; the first where it names none.
  func asked(_ request: WebRequest) throws(Failure) -> CaseState.Receipt {
    let sha256 = request.query["of"]
    guard let receipt = all.first(where: { sha256 == nil || $0.sha256 == sha256 }) else { throw .notFound }
    return receipt
  }

  /// Where a receipt is, as a page or with the ending of a file.
  func path(_ receipt: CaseState.Receipt, _ ending: String = "") -> String {
    Query([("of", receipt.sha256)]).address(path + ending)
  }
}
