import Casework
import Service
import Storage
import Values

/// A paper of an objection that was uploaded before the objection itself: a signed note of what was taken in, which the client hands back.
///
/// Nothing is kept for it but the file. It is good for one notice and one hour, so that nobody hoards files under open doors.
enum ObjectionPaper {
  /// How long a note is good.
  static let life_seconds: Int64 = 3600
  /// The most papers of one objection.
  static let limit = 3

  /// The note of a stored file.
  static func note(_ file: StoredFile, named name: String, notice: String, at now: Moment, _ signer: Signer) -> String {
    let ends = now.adding(seconds: life_seconds).unixMilliseconds
    let parts = [notice, String(ends), file.sha256, String(file.size_bytes), file.kind.mediaType, MultipartReader.displayName(name)]
    let text = Base64URL.encode(Array(parts.joined(separator: "\n").utf8))
    return text + "." + signer.mac(text, .paper)
  }

  /// The paper that a note is about. Throws `paper.note_invalid` for one that is forged, too old, or for another notice.
  static func read(_ note: String, notice: String, at now: Moment, _ signer: Signer) throws(Failure) -> PaperFile {
    guard let text = signer.verify(note, for: .paper), let bytes = Base64URL.decode(text) else { throw invalid }
    let parts = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 6, parts[0] == notice, let ends = Int64(parts[1]), now.unixMilliseconds < ends, let size = Int64(parts[3]) else {
      throw invalid
    }
    return PaperFile(kind: "objection", name: parts[5], sha256: parts[2], size_bytes: size, mediaType: parts[4])
  }

  static let invalid = Failure.refused(
    "paper.note_invalid", zh: "材料凭据无效或已超过一小时。请重新上传材料，再提交异议。",
    en: "The note of a paper is not valid or more than an hour old. Upload the paper again, then object.")
}
