import Service

/// Makes what a form does happen once, however often it is sent: a double click, a reload, a browser that tries again.
///
/// The page carries a random key in a hidden field; the use case keeps its first answer under it.
enum FormOnce {
  private static let name = "once"

  /// The hidden field with a fresh key.
  static func field() -> (name: String, value: String) { (name, RandomText.id().replacing("_", with: "-")) }

  /// The hidden field, drawn.
  static var view: View {
    let (name, value) = field()
    return FormView().hidden(name, value)
  }

  /// What makes the act of a form happen once; nil where the form has no sound key.
  static func once(_ request: WebRequest) -> Once? { once(request, request.form) }

  /// The same for a form with files, which is read by the route itself.
  ///
  /// - Parameter owner: whose key it is; nil is the caller's own. Visitors have no account: their random key stands alone.
  static func once(_ request: WebRequest, _ form: FormValues, owner: String? = nil) -> Once? {
    guard let key = form[name], (1...64).contains(key.utf8.count), key.utf8.allSatisfy(isPlain) else { return nil }
    // The form's token says who sends it, not what: it is left out, so that a new session can repeat an act.
    let fields = form.fields.pairs.filter { $0.name != "csrf" }.map { $0.name + "=" + $0.value }
    let files = form.files.map { $0.field + "=" + $0.reference }
    let asked = ([request.path] + fields + files).joined(separator: "\n")
    return Once(key: key, owner: owner ?? request.account.id, requestCode: request.signer.requestCode(asked))
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
