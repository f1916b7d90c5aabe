public import Rules
public import Values

/// What a name stands for.
public enum Binding: Sendable {
  /// A fact; where it isn't stated, `assuming` is taken.
  case fact(FactIndex, assuming: Value?)
  /// A named figure of the program.
  case parameter(Int)
  /// A named formula of the program.
  case definition(Int)
  /// A value that never changes, such as a list of a table.
  case constant(Value, ValueType)
}
