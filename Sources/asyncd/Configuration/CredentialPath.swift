/// Paths written `credential:NAME`: what systemd hands to the service alone (`LoadCredential=`, systemd.exec(5)).
enum CredentialPath {
  private static let scheme = "credential:"

  /// The credential that a path names; nil if it is an ordinary one.
  static func name(_ path: String) -> String? {
    path.hasPrefix(scheme) ? String(path.dropFirst(scheme.count)) : nil
  }

  /// Where the file is; `directory` is `$CREDENTIALS_DIRECTORY`.
  static func resolve(_ path: String, directory: String?) throws(ConfigurationError) -> String {
    guard let name = name(path) else { return path }
    guard let directory, !directory.isEmpty else {
      throw ConfigurationError(
        "\(path): systemd has handed over no credentials (the unit needs LoadCredential=\(name):PATH)")
    }
    return directory + "/" + name
  }
}
