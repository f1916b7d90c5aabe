// swift-tools-version: 6.2
import PackageDescription

// A package of its own, because fuzzing needs unsafe flags, which no package that is depended on may have.
// The sources are those of the project (symbolic links), built again with coverage for libFuzzer and with AddressSanitizer.
let instrumented: [SwiftSetting] = [.unsafeFlags(["-sanitize=fuzzer,address", "-parse-as-library"])]
// The targets may make a file of data out of bytes, as the tests do.
let testable: [SwiftSetting] = instrumented + [.unsafeFlags(["-enable-testing"])]
let driver: [SwiftSetting] = [.unsafeFlags(["-sanitize=address", "-parse-as-library"])]
let linked: [LinkerSetting] = [.unsafeFlags(["-sanitize=fuzzer,address", "-use-ld=lld"])]

let package = Package(
  name: "fuzz",
  dependencies: [
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2")
  ],
  targets: [
    .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .target(name: "Diagnostics", swiftSettings: instrumented),
    .target(name: "Values", swiftSettings: instrumented),
    .target(name: "Rules", dependencies: ["Values"], swiftSettings: instrumented),
    .target(name: "FEEL", dependencies: ["Diagnostics", "Values", "Rules"], swiftSettings: instrumented),
    .target(
      name: "Policy",
      dependencies: ["Diagnostics", "Values", "Rules", "FEEL", "CLibYAML", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: testable),
    .executableTarget(
      name: "FuzzExpressions", dependencies: ["FEEL", "Rules", "Values", "Diagnostics"], swiftSettings: driver, linkerSettings: linked),
    .executableTarget(
      name: "FuzzYAML", dependencies: ["Policy", "Rules", "Values", "Diagnostics"], swiftSettings: driver, linkerSettings: linked),
  ]
)
