// swift-tools-version: 6.2
import PackageDescription

// Arrows point one way only (Tests/ArchitectureTests holds every import to them):
//   Diagnostics, Values <- Rules <- FEEL <- Policy <- Service
//   Values <- WorkingDays, FundLedger <- Casework <- Storage <- Service <- Web <- CommandLine <- huiqi
//   Paper, Sheets <- Web
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
    // The server: small protocols over SwiftNIO, structured concurrency throughout. Without its optional configuration support.
    .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
    // Logic-less templates of the same family: pages escape what they print unless told otherwise.
    .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
    // SQLite as Swift values, with migrations, WAL and a pool of readers.
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    // Threads for calls that block (PostgreSQL, scrypt), and the server's event loops.
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    // Structured logs and the life of the server, as Hummingbird uses them.
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    // Arbitrary precision integers: the oracle that the decimal arithmetic is tested against. Tests only.
    .package(url: "https://github.com/attaswift/BigInt", exact: "6.0.1"),
  ],
  targets: [
    // libyaml, the reference YAML scanner (Debian: libyaml-dev). Its event interface gives every position.
    .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    // The client library of PostgreSQL (libpq-dev), text layout and PDF (libpango1.0-dev), Excel workbooks (libxlsxwriter-dev).
    .systemLibrary(name: "CPostgreSQL", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(name: "CPangoCairo", pkgConfig: "pangocairo", providers: [.apt(["libpango1.0-dev"])]),
    .systemLibrary(name: "CXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
    .target(name: "Diagnostics"),
    .target(name: "Values"),
    .target(name: "Rules", dependencies: ["Values"]),
    .target(name: "FEEL", dependencies: ["Diagnostics", "Values", "Rules"]),
    .target(
      name: "Policy",
      dependencies: [
        "Diagnostics", "Values", "Rules", "FEEL", "WorkingDays", "Casework", "CLibYAML", .product(name: "Crypto", package: "swift-crypto"),
      ]),
    .target(name: "WorkingDays", dependencies: ["Values"]),
    .target(name: "FundLedger", dependencies: ["Values"]),
    .target(name: "Casework", dependencies: ["Values", "WorkingDays"]),
    .target(
      name: "Storage",
      dependencies: [
        "Values", "WorkingDays", "FundLedger", "Casework", "CPostgreSQL", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Crypto", package: "swift-crypto"), .product(name: "NIOPosix", package: "swift-nio"),
      ]),
    .target(
      name: "Service",
      dependencies: [
        "Diagnostics", "Values", "Rules", "Policy", "WorkingDays", "FundLedger", "Casework", "Storage",
        .product(name: "Crypto", package: "swift-crypto"), .product(name: "CryptoExtras", package: "swift-crypto"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ]),
    .target(name: "Paper", dependencies: ["CPangoCairo"]),
    .target(name: "Sheets", dependencies: ["CXLSXWriter"]),
    .target(
      name: "Web",
      dependencies: [
        "Diagnostics", "Values", "Rules", "Policy", "WorkingDays", "FundLedger", "Casework", "Storage", "Service", "Paper", "Sheets",
        .product(name: "Hummingbird", package: "hummingbird"), .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "Mustache", package: "swift-mustache"), .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Logging", package: "swift-log"), .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "NIOCore", package: "swift-nio"),
      ],
      resources: [.copy("Templates"), .copy("Assets"), .copy("Words")]),
    .target(
      name: "CommandLine",
      dependencies: [
        "Diagnostics", "Values", "Rules", "Policy", "WorkingDays", "Storage", "Service", "Web",
        .product(name: "ArgumentParser", package: "swift-argument-parser"), .product(name: "Logging", package: "swift-log"),
      ]),
    .executableTarget(name: "huiqi", dependencies: ["CommandLine"]),
    .executableTarget(name: "huiqi-bench", dependencies: ["Policy", "Rules", "Values", "Diagnostics"], path: "Benchmarks"),
    // What the tests share. Databases and accounts stand apart, so that tests of small targets don't wait for them.
    .target(name: "TestSupport", path: "Tests/TestSupport"),
    .target(name: "TestDatabases", dependencies: ["TestSupport", "Storage"], path: "Tests/TestDatabases"),
    .target(name: "TestAccounts", dependencies: ["Casework", "Service", "Storage"], path: "Tests/TestAccounts"),
    .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics"]),
    .testTarget(name: "ValuesTests", dependencies: ["Values", "TestSupport", .product(name: "BigInt", package: "BigInt")]),
    .testTarget(name: "RulesTests", dependencies: ["Rules", "Values"]),
    .testTarget(
      name: "FEELTests", dependencies: ["FEEL", "Rules", "Values", "Diagnostics", "TestSupport"], exclude: ["tck-manifest.txt"]),
    .testTarget(
      name: "PolicyTests", dependencies: ["Policy", "Casework", "WorkingDays", "Rules", "Values", "Diagnostics", "TestSupport"],
      exclude: ["good", "bad", "sentences"]),
    .testTarget(
      name: "CaseworkTests", dependencies: ["Casework", "Policy", "WorkingDays", "Values", "TestSupport"], exclude: ["golden"]),
    .testTarget(name: "ScreeningTests", dependencies: ["Policy", "Rules", "Values", "TestSupport"]),
    .testTarget(name: "CommandLineTests", dependencies: ["CommandLine", "Policy", "Diagnostics", "Values", "huiqi", "TestSupport"]),
    .testTarget(name: "WorkingDaysTests", dependencies: ["WorkingDays", "Policy", "Values", "TestSupport"]),
    .testTarget(name: "FundLedgerTests", dependencies: ["FundLedger", "Values", "TestSupport"]),
    .testTarget(name: "PaperTests", dependencies: ["Paper", "TestSupport"]),
    .testTarget(name: "SheetsTests", dependencies: ["Sheets", "TestSupport"]),
    .testTarget(
      name: "StorageTests",
      dependencies: ["Storage", "Values", "TestSupport", "TestDatabases", .product(name: "Crypto", package: "swift-crypto")]),
    .testTarget(
      name: "ServiceTests",
      dependencies: [
        "Service", "Storage", "Casework", "FundLedger", "WorkingDays", "Policy", "Rules", "Diagnostics", "Values", "TestSupport",
        "TestDatabases", "TestAccounts",
        .product(name: "Crypto", package: "swift-crypto"),
      ]),
    .testTarget(
      name: "WebTests",
      dependencies: [
        "Web", "Service", "Storage", "Casework", "FundLedger", "Policy", "Rules", "Diagnostics", "Values", "Paper", "Sheets", "TestSupport",
        "TestDatabases", "TestAccounts",
        .product(name: "Hummingbird", package: "hummingbird"), .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "Logging", package: "swift-log"), .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ], exclude: ["Templates", "access-table.txt"]),
    .testTarget(name: "WebPublicTests", dependencies: ["Web", "Service", "Policy", "Rules", "Diagnostics", "Values", "TestSupport"]),
    .testTarget(name: "ArchitectureTests", dependencies: ["TestSupport"]),
  ]
)
