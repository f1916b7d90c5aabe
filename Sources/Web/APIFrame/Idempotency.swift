/// What makes a write happen once: handed to the use case, which keeps it with the answer in the transaction of the act itself.
struct IdempotencyContext: Sendable, Equatable {
  /// The client's key: 1 to 255 visible ASCII characters.
  let key: String
  /// A keyed code of method, address and body (`Signer.requestCode`).
  let requestCode: String
  /// Whose key it is: the account's id. Keys of different accounts are different keys.
  let owner: String
}
