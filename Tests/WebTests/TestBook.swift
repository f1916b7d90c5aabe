import Policy
import Service
import TestSupport

/// The policies of the repository, read once for all these tests.
enum TestBook {
  static let loaded = PolicyBook.load(folder: Repository.policies.path)
  static let examples = loaded.map { WorkedExamples.load(folder: Repository.policies.path, book: $0) }
}
