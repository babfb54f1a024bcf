/// What `demo.json` tells: how to reach the demo and with which passwords.
public struct DemoCredentials: Codable, Hashable, Sendable {
  /// Where the daemon listens, as `http://127.0.0.1:8080`; the caller knows.
  public var url = ""
  /// The users; `theobald.tiger` is the first.
  public let users: [User]
  /// The key to the JSON API.
  public let api: API

  /// A user's sign-in.
  public struct User: Codable, Hashable, Sendable {
    /// The sign-in name, `user_Mandant`.
    public let login: String
    /// The password in clear text.
    public let password: String
  }

  /// The key to the JSON API.
  public struct API: Codable, Hashable, Sendable {
    /// 32 characters.
    public let token: String
    /// 64 characters.
    public let secret: String
  }
}
