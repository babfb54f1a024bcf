import Glibc
import Logging

/// The program: one command each run.
@main
enum Asyncd {
  /// What `/metrics` tells of the build.
  static let version = "0.4.0"

  static func main() async {
    // A reader of the log or of a conversion that goes away must not end the server.
    signal(SIGPIPE, SIG_IGN)
    ProcessLimits.limitArenas()
    exit(await run(Array(CommandLine.arguments.dropFirst())))
  }

  /// Runs a command, or says how it is written; gives the exit status.
  static func run(_ words: [String]) async -> Int32 {
    if let end = words.firstIndex(where: { ["--help", "-h"].contains($0) }), end > 0,
      let usage = Usage.of(Array(words[..<end]))
    {
      print(usage)
      return EX_OK
    }
    return await runCommand(words)
  }

  private static func runCommand(_ words: [String]) async -> Int32 {
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
      case "mapping": try MappingCommand(Arguments(rest, options: [], optional: 1)).run()
      case "wbxml": return try WBXMLCommand.run(rest)
      case "help", "--help", "-h": print(Usage.all)
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
