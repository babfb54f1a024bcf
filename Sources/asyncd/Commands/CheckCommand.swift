/// `asyncd check --config FILE`.
struct CheckCommand {
  private let path: String

  init(_ arguments: Arguments) throws(UsageError) {
    path = try arguments.required("config")
  }

  /// Says that the configuration is right, or throws what is wrong with it.
  func run() throws(ConfigurationError) {
    _ = try Configuration.read(path)
    print("\(path) is right.")
  }
}
