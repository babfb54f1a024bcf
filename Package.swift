// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// A Swift target with the settings that hold for all of them.
func target(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

/// The tests of one target, in `Tests/<target>Tests`.
func tests(of name: String, _ more: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: [.byName(name: name), "TestSupport"] + more,
    swiftSettings: settings)
}

/// A system library: `Sources/CSystem/<name>` with its module map.
func system(_ name: String, pkgConfig: String? = nil) -> Target {
  .systemLibrary(name: name, path: "Sources/CSystem/" + name, pkgConfig: pkgConfig)
}

let package = Package(
  name: "asyncd",
  products: [
    .executable(name: "asyncd", targets: ["asyncd"]),
    // What Benchmarks/, a package of its own, makes its records and requests with.
    .library(
      name: "AsyncdParts", targets: ["WBXML", "SyncModel", "Database", "ChangeLog", "OnOfficeBackend"]),
  ],
  targets: [
    system("CLinux"),
    system("CZlib"),
    system("CSQLite"),
    system("CXML2", pkgConfig: "libxml-2.0"),
    system("COpenSSL"),
    system("CCrypt"),
    system("CCurl"),
    system("CJansson"),

    // Imports go one way only: each line may name lines above it.
    target("Logging"),
    target("Certificates", ["COpenSSL"]),
    target("WBXML"),
    target("XML", ["CXML2"]),
    target("RTF"),
    target("SyncModel", ["RTF", "WBXML", "XML"]),
    target("Database", ["CSQLite"]),
    target("ChangeLog", ["Database", "SyncModel", "WBXML"]),
    target("HTTPServer", ["Certificates", "CLinux", "COpenSSL", "CZlib", "Logging"]),
    target(
      "ActiveSyncServer", ["HTTPServer", "Database", "SyncModel", "WBXML", "XML", "Logging", "COpenSSL"]),
    target(
      "OnOfficeBackend", ["ChangeLog", "Database", "SyncModel", "WBXML", "Logging", "CCrypt", "COpenSSL"]),
    target(
      "OnOfficeWeb",
      ["OnOfficeBackend", "HTTPServer", "Database", "SyncModel", "Logging", "CJansson", "COpenSSL"]),
    .executableTarget(
      name: "asyncd",
      dependencies: [
        "ActiveSyncServer", "OnOfficeBackend", "OnOfficeWeb", "HTTPServer", "Database", "SyncModel", "WBXML",
        "XML",
        "Certificates", "Logging", "CLinux", "COpenSSL", "CCurl",
      ],
      swiftSettings: settings),

    // What several test targets use.
    .target(
      name: "TestSupport", dependencies: ["COpenSSL"], path: "Tests/TestSupport", swiftSettings: settings),
    // What those use that talk to the server in process.
    .target(
      name: "ServerTestSupport", dependencies: ["ActiveSyncServer", "HTTPServer", "Database"],
      path: "Tests/ServerTestSupport", swiftSettings: settings),

    // Random histories of an office and its devices, and the program that plays them.
    .target(
      name: "Simulation",
      dependencies: [
        "ActiveSyncServer", "OnOfficeBackend", "HTTPServer", "Database", "SyncModel", "WBXML", "Logging",
        "TestSupport", "ServerTestSupport",
      ], path: "Tests/Simulation", swiftSettings: settings),
    .executableTarget(
      name: "histories", dependencies: ["Simulation"], path: "Tests/Histories", swiftSettings: settings),
    .testTarget(
      name: "SimulationTests", dependencies: ["Simulation", "TestSupport"], swiftSettings: settings),

    tests(of: "Logging"),
    tests(of: "Certificates", ["COpenSSL"]),
    tests(of: "WBXML"),
    tests(of: "XML"),
    tests(of: "RTF"),
    tests(of: "SyncModel", ["WBXML"]),
    tests(of: "Database"),
    tests(of: "ChangeLog", ["Database", "SyncModel"]),
    tests(of: "HTTPServer", ["Certificates", "CLinux", "COpenSSL", "CZlib", "Logging"]),
    tests(
      of: "ActiveSyncServer",
      ["HTTPServer", "Database", "SyncModel", "WBXML", "XML", "Logging", "ServerTestSupport"]),
    tests(of: "OnOfficeBackend", ["ChangeLog", "Database", "SyncModel", "Logging"]),
    tests(of: "OnOfficeWeb", ["OnOfficeBackend", "HTTPServer", "Database", "SyncModel", "Logging"]),
    tests(
      of: "asyncd",
      [
        "ActiveSyncServer", "OnOfficeBackend", "OnOfficeWeb", "HTTPServer", "Database", "SyncModel", "WBXML",
        "XML",
        "Certificates", "Logging",
      ]),
  ]
)
