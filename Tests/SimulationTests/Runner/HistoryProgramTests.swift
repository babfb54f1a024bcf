import Synchronization
import Testing

@testable import Simulation

/// The program with players that need no server.
@Suite struct HistoryProgramTests {
  /// What the program wrote, and a clock that moves when somebody looks.
  private final class Stage: Sendable {
    private let text = Mutex("")
    private let seconds = Atomic(0)
    private let looks = Atomic(0)

    var lines: [Substring] { text.withLock { $0 }.split(separator: "\n") }

    /// Calls the program; gives its exit status.
    func run(
      _ words: String, isTerminal: Bool = false, secondsPerLook: Int = 0, interruptedAfter end: Int = .max,
      _ player: @escaping Player
    ) async -> Int32 {
      await HistoryProgram(
        called: "histories",
        on: Console(isTerminal: isTerminal) { [self] more in text.withLock { $0 += more } }, width: 3,
        clock: { [self] in .seconds(seconds.wrappingAdd(secondsPerLook, ordering: .relaxed).newValue) },
        isInterrupted: { [self] in looks.wrappingAdd(1, ordering: .relaxed).newValue > end }, player
      ).run(words.split(separator: " ").map(String.init))
    }
  }

  /// Three operations and 500 requests, whatever the history.
  private static let keeping: Player = { _, _ in
    var tally = Tally()
    tally.operations = 3
    tally.requests = 500
    return tally
  }

  /// Keeps every promise but in the history of seed 5.
  private static let breaking: Player = { history, trace throws(Violation) in
    trace?("request of \(history.seed)")
    guard history.seed != 5 else { throw Violation("an item is doubled") }
    return try await keeping(history, trace)
  }

  @Test func allThatWasPlayedIsCounted() async {
    let stage = Stage()
    let seeds = Mutex<[UInt64]>([])
    let status = await stage.run("--count 120 --first 7") { history, trace throws(Violation) in
      seeds.withLock { $0.append(history.seed) }
      return try await Self.keeping(history, trace)
    }
    #expect(status == 0)
    #expect(stage.lines == ["120 histories, 360 operations, 60,000 requests in 0 s: every promise kept"])
    #expect(seeds.withLock { $0.sorted() } == Array(7..<127))
  }

  @Test func aBrokenPromiseIsFailureAndCanBePlayedAgain() async {
    let stage = Stage()
    #expect(await stage.run("--count 50", Self.breaking) == 1)
    #expect(stage.lines.first == "Seed 5 breaks a promise: an item is doubled")
    #expect(stage.lines.contains("  request of 5"))
    #expect(stage.lines.contains("Broken: an item is doubled"))
    // This player's history breaks without any operation.
    #expect(stage.lines.last == "Again: histories --seed 5 --only none")
    let again = Stage()
    #expect(await again.run("--seed 5 --only none", Self.breaking) == 1)
    #expect(again.lines.last == "Broken: an item is doubled")
  }

  @Test func theCommandThatIsToldPlaysTheSmallestPart() async {
    let all = History(seed: 5).operations
    let needed = all.indices.filter { [4, 17, 18].contains($0) }
    let player: Player = { history, trace throws(Violation) in
      for operation in history.operations { trace?("\(operation)") }
      guard !Set(history.operations).isSuperset(of: needed.map { all[$0] }) || history.seed != 5 else {
        throw Violation("an item is lost")
      }
      return try await Self.keeping(history, trace)
    }
    let stage = Stage()
    #expect(await stage.run("--count 50", player) == 1)
    #expect(stage.lines.last == "Again: histories --seed 5 --only \(OperationNumbers(needed))")
    #expect(stage.lines.filter { $0.hasPrefix("  ") }.suffix(needed.count) == needed.map { "  \(all[$0])" })
    let again = Stage()
    #expect(await again.run("--seed 5 --only \(OperationNumbers(needed))", player) == 1)
    #expect(again.lines.dropFirst().dropLast() == needed.map { "  \(all[$0])" }[...])
    for missing in needed {
      let part = OperationNumbers(needed.filter { $0 != missing })
      #expect(await Stage().run("--seed 5 --only \(part)", player) == 0)
    }
  }

