// swift-tools-version: 6.2
import PackageDescription

// Arrows point one way only (Tests/ArchitectureTests holds every import to them):
//   Diagnostics, Values <- Rules <- FEEL <- Policy <- CommandLine <- huiqi
let package = Package(
  name: "huiqi",
  products: [
    .executable(name: "huiqi", targets: ["huiqi"])
  ],
  dependencies: [
    // Apple's own argument parser: help, completions and exit codes as people know them.
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    // Apple's cryptography: SHA-256 of the policy packages in decision records.
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    // Arbitrary precision integers: the oracle that the decimal arithmetic is tested against. Tests only.
    .package(url: "https://github.com/attaswift/BigInt", exact: "6.0.1"),
  ],
  targets: [
    // libyaml, the reference YAML scanner (Debian: libyaml-dev). Its event interface gives every position.
    .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .target(name: "Diagnostics"),
    .target(name: "Values"),
    .target(name: "Rules", dependencies: ["Values"]),
    .target(name: "FEEL", dependencies: ["Diagnostics", "Values", "Rules"]),
    .target(
      name: "Policy",
      dependencies: ["Diagnostics", "Values", "Rules", "FEEL", "CLibYAML", .product(name: "Crypto", package: "swift-crypto")]),
    .target(
      name: "CommandLine",
      dependencies: [
        "Diagnostics", "Values", "Rules", "Policy", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(name: "huiqi", dependencies: ["CommandLine"]),
    .executableTarget(name: "huiqi-bench", dependencies: ["Policy", "Rules", "Values", "Diagnostics"], path: "Benchmarks"),
    .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics"]),
    .testTarget(name: "ValuesTests", dependencies: ["Values", .product(name: "BigInt", package: "BigInt")]),
    .testTarget(name: "RulesTests", dependencies: ["Rules", "Values"]),
    .testTarget(
      name: "FEELTests", dependencies: ["FEEL", "Rules", "Values", "Diagnostics"], exclude: ["tck-manifest.txt"]),
    .testTarget(
      name: "PolicyTests", dependencies: ["Policy", "Rules", "Values", "Diagnostics"], exclude: ["good", "bad", "sentences"]),
    .testTarget(name: "ScreeningTests", dependencies: ["Policy", "Rules", "Values"]),
    .testTarget(name: "CommandLineTests", dependencies: ["CommandLine", "Policy", "Diagnostics", "Values", "huiqi"]),
    .testTarget(name: "ArchitectureTests"),
  ]
)
