import Database
import Logging
import OnOfficeBackend
import SyncModel

/// `asyncd unlock USER [--data DIR | --config FILE]`: what the button in the user's settings does. Manual 11.1.
struct UnlockCommand {
  private let user: String
  private let data: String

  init(_ arguments: Arguments) throws {
    user = arguments.words[0]
    data = try DataDirectory.path(arguments)
  }

  /// Unlocks in the files, which a running server sees at once.
  func run() async throws {
    let database = try DataDirectory.existingOnOffice(data)
    let log = Log(level: .warning, sink: StandardError.write)
    let office = OnOffice(database: database, clock: .system, log: log, options: OnOfficeOptions())
    let outcome = try await office.unlock(user)
    await database.close()
    switch outcome {
    case .unlocked: print("The Z-Push access of \(user) is unlocked.")
    case .wasNotLocked: print("The Z-Push access of \(user) was not locked.")
    case .unknownUser: throw ConfigurationError("\(data): there is no user \(user)")
    }
  }
}
