import Casework
import Diagnostics
import Rules
import Values

/// Who bears what of a sum.
extension ProcedureLoader {
  /// `{measure: …, output: …, borne_by: office}`: the output has to be a sum in CNY that is always there, for money is booked by it.
  func payer(_ node: DataNode, among claimed: [String], _ source: SourceText) -> Procedure.Payer? {
    var map = MapReader(node, "a payer", source, findings)
    let measure = map.required("measure")
    let output = map.required("output")
    let bearer = map.required("borne_by").flatMap { StepReader(findings: findings, source: source).word($0, Procedure.Payer.Bearer.self) }
    map.finish()
    guard let measure, let output, let bearer, let id = self.measure(measure, among: claimed, source) else { return nil }
    // Without its outputs the measure has errors of its own, which are said where it stands.
    guard let known = outputs[id] else { return nil }
    guard let name = output.text, let type = known[name] else {
      findings.error(
        .unknownID, "`\(id)` has no output `\(output.text ?? "")`", output, source,
        help: near(output.text ?? "", Set(known.keys)) ?? "add it to the `outputs` of the measure")
      return nil
    }
    guard type == .number(ProcedureLoader.money) else {
      findings.error(
        .typeMismatch, "the output `\(name)` is no sum in CNY that is always there, so nobody can bear it", output, source,
        help: "name an output whose unit is CNY and which is never null")
      return nil
    }
    return Procedure.Payer(measure: id, output: name, bearer: bearer)
  }

  private func measure(_ node: DataNode, among claimed: [String], _ source: SourceText) -> String? {
    guard let id = node.text, claimed.contains(id) else {
      findings.error(
        .unknownMeasure, "the measure `\(node.text ?? "")` is not claimed by this procedure", node, source,
        help: near(node.text ?? "", Set(claimed)) ?? "add it to `measures`")
      return nil
    }
    return id
  }

  private static let money = Unit("CNY") ?? .none
}
