/// libFuzzer's own main loop.
@_silgen_name("LLVMFuzzerRunDriver")
func runDriver(
  _ argc: UnsafeMutablePointer<CInt>, _ argv: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// Reads any bytes as a policy file. The loader is called here once it is linked (see Package.swift).
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  _ = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
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
