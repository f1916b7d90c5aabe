import Service
import Storage
import Synchronization

/// Takes the files of a form into the store as they come: checked, hashed, on the disk before anything is said of them.
final class PaperIntake: Sendable {
  /// The largest file that is taken.
  static let limit_bytes: Int64 = 20 << 20
  /// What a form with one such file and its fields takes.
  static let formLimit_bytes = 21 << 20
  /// What the file chooser of a browser offers.
  static let accept = FileKind.allCases.flatMap(\.endings).map { "." + $0 }.joined(separator: ",")

  private let files: FileStore
  private let limit_bytes: Int64
  private let room: Int
  private let begun = Mutex(0)
  private let stored = Mutex<[String: StoredFile]>([:])

  /// Takes at most `room` files.
  init(_ files: FileStore, room: Int, limit_bytes: Int64 = PaperIntake.limit_bytes) {
    self.files = files
    self.room = room
    self.limit_bytes = limit_bytes
  }

  /// More files than there is room for: refused before they are stored.
  struct Full: Error {}

  /// The receiver of a file that begins. Throws `Full`.
  func receiver(_ start: FileStart) throws -> any FileReceiver {
    let number = begun.withLock { begun in
      begun += 1
      return begun
    }
    guard number <= room else { throw Full() }
    return Receiver(self, start.displayName)
  }

  /// Everything that was taken in.
  var all: [StoredFile] { stored.withLock { Array($0.values) } }

  /// What became of a file of the form.
  func file(_ file: FormValues.File) -> StoredFile? { stored.withLock { $0[file.reference] } }

  private func keep(_ file: StoredFile) { stored.withLock { $0[file.sha256] = file } }

  private final class Receiver: FileReceiver {
    private let intake: PaperIntake
    private let handoff: Handoff
    private let storing: Task<StoredFile, any Error>

    init(_ intake: PaperIntake, _ name: String) {
      let handoff = Handoff()
      let (files, limit_bytes) = (intake.files, intake.limit_bytes)
      self.intake = intake
      self.handoff = handoff
      storing = Task {
        do {
          return try await files.put(handoff, limit_bytes: limit_bytes, named: name)
        } catch {
          // The rest is let pass, so that the browser can be told why.
          await handoff.close()
          throw error
        }
      }
    }

    func receive(_ bytes: [UInt8]) async throws { await handoff.give(bytes) }

    func finish() async throws -> String {
      await handoff.end()
      let file = try await storing.value
      intake.keep(file)
      return file.sha256
    }

    func cancel() async {
      await handoff.fail(CancellationError())
      _ = try? await storing.value
    }
  }
}

/// Hands bytes from one task to another, a piece at a time: whoever gives waits until the piece was taken, so that memory stays small.
actor Handoff: AsyncSequence {
  private var piece: [UInt8]?
  private var isEnded = false
  private var isClosed = false
  private var failure: (any Error)?
  private var giver: CheckedContinuation<Void, Never>?
  private var taker: CheckedContinuation<[UInt8]?, any Error>?

  /// Gives a piece; returns at once where nobody takes any more.
  func give(_ bytes: [UInt8]) async {
    if isClosed { return }
    if let taker {
      self.taker = nil
      return taker.resume(returning: bytes)
    }
    piece = bytes
    await withCheckedContinuation { giver = $0 }
  }

  /// There is no more.
  func end() {
    isEnded = true
    taker?.resume(returning: nil)
    taker = nil
  }

  /// There will be no more, as something went wrong.
  func fail(_ error: any Error) {
    failure = error
    taker?.resume(throwing: error)
    taker = nil
  }

  /// Nobody takes any more.
  func close() {
    isClosed = true
    piece = nil
    giver?.resume()
    giver = nil
  }

  private func take() async throws -> [UInt8]? {
    if let piece {
      self.piece = nil
      giver?.resume()
      giver = nil
      return piece
    }
    if let failure { throw failure }
    if isEnded { return nil }
    return try await withCheckedThrowingContinuation { taker = $0 }
  }

  nonisolated func makeAsyncIterator() -> Iterator { Iterator(handoff: self) }

  /// The pieces as they are taken.
  struct Iterator: AsyncIteratorProtocol {
    let handoff: Handoff
    func next() async throws -> [UInt8]? { try await handoff.take() }
  }
}
