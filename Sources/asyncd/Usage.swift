import OnOfficeBackend

/// How the commands are written, for who asks.
enum Usage {
  /// All of them.
  static let all = """
    asyncd keeps phones in step with onOffice enterprise over Exchange ActiveSync.

    \(text(of: commands))
      asyncd help                     this text; asyncd COMMAND --help says it of one
    """

  /// Those that begin as `words` do, of which as many count as lead to a command; nil if the first leads to none.
  static func of(_ words: [String]) -> String? {
    for count in stride(from: words.count, to: 0, by: -1) {
      let named = commands.filter { name(of: $0).starts(with: words.prefix(count)) }
      if !named.isEmpty { return text(of: named) }
    }
    return nil
  }

  private static func text(of commands: [String]) -> String {
    "Usage:\n"
      + commands.joined(separator: "\n").split(separator: "\n").map { "  " + $0 }
      .joined(separator: "\n")
  }

  /// The words that stand for themselves: `device log` of `asyncd device log USER`.
  private static func name(of command: String) -> [String] {
    command.split(separator: " ").dropFirst().prefix { $0.allSatisfy(\.isLowercase) }.map(String.init)
  }

  private static let commands = [
    """
    asyncd demo [--listen HOST:PORT] [--data DIR] [--now ISO-TIME]
                                    fill DIR with a demo office, unless it is filled, and serve it
    """,
    """
    asyncd demo --lan [--host ADDRESS] [--listen HOST:PORT] [--page HOST:PORT] [--data DIR]
                                    serve it to phones in this machine's network: HTTPS on port 8443 with a
                                    test authority, and on port 8080 a page that makes phones trust it
    """,
    "asyncd serve --config FILE      serve until SIGTERM; SIGHUP reads configuration and certificates anew",
    "asyncd check --config FILE      say whether a configuration and its certificates are right",
    """
    asyncd doctor --config FILE [--wait SECONDS] [--ca FILE]
                                    look for what keeps phones from the server, and say how to mend it;
                                    a question waits 75 seconds or SECONDS, FILE holds authorities of your own
    """,
    """
    asyncd unlock USER [--data DIR | --config FILE]
                                    free the Z-Push access of USER (user_Mandant) after wrong passwords
    """,
    """
    asyncd backup TARGET [--data DIR | --config FILE]
                                    copy the databases into the empty directory TARGET, also while they
                                    are served; to restore, stop the server and copy them back
    """,
    """
    asyncd device log USER DEVICE on|off [--hours N] [--data DIR | --config FILE]
                                    write the messages of USER's device DEVICE to the log, for an hour
                                    or N, at most 24: what the protocol says, no personal content
    """,
    """
    asyncd collection skipped [USER] [--data DIR | --config FILE]
                                    list the items that devices, or USER's alone, do not get, as they are
                                    broken, and why
    """,
    """
    asyncd mapping [\(MappingTable.all.map(\.name).joined(separator: "|"))]
                                    what becomes of each field of onOffice on the phone, and back: all
                                    tables, or one
    """,
    "asyncd wbxml decode [FILE]      WBXML to XML, for looking at what a phone sent",
    "asyncd wbxml encode [FILE]      XML to WBXML; without FILE, both read standard input",
  ]
}
