/// Names of several words that FEEL gives to its functions and to parts of values.
enum MultiWordNames {
  /// Functions with `and` in their name, which would otherwise be read as the operator. Longer names first.
  static let functionsWithKeywords = [["years", "and", "months", "duration"], ["date", "and", "time"]]
  /// Parts of ranges and times.
  static let parts = [["start", "included"], ["end", "included"], ["time", "offset"]]
}
