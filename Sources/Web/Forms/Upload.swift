/// Takes the bytes of one file as they come. `finish` is called once at the end and answers what the file is known by; `cancel` instead of it where
/// anything went wrong before.
protocol FileReceiver: Sendable {
  /// The next bytes.
  func receive(_ bytes: [UInt8]) async throws
  /// All bytes are there. Throw a `Failure` to refuse the file (a wrong type behind a right ending).
  func finish() async throws -> String
  /// Forget it.
  func cancel() async
}

/// The start of a file in a form.
struct FileStart: Sendable, Equatable {
  /// The field's name.
  let field: String
  /// The name to show.
  let displayName: String
  /// What the browser said it is.
  let claimedType: String
}

/// A form with files, not read yet.
struct Upload: Sendable {
  private let reading: @Sendable (@escaping Opening) async throws -> FormValues

  /// Makes the receiver of a file that begins; throw a `Failure` to refuse it before its bytes are read.
  typealias Opening = @Sendable (FileStart) async throws -> any FileReceiver

  init(_ reading: @escaping @Sendable (@escaping Opening) async throws -> FormValues) { self.reading = reading }

  /// Reads the form to its end. The form's token is checked before the first file; a form without it is refused (`form.token`).
  /// Files that nobody chose (no name, no bytes) are left out.
  func read(_ opening: @escaping Opening) async throws -> FormValues { try await reading(opening) }
}
