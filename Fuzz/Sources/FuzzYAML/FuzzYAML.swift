import Foundation

/// libFuzzer's own main loop.
@_silgen_name("LLVMFuzzerRunDriver")
func runDriver(
  _ argc: UnsafeMutablePointer<CInt>, _ argv: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// Reads any bytes as a file: of facts, of worked cases, and of a policy package if they begin like one. Whatever they are: no crash, and
/// what is refused is refused with a reason and a place in the file.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Data(UnsafeBufferPointer(start: start, count: count))
  guard let text = String(validating: bytes, as: UTF8.self) else {
    SmallPackage.shared.refuses(bytes)
    return 0
  }
  for name in ["input.yaml", "input.json"] {
    guard let file = Reading.read(text, name: name) else { continue }
    Answering.shared.answer(file)
    if name == "input.yaml" { SmallPackage.shared.load(file, bytes) }
  }
  return 0
}

@main
enum Main {
  static func main() {
    var argc = CommandLine.argc
    var argv = CommandLine.unsafeArgv
    withUnsafeMutablePointer(to: &argv) { argv in
      _ = runDriver(&argc, argv, fuzzOneInput)
    }
  }
}
