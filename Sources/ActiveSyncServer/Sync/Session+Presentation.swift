import SyncModel

extension Session {
  /// How this device is shown items.
  func presentation(_ options: SyncOptions) -> Presentation {
    Presentation(
      version: version, bodyPreferences: options.bodyPreferences,
      organizer: .init(name: account.displayName, email: address))
  }
}
