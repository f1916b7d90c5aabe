import Rules
import Values

/// A built-in function as the checker sees it: how it may be called, and what comes of a call.
struct Function: Sendable {
  /// The ways to call it: parameters in order.
  let forms: [[Parameter]]
  /// Makes the call; nil if a problem has been reported.
  let make: @Sendable (inout CheckerPass, Arguments) -> Typed?

  init(_ forms: [[Parameter]], _ make: @escaping @Sendable (inout CheckerPass, Arguments) -> Typed?) {
    self.forms = forms
    self.make = make
  }

  /// A function whose parameters say all there is to check. `isPartial`: it may have no value even for sound arguments.
  static func plain(_ operation: Operation, _ parameters: [Parameter], _ result: Result, isPartial: Bool = false) -> Function {
    Function([parameters]) { pass, arguments in
      guard let (typed, item) = pass.match(arguments) else { return nil }
      let type: ValueType =
        switch result {
        case .type(let type): type
        case .like(let index): typed[index].type.wrapped
        case .listOfItems: .list(item ?? .anything)
        }
      let lifted = zip(typed, arguments.items).contains { $0.type.isOptional && !$1.parameter.takesNull }
      let cause = isPartial ? arguments.mayBeNull : nil
      let made = pass.apply(operation, typed, lifted ? type.orNull : type, lifting: false, cause: cause)
      return lifted && made.cause == nil ? made.with(cause: typed.lazy.compactMap(\.cause).first) : made
    }
  }

  /// The type of what a function gives.
  enum Result: Sendable {
    case type(ValueType)
    /// The type of an argument.
    case like(Int)
    /// A list of what the lists among the arguments hold.
    case listOfItems
  }
}

/// A parameter of a function.
struct Parameter: Sendable {
  let name: String
  let pattern: Pattern
  var isOptional = false
  /// Null is a sound argument; everywhere else it makes the result null.
  var takesNull = false
  /// Further arguments without a name go here too.
  var isVariadic = false

  init(_ name: String, _ pattern: Pattern, isOptional: Bool = false, takesNull: Bool = false, isVariadic: Bool = false) {
    self.name = name
    self.pattern = pattern
    self.isOptional = isOptional
    self.takesNull = takesNull
    self.isVariadic = isVariadic
  }
}

/// What an argument must be.
indirect enum Pattern: Sendable {
  case type(ValueType)
  /// A number in any unit.
  case number
  /// A number without a unit, or a count.
  case position
  /// A date or a date and time.
  case dateLike
  /// Whatever the lists of the call hold.
  case item
  /// A list of items.
  case items
  /// A list of numbers in one unit.
  case numbers
  case any
}

/// The arguments of a call in the order of the parameters.
struct Arguments {
  struct Item {
    let parameter: Parameter
    let typed: Typed
    let syntax: Syntax
  }

  let function: String
  let items: [Item]
  let syntax: Syntax

  func item(_ name: String) -> Item? { items.first { $0.parameter.name == name } }

  var mayBeNull: NullCause {
    NullCause(range: syntax.range, message: "`\(function)` may have no value here", help: "write `if … = null then … else …`")
  }
}