  @Test func nothingIsPlayedAfterABrokenPromise() async {
    let played = Mutex(0)
    let status = await Stage().run("--count 1000 --brief") { history, trace throws(Violation) in
      played.withLock { $0 += 1 }
      return try await Self.breaking(history, trace)
    }
    #expect(status == 1)
    #expect(played.withLock(\.self) <= 8)
  }

  @Test func aReplayTellsWhatHappens() async {
    let stage = Stage()
    #expect(await stage.run("--seed 4", Self.breaking) == 0)
    #expect(stage.lines.dropFirst() == ["  request of 4", "3 operations, 500 requests: every promise kept"])
  }

  @Test(arguments: ["999", "0,999", "3-999", "9000000000000000000"])
  func anOperationThatIsNotThereIsRefused(only: String) async {
    let stage = Stage()
    let status = await stage.run("--seed 4 --only \(only)") { _, _ throws(Violation) in
      throw Violation("nothing is to be played")
    }
    #expect(status == 2)
    let last = History(seed: 4).operations.count - 1
    let missing = only.split(whereSeparator: { ",-".contains($0) }).last ?? ""
    #expect(stage.lines == ["histories: seed 4 has no operation \(missing), only 0-\(last)"])
    #expect(await Stage().run("--seed 4 --only \(last)", Self.keeping) == 0)
  }

  @Test func whatBreaksOnlyOnceIsFailureAsWell() async {
    let stage = Stage()
    let plays = Mutex(0)
    let status = await stage.run("--count 1") { history, trace throws(Violation) in
      guard
        plays.withLock({
          $0 += 1; return $0
        }) > 1
      else { throw Violation("an item is lost") }
      return try await Self.keeping(history, trace)
    }
    #expect(status == 1)
    #expect(stage.lines.first == "Seed 0 breaks a promise: an item is lost")
    #expect(stage.lines.last == "Again: histories --seed 0")
  }

  @Test func minutesEndByThemselvesAndEachHasALine() async {
    let stage = Stage()
    #expect(await stage.run("--minutes 3 --first 100", secondsPerLook: 10, Self.keeping) == 0)
    #expect(stage.lines.filter { $0.hasSuffix("so far, every promise kept") }.count == 2)
    #expect(stage.lines.last?.hasSuffix(" s: every promise kept") == true)
  }

  @Test func foreverEndsWhenItIsInterrupted() async {
    let stage = Stage()
    #expect(await stage.run("--forever", interruptedAfter: 40, Self.keeping) == 0)
    #expect(stage.lines.last?.hasPrefix("40 histories, 120 operations, 20,000 requests") == true)
  }

  @Test func fewerThanAskedForAreNoSuccess() async {
    let stage = Stage()
    #expect(await stage.run("--count 100", interruptedAfter: 40, Self.keeping) == 130)
    #expect(stage.lines.last?.hasSuffix("but there were more to play") == true)
  }

  @Test func progressIsForTerminals() async {
    let (plain, terminal) = (Stage(), Stage())
    _ = await plain.run("--count 2", Self.keeping)
    _ = await terminal.run("--count 2", isTerminal: true, Self.keeping)
    #expect(plain.lines.count == 1)
    #expect(terminal.lines.joined().contains("1 of 2 histories"))
  }

  @Test func wordsThatMeanNothingAreToldApartFromABrokenPromise() async {
    #expect(await Stage().run("--cuont 3", Self.keeping) == 64)
  }

  @Test(arguments: [(0, "0"), (999, "999"), (2000, "2000"), (10_000, "10,000"), (1_234_567, "1,234,567")])
  func thousandsStandApart(number: Int, text: String) {
    #expect(grouped(number) == text)
  }

  @Test func aHistoryThatDoesNotEndIsNoticed() async throws {
    let hang = HangGuard()
    let (begun, begin) = AsyncStream.makeStream(of: Void.self)
    let (ended, end) = AsyncStream.makeStream(of: Void.self)
    let player = hang.watching { _, _ in
      begin.yield()
      for await _ in ended { break }
      return Tally()
    }
    #expect(hang.seeds(longerThan: .zero).isEmpty)
    async let tally = player(History(seed: 9), nil)
    for await _ in begun { break }
    #expect(hang.seeds(longerThan: .seconds(-1)) == [9])
    #expect(hang.seeds(longerThan: .seconds(3600)).isEmpty)
    end.yield()
    _ = try await tally
    #expect(hang.seeds(longerThan: .seconds(-1)).isEmpty)
  }
}
