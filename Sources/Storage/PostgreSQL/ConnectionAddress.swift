import CPostgreSQL

/// A PostgreSQL address that libpq can read.
struct ConnectionAddress {
  /// Where it leads, without user and password: "127.0.0.1:5432/huiqi".
  let place: String

  /// Reads an address; nil if libpq can't. What libpq says of a bad one is dropped, because it quotes the password.
  init?(_ url: String) {
    guard let options = PQconninfoParse(url, nil) else { return nil }
    defer { PQconninfoFree(options) }
    var found: [String: String] = [:]
    var option = options
    while let keyword = option.pointee.keyword {
      if let value = option.pointee.val { found[String(cString: keyword)] = String(cString: value) }
      option += 1
    }
    let port = found["port"].map { ":" + $0 } ?? ""
    place = (found["host"] ?? found["hostaddr"] ?? "") + port + "/" + (found["dbname"] ?? "")
  }
}
