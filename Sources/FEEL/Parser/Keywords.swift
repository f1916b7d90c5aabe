/// Words that can't be names of facts, parameters and definitions.
enum Keywords {
  static let all: Set<String> = [
    "and", "between", "else", "every", "external", "false", "for", "function", "if", "in", "instance", "null", "or", "return", "satisfies",
    "some", "then", "true",
  ]
}
