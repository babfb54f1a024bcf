// swift-tools-version: 6.2
import PackageDescription

/// Measures the built daemon; `make bench` runs it.
let package = Package(
  name: "Benchmarks",
  dependencies: [.package(name: "asyncd", path: "..")],
  targets: [
    .target(
      name: "LoadDriver", linkerSettings: [.linkedLibrary("ssl"), .linkedLibrary("crypto")]),
    .executableTarget(
      name: "bench",
      dependencies: [
        "LoadDriver",
        .product(name: "AsyncdParts", package: "asyncd"),
      ],
      swiftSettings: [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .treatAllWarnings(as: .error),
      ]),
  ]
)
