/// The program `histories`: plays many, or one again, and says what broke.
public struct HistoryProgram: Sendable {
  private let name: String
  private let console: Console
  private let player: Player
  private let width: Int
  private let clock: @Sendable () -> Duration
  private let isInterrupted: @Sendable () -> Bool
  /// How many parts of a history are played to find the smallest.
  private let tries = 600

  /// The program that was called as `name`. `width` histories are played at once; `clock` tells how long the
  /// program has run, and `isInterrupted` whether somebody wants it to end.
  public init(
    called name: String, on console: Console, width: Int, clock: @escaping @Sendable () -> Duration,
    isInterrupted: @escaping @Sendable () -> Bool = { false }, _ player: @escaping Player
  ) {
    self.name = name
    self.console = console
    self.player = player
    self.width = width
    self.clock = clock
    self.isInterrupted = isInterrupted
  }

  /// Does what the words after the program's name ask for; gives the exit status: 1 if a promise was broken, 2 if
  /// an operation is asked for that is not there, and 64 (`EX_USAGE`) if the words are wrong.
  public func run(_ words: [String]) async -> Int32 {
    do throws(RunnerUsageError) {
      switch try RunnerOrder(words) {
      case .help: console.line(RunnerOrder.usage)
      case .replay(let seed, let only): return await replay(seed, only)
      case .play(let order): return await play(order)
      }
      return 0
    } catch {
      console.line("histories: \(error). See --help.")
      return 64
    }
  }
}

// MARK: - Many
extension HistoryProgram {
  private func play(_ order: PlayOrder) async -> Int32 {
    let first = order.first ?? .random(in: 1_000_000...999_999_999)
    if order.count == nil { console.line("histories with the seeds from \(first) on") }
    var minute = 1
    let isOver = {
      isInterrupted() || order.minutes.map { clock() >= .seconds($0 * 60) } ?? false
    }
    let (totals, broken) = await HistoryRun(player: player, width: width).run(
      first: first, count: order.count, isOver: isOver
    ) { totals in
      let goal = order.count.map { " of \(grouped($0))" } ?? ""
      console.progress("\(grouped(totals.histories))\(goal) histories")
      guard order.count == nil, minute < order.minutes ?? .max, clock() >= .seconds(minute * 60) else {
        return
      }
      minute = Int(clock().components.seconds / 60) + 1
      console.line("\(totals) so far, every promise kept")
    }
    let played = "\(totals) in \(grouped(Int(clock().components.seconds))) s"
    guard let broken else {
      let isCutShort = totals.histories < order.count ?? 0
      console.line("\(played): every promise kept" + (isCutShort ? ", but there were more to play" : ""))
      return isCutShort && isInterrupted() ? 130 : 0
    }
    console.line("Seed \(broken.seed) breaks a promise: \(broken.violation)")
    console.line("\(played) kept every promise before")
    if !order.isBrief { await makeSmall(broken) }
    return 1
  }

  /// Looks for the smallest part of a history that breaks a promise still, and tells all about it.
  private func makeSmall(_ broken: HistoryRun.Broken) async {
    let history = History(seed: broken.seed)
    let count = history.operations.count
    guard let violation = await violation(of: history) else {
      console.line("Played again it keeps every promise: what broke it is not in the seed alone.")
      console.line("Again: \(name) --seed \(broken.seed)")
      return
    }
    let small = await Shrinking(of: count, breaking: violation, tries: tries) { places in
      console.progress("\(places.count) operations")
      return await self.violation(of: history.keeping(OperationNumbers(places)))
    }
    console.line(
      "\(small.kept.count) of its \(count) operations are enough, found in \(small.tries) tries"
        + (small.isSmallest ? ":" : "; there may be fewer:"))
    for place in small.kept { console.line("  \(place)  \(history.operations[place])") }
    console.line("What happens then:")
    let numbers = OperationNumbers(small.kept)
    let last = await self.violation(of: history.keeping(numbers)) { console.line("  \($0)") }
    console.line("Broken: \(last ?? small.violation)")
    console.line("Again: \(name) --seed \(broken.seed) --only \(numbers)")
  }

  private func violation(of history: History, _ trace: (@Sendable (String) -> Void)? = nil) async
    -> Violation?
  {
    do throws(Violation) {
      _ = try await player(history, trace)
      return nil
    } catch {
      return error
    }
  }
}

// MARK: - One again
extension HistoryProgram {
  private func replay(_ seed: UInt64, _ only: OperationNumbers?) async -> Int32 {
    var history = History(seed: seed)
    let all = history.operations.count
    if let only {
      // To play less than was asked for would prove less than it says.
      if let last = only.last, last >= all {
        console.line("histories: seed \(seed) has no operation \(last), only 0-\(all - 1)")
        return 2
      }
      history = history.keeping(only)
    }
    console.line("Seed \(seed), \(history.operations.count) of \(all) operations:")
    do throws(Violation) {
      let tally = try await player(history) { console.line("  \($0)") }
      console.line("\(tally.operations) operations, \(tally.requests) requests: every promise kept")
      return 0
    } catch {
      console.line("Broken: \(error)")
      return 1
    }
  }
}
