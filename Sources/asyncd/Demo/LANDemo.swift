import Certificates
import Foundation
import Glibc
import HTTPServer
import Logging
import OnOfficeBackend

/// What lets a phone in the same network use the demo: HTTPS with a test authority, and a page that hands it out.
struct LANDemo {
  /// Where phones reach the demo: `192.0.2.7:8443`.
  let host: String
  /// The name or address alone, as URLs write it.
  private let name: String
  private let names: [String]
  private let listen: String
  private let page: ListenAddress

  /// Takes `--host`, `--listen` and `--page`, or finds the machine's address.
  init(_ arguments: Arguments, interfaces: [NetworkInterface] = NetworkInterface.all()) throws(UsageError) {
    guard let given = arguments["host"] ?? NetworkInterface.best(of: interfaces)?.address else {
      throw UsageError("this machine has no address in a network: say it with --host")
    }
    guard TestAuthority.accepts(given) else { throw UsageError("--host \(given) is no address and no name") }
    // A name may stand for an address that this machine does not know of, behind a router.
    name = given.contains(":") ? "[\(given)]" : given
    let own = IPAddress(given) == nil ? "0.0.0.0" : name
    listen = arguments["listen"] ?? own + ":8443"
    guard let address = ListenAddress(listen), address.port != 0 else {
      throw UsageError("--listen \(listen) is no HOST:PORT that a phone could be told")
    }
    let pageText = arguments["page"] ?? own + ":8080"
    guard let page = ListenAddress(pageText) else { throw UsageError("--page \(pageText) is no HOST:PORT") }
    self.page = page
    host = "\(name):\(address.port)"
    names = [given] + [Self.hostname].filter { $0 != given && TestAuthority.accepts($0) }
  }

  private static var hostname: String {
    var name = [CChar](repeating: 0, count: 256)
    guard gethostname(&name, name.count - 1) == 0 else { return "" }
    return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Makes the demo serve HTTPS only; nothing is written yet.
  func configure(_ configuration: inout Configuration) {
    configuration.listen = []
    configuration.https.listen = [listen]
    configuration.publicURL = "https://" + host
    let directory = URL(filePath: configuration.data).path + "/tls"
    configuration.https.certificates = [
      .init(chain: directory + "/server.pem", key: directory + "/server.key")
    ]
  }

  /// Makes the authority and the server's certificate, or finds them as they were.
  func prepare(_ configuration: Configuration) throws(CertificateError) -> TestAuthority {
    let authority = try TestAuthority(directory: configuration.data + "/tls")
    _ = try authority.server(for: names)
    return authority
  }

  /// A server of the page, and what it and the terminal tell.
  func pages(
    for user: String, mail: String, authority: TestAuthority, log: Log
  ) throws -> (server: HTTPServer, facts: DemoPage.Facts) {
    let facts = DemoPage.Facts(
      host: host, user: user, mail: mail,
      fingerprint: Hexadecimal.text(authority.fingerprint, separator: ":").uppercased())
    let profile = MobileConfiguration(
      certificate: authority.certificate, fingerprint: authority.fingerprint, host: host, user: user,
      mail: mail)
    let pages = DemoPages(facts, certificate: authority.certificate, profile: try profile.encoded())
    let configuration = HTTPServerConfiguration(listen: [Listening(.address(page))], loops: 1)
    return (HTTPServer(configuration: configuration, handler: pages, log: log), facts)
  }

  /// What the terminal shows of the page at `address`; the password is in this place only.
  func greeting(_ facts: DemoPage.Facts, page address: ListenAddress, password: String, data: String)
    -> String
  {
    let words = DemoPageWords.of(.english)
    func steps(_ steps: [String]) -> String {
      zip(1..., steps).map { "    \($0). \($1)" }.joined(separator: "\n")
    }
    return """
      A demo office for phones in the network of this machine, in \(data):

        Open on the phone   http://\(name):\(address.port)

        Server    \(facts.host)
        E-mail    \(facts.mail)
        User      \(facts.user)
        Password  \(password)

        iPhone, iPad
      \(steps(words.iPhone))

        Android
      \(steps(words.android))

        The test authority's SHA-256 fingerprint, to compare with the phone's:
        \(facts.fingerprint)

      More users: \(data)/demo.json
      The authority is kept in \(data)/tls; whoever has its key can deceive phones that trust it.

      Press Ctrl-C to stop.

      """
  }
}
