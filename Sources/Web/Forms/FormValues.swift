/// What was typed into a form, as it came; shown again where something is wrong.
struct FormValues: Sendable, Equatable {
  /// A file that was sent and has been stored.
  struct File: Sendable, Equatable {
    /// The field's name.
    let field: String
    /// The name to show: the last part of what the browser sent, without control characters.
    let displayName: String
    /// What the browser said it is; believed by nobody.
    let claimedType: String
    /// Its length.
    let length_bytes: Int
    /// What the receiver knows it by, such as the hash of its content.
    let reference: String
  }

  /// The fields in order.
  let fields: Query
  /// The files.
  let files: [File]

  /// Fields and files.
  init(_ fields: Query = Query(), files: [File] = []) {
    self.fields = fields
    self.files = files
  }

  /// Fields to begin a form with.
  init(_ values: [String: String]) { self.init(Query(values.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })) }

  /// The first value of a field.
  subscript(_ name: String) -> String? { fields[name] }
  /// All values of a field.
  func all(_ name: String) -> [String] { fields.all(name) }
  /// The file of a field.
  func file(_ name: String) -> File? { files.first { $0.field == name } }
}
