import Casework
import HTTPTypes

/// The routes of the service, found by path and method. Built once; two routes that would answer the same request keep the service from starting.
struct RouteTable: Sendable {
  /// What a path leads to.
  enum Match: Sendable {
    /// A route, with what varies of the path.
    case route(Route, [String: String])
    /// The path exists for other methods only.
    case otherMethods([HTTPRequest.Method])
    /// There is no such path.
    case nothing
  }

  /// All routes in the order they were given.
  let routes: [Route]
  private let root: Node

  private struct Node: Sendable {
    var fixed: [String: Node] = [:]
    var named: [Node] = []
    var routes: [Route] = []
  }

  /// A table of routes, or everything that is wrong with them.
  init(_ routes: [Route]) throws(StartupError) {
    self.routes = routes
    var root = Node()
    var problems: [String] = []
    for route in routes { Self.add(route, route.path.segments[...], to: &root, &problems) }
    if !problems.isEmpty { throw StartupError(problems) }
    self.root = root
  }

  private static func add(_ route: Route, _ rest: ArraySlice<PathTemplate.Segment>, to node: inout Node, _ problems: inout [String]) {
    guard let segment = rest.first else {
      if node.routes.contains(where: { $0.method == route.method }) {
        problems.append("two routes answer \(route.method.rawValue) \(route.path.text)")
      }
      // Names are taken from each route's own path, so that /cases/{id} and /cases/{case} for another method can't mix them up.
      node.routes.append(route)
      return
    }
    switch segment {
    case .fixed(let text): add(route, rest.dropFirst(), to: &node.fixed[text, default: Node()], &problems)
    case .named:
      if node.named.isEmpty { node.named.append(Node()) }
      add(route, rest.dropFirst(), to: &node.named[0], &problems)
    }
  }

  /// The route for a method and the decoded segments of a path; HEAD is answered as GET.
  func match(_ method: HTTPRequest.Method, _ segments: [String]) -> Match {
    guard let node = Self.find(segments[...], in: root) else { return .nothing }
    let method = method == .head ? .get : method
    guard let route = node.routes.first(where: { $0.method == method }) else {
      let methods = node.routes.map(\.method)
      return .otherMethods(methods.contains(.get) ? methods + [.head] : methods)
    }
    var values: [String: String] = [:]
    for (segment, text) in zip(route.path.segments, segments) {
      if case .named(let name) = segment { values[name] = text }
    }
    return .route(route, values)
  }

  private static func find(_ rest: ArraySlice<String>, in node: Node) -> Node? {
    guard let segment = rest.first else { return node.routes.isEmpty ? nil : node }
    if let next = node.fixed[segment], let found = find(rest.dropFirst(), in: next) { return found }
    return node.named.first.flatMap { find(rest.dropFirst(), in: $0) }
  }

  /// The decoded segments of a path; nil if it is none: a broken escape, an empty segment, a slash or control character hidden in one.
  static func segments(_ path: some StringProtocol) -> [String]? {
    guard path.utf8.first == UInt8(ascii: "/") else { return nil }
    if path == "/" { return [] }
    var out: [String] = []
    for piece in path.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      guard !piece.isEmpty, let text = PercentCoding.decode(piece, plusIsSpace: false), text != ".", text != "..",
        !text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") })
      else { return nil }
      out.append(text)
    }
    return out
  }
}
