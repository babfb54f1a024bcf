import Foundation
import HTTPServer

extension Configuration {
  /// What sockets are for; handed-over ones bear these names.
  enum Kind: String, CaseIterable, Sendable {
    case http, https, redirect, operations

    /// The option with the addresses of this kind.
    var option: String {
      switch self {
      case .http: "listen"
      case .https: "https.listen"
      case .redirect: "https.redirect"
      case .operations: "operations.listen"
      }
    }
  }

  /// The addresses of a kind, as they are written.
  func addresses(_ kind: Kind) -> [String] {
    switch kind {
    case .http: listen
    case .https: https.listen
    case .redirect: https.redirect
    case .operations: operations.listen
    }
  }

  /// Throws the first thing that cannot be meant.
  func validate() throws(ConfigurationError) {
    try validateAddresses()
    try validateHTTPS()
    for network in http.proxies where IPNetwork(network) == nil {
      throw ConfigurationError(
        "http.proxies: \(network) is no IP address and no network such as 10.0.0.0/8 or 2001:db8::/32")
    }
    guard let url = URL(string: publicURL), ["http", "https"].contains(url.scheme), url.host() != nil,
      url.path().isEmpty, url.query() == nil, url.fragment() == nil, url.user() == nil
    else { throw ConfigurationError("publicURL: \(publicURL) is no http or https URL without path") }
    guard !data.isEmpty else { throw ConfigurationError("data: names no directory") }
  }

  private func validateAddresses() throws(ConfigurationError) {
    guard !listen.isEmpty || !https.listen.isEmpty else {
      throw ConfigurationError("listen: names no address, nor does https.listen: no phone could connect")
    }
    var taken: [ListenAddress: String] = [:]
    for kind in Kind.allCases {
      for text in addresses(kind) {
        guard let address = ListenAddress(text) else {
          throw ConfigurationError("\(kind.option): \(text) is no HOST:PORT")
        }
        // Port 0 is another one each time.
        guard address.port != 0, let other = taken.updateValue(kind.option, forKey: address) else { continue }
        throw ConfigurationError(
          "\(kind.option): \(text) stands "
            + (other == kind.option ? "there twice" : "in \(other) too: one address has one purpose"))
      }
    }
  }

  private func validateHTTPS() throws(ConfigurationError) {
    for (index, certificate) in https.certificates.enumerated() {
      for (name, path) in [("chain", certificate.chain), ("key", certificate.key)] {
        try validate(path, "https.certificates.[\(index)].\(name)")
      }
    }
    guard https.listen.isEmpty == https.certificates.isEmpty else {
      throw ConfigurationError(
        https.listen.isEmpty
          ? "https.listen: names no address, so that https.certificates are of no use"
          : "https.certificates: names none, which https.listen needs")
    }
    guard https.challenges.isEmpty || !https.redirect.isEmpty else {
      throw ConfigurationError("https.challenges: needs https.redirect, which serves them")
    }
    guard https.challenges.isEmpty || https.challenges.hasPrefix("/") else {
      throw ConfigurationError("https.challenges: \(https.challenges) is no path from the root on")
    }
    guard https.redirect.isEmpty || publicURL.hasPrefix("https:") else {
      throw ConfigurationError("https.redirect: leads to publicURL, which is no https URL")
    }
  }

  /// A file's path must be absolute: the server does not run where its administrator typed.
  private func validate(_ path: String, _ option: String) throws(ConfigurationError) {
    guard !path.isEmpty else { throw ConfigurationError("\(option): is missing") }
    if let name = CredentialPath.name(path) {
      guard !name.isEmpty, !name.contains("/"), name != ".", name != ".." else {
        throw ConfigurationError("\(option): \(path) names no credential of systemd")
      }
    } else if !path.hasPrefix("/") {
      throw ConfigurationError("\(option): \(path) is no path from the root on, nor credential:NAME")
    }
  }
}
