import Glibc
import Logging

/// The program: one command each run.
@main
enum Asyncd {
  /// What `/metrics` tells of the build.
  static let version = "0.4.0"

  static let help = """
    asyncd keeps phones in step with onOffice enterprise over Exchange ActiveSync.

    Usage:
      asyncd demo [--listen HOST:PORT] [--data DIR] [--now ISO-TIME]
                                      fill DIR with a demo office, unless it is filled, and serve it
      asyncd demo --lan [--host ADDRESS] [--listen HOST:PORT] [--page HOST:PORT] [--data DIR]
                                      serve it to phones in this machine's network: HTTPS on port 8443 with a
                                      test authority, and on port 8080 a page that makes phones trust it
      asyncd serve --config FILE      serve until SIGTERM; SIGHUP reads configuration and certificates anew
      asyncd check --config FILE      say whether a configuration and its certificates are right
      asyncd doctor --config FILE [--wait SECONDS] [--ca FILE]
                                      look for what keeps phones from the server, and say how to mend it;
                                      a question waits 75 seconds or SECONDS, FILE holds authorities of your own
      asyncd unlock USER [--data DIR | --config FILE]
                                      free the Z-Push access of USER (user_Mandant) after wrong passwords
      asyncd backup TARGET [--data DIR | --config FILE]
                                      copy the databases into the empty directory TARGET, also while they
                                      are served; to restore, stop the server and copy them back
      asyncd device log USER DEVICE on|off [--hours N] [--data DIR | --config FILE]
                                      write the messages of USER's device DEVICE to the log, for an hour
                                      or N, at most 24: what the protocol says, no personal content
      asyncd collection skipped [USER] [--data DIR | --config FILE]
                                      list the items that devices, or USER's alone, do not get, as they are
                                      broken, and why
      asyncd wbxml decode [FILE]      WBXML to XML, for looking at what a phone sent
      asyncd wbxml encode [FILE]      XML to WBXML; without FILE, both read standard input
      asyncd help
    """

  static func main() async {
    // A reader of the log or of a conversion that goes away must not end the server.
    signal(SIGPIPE, SIG_IGN)
    ProcessLimits.limitArenas()
    exit(await run(Array(CommandLine.arguments.dropFirst())))
  }

  /// Runs a command; gives the exit status.
  static func run(_ words: [String]) async -> Int32 {
    let rest = Array(words.dropFirst())
    do {
      switch words.first {
      case "demo":
        try await DemoCommand(
          Arguments(rest, options: ["listen", "data", "now", "host", "page"], flags: ["lan"])
        ).run()
      case "serve": return try await ServeCommand(Arguments(rest, options: ["config"])).run()
      case "check": return try CheckCommand(Arguments(rest, options: ["config"])).run()
      case "doctor": return try DoctorCommand(Arguments(rest, options: ["config", "wait", "ca"])).run()
      case "unlock": try await UnlockCommand(Arguments(rest, options: ["data", "config"], words: 1)).run()
      case "backup": try BackupCommand(Arguments(rest, options: ["data", "config"], words: 1)).run()
      case "device":
        try await DeviceCommand(Arguments(rest, options: DeviceCommand.options, words: 4)).run()
      case "collection":
        try await CollectionCommand(
          Arguments(rest, options: ["data", "config"], words: 1, optional: 1)
        ).run()
      case "wbxml": return try WBXMLCommand.run(rest)
      case "help", "--help", "-h": print(help)
      case nil: throw UsageError("a command is missing")
      case let word?: throw UsageError("there is no command \(word)")
      }
      return EX_OK
    } catch let error as UsageError {
      StandardError.write("asyncd: \(error). See asyncd help.")
      return EX_USAGE
    } catch {
      StandardError.write("asyncd: \(error)")
      return EX_UNAVAILABLE
    }
  }
}
