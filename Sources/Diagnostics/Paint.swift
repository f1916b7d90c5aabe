/// Colours for a terminal, or none.
public struct Paint: Sendable {
  /// The few colours in use.
  public enum Colour: String, Sendable {
    /// Errors and refusals.
    case red = "31"
    /// What is granted.
    case green = "32"
    /// Warnings and open matters.
    case yellow = "33"
    /// Places.
    case blue = "34"
    /// What may be skipped.
    case dim = "2"
    /// Headings.
    case bold = "1"
  }

  private let on: Bool

  /// Paints if `on`.
  public init(on: Bool) { self.on = on }

  /// The text in the colour.
  public func callAsFunction(_ text: String, _ colour: Colour) -> String {
    on ? "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m" : text
  }
}
