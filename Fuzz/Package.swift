// swift-tools-version: 6.2
import PackageDescription

// A package of its own, because fuzzing needs unsafe flags, which no package that is depended on may have.
// The sources are those of the project (symbolic links), built again with coverage for libFuzzer and with AddressSanitizer.
let instrumented: [SwiftSetting] = [.unsafeFlags(["-sanitize=fuzzer,address", "-parse-as-library"])]
let driver: [SwiftSetting] = [.unsafeFlags(["-sanitize=address", "-parse-as-library"])]
let linked: [LinkerSetting] = [.unsafeFlags(["-sanitize=fuzzer,address", "-use-ld=lld"])]

let package = Package(
  name: "fuzz",
  targets: [
    .target(name: "Diagnostics", swiftSettings: instrumented),
    .target(name: "Values", swiftSettings: instrumented),
    .target(name: "Rules", dependencies: ["Values"], swiftSettings: instrumented),
    .target(name: "FEEL", dependencies: ["Diagnostics", "Values", "Rules"], swiftSettings: instrumented),
    .executableTarget(
      name: "FuzzExpressions", dependencies: ["FEEL", "Rules", "Values", "Diagnostics"], swiftSettings: driver, linkerSettings: linked),
    // The YAML loader joins here: link ../../Sources/Policy and ../../Sources/CLibYAML, and call the loader in FuzzYAML/main.
    .executableTarget(name: "FuzzYAML", dependencies: ["Diagnostics"], swiftSettings: driver, linkerSettings: linked),
  ]
)
