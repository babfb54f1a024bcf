import SyncModel

/// What an administrator may set about the ActiveSync endpoint.
public struct ServerOptions: Sendable {
  /// onOffice's own domain of sign-in addresses, which is its server's name as well. Manual 3.
  public static let usualDomain = "activesync.onoffice.de"

  /// Where devices reach this server, scheme and host without path: `https://activesync.example`.
  public var publicURL: String
  /// The domains of sign-in addresses that Autodiscover answers for.
  public var autodiscoverDomains = [usualDomain]
  /// The domain of the address that users type who set a device up by hand. Manual 4.3, 5.2.
  public var manualDomain = "onoffice.de"
  /// Whether empty mail folders are shown, which some clients need.
  public var mailFolders = MailFolders.always
  /// For how many seconds a verified password is trusted without asking the backend again.
  public var credentialSeconds = 300
  /// How many verified passwords are remembered at once.
  package var credentialCapacity = 20_000
  /// After how many seconds a device shall come again when the backend cannot answer; drawn at random.
  package var retryAfterSeconds = 60...180
  /// For how many seconds a device may wait for changes.
  public var heartbeat = 60...3540
  /// How many seconds after midnight a waiting device learns that its calendar's period moved; drawn at random.
  public var midnightSpread = 0...300
  /// After how many seconds an answer is given with what there is: Android gives up at 30.
  package var answerSeconds = 25
  /// The clock by which that and waits are measured, which nobody sets.
  package var monotonic: @Sendable () -> Duration = { ServerOptions.start.duration(to: .now) }
  /// Returns when that clock shows so much, or when the task is cancelled.
  package var sleep: @Sendable (Duration) async -> Void = { moment in
    try? await Task.sleep(until: ServerOptions.start + moment, clock: .continuous)
  }
  private static let start = ContinuousClock.Instant.now
  /// Returns when it is time to purge the logs again.
  package var purgePause: @Sendable () async throws -> Void = { try await Task.sleep(for: .seconds(86_400)) }
  /// Passes the time between ends of waits while the server stops.
  package var stopPause: @Sendable (Duration) async -> Void = { try? await Task.sleep(for: $0) }
  /// After how many days without a request a device's state is dropped; 0 for never.
  public var forgetDays = 180
  /// How much of a calendar devices get.
  public var calendar = CalendarLimits()

  /// The mail address under which a device knows its user: the name it signs in with if that is one, without
  /// the Windows domain that some devices put before it (`DOMAIN\user@host`, `\user@host`).
  ///
  /// Whom Autodiscover finds signs in with the address. A plain name is typed by hand, and before it the address of
  /// the manual's example.
  func address(of account: Account, signedInAs name: String?) -> String {
    let name = name?.split(separator: "\\", omittingEmptySubsequences: false).last ?? ""
    let parts = name.split(separator: "@", omittingEmptySubsequences: false)
    if parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty { return String(name) }
    return account.name + "@" + manualDomain
  }

  /// Whether the empty mail folders are shown.
  public enum MailFolders: String, Decodable, CaseIterable, Sendable {
    /// On every device.
    case always
    /// On none.
    case never
  }

  /// The defaults, for a server that devices reach at `publicURL`.
  public init(publicURL: String) { self.publicURL = publicURL }
}
