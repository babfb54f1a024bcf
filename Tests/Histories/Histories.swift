import Foundation
import Simulation
import Synchronization

/// Plays random histories and says which break a promise. `--help` names the options.
@main enum Histories {
  /// How long one history may take before it counts as hanging: a thousand times what it needs.
  private static let patience = Duration.seconds(180)

  static func main() async {
    let console = Console(isTerminal: isatty(STDOUT_FILENO) == 1) { text in
      FileHandle.standardOutput.write(Data(text.utf8))
    }
    let watch = HangGuard()
    watch.watch(limit: patience) { seeds in
      for seed in seeds { console.line("Seed \(seed) does not end. Again: \(name) --seed \(seed)") }
      exit(1)
    }
    Interrupts.begin()
    let words = Array(CommandLine.arguments.dropFirst())
    if !words.contains("--seed") { LastWords.begin() }
    let clock = ContinuousClock()
    let begin = clock.now
    let program = HistoryProgram(
      called: name, on: console, width: ProcessInfo.processInfo.activeProcessorCount,
      clock: { clock.now - begin }, isInterrupted: { Interrupts.isThere },
      watch.watching(LastWords.naming { history, trace throws(Violation) in try await history.play(trace) }))
    exit(await program.run(words))
  }

  private static var name: String { CommandLine.arguments.first ?? "histories" }
}

/// Lets the histories that are being played end when somebody interrupts the program; at once if it is the second
/// time.
private enum Interrupts {
  /// How often somebody did. A handler of signals may touch nothing but this.
  private static let count = Atomic(0)

  static var isThere: Bool { count.load(ordering: .relaxed) > 0 }

  static func begin() {
    // Made now, not in the handler.
    count.store(0, ordering: .relaxed)
    for number in [SIGINT, SIGTERM] {
      signal(number) { _ in
        if Interrupts.count.add(1, ordering: .relaxed).oldValue > 0 { _exit(130) }
      }
    }
  }
}
