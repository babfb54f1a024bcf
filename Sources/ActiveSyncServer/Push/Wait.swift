import SyncModel

/// A request that wants to wait for changes.
struct Wait: Sendable {
  /// For how long.
  let seconds: Int
  /// What it waits for.
  let folders: [Folder]
  let session: Session
  /// The request itself if it is a Sync.
  let sync: SyncRequest?
}

/// A Sync that waits, kept to be run again.
final class WaitingSync: Sendable {
  private let request: SyncRequest
  private let session: Session

  init(_ request: SyncRequest, _ session: Session) {
    self.request = request
    self.session = session
  }

  /// The answer to the user as he is now, if there is something to say.
  func run(as account: Account) async throws(CommandError) -> SyncResponse? {
    try await SyncCommand().run(request, in: session.with(account))
  }
}
