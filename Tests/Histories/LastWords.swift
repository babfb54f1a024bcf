import Glibc
import Simulation
import Synchronization

/// Names the histories that were being played when the program dies of a trap in the server: one of them is why.
///
/// A replay does without, so that it dies as usual, with a backtrace.
enum LastWords {
  /// A history that is being played: its seed and one, or 0 for none.
  private final class Slot: Sendable {
    let content = Atomic<UInt64>(0)
  }

  private static let slots = (0..<64).map { _ in Slot() }

  /// Waits for the end of the program.
  static func begin() {
    // Made now: a handler of signals must make nothing.
    precondition(slots.count > 0)
    for number in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT] {
      signal(number) { number in
        for slot in LastWords.slots where slot.content.load(ordering: .relaxed) > 0 {
          LastWords.tell(slot.content.load(ordering: .relaxed) - 1)
        }
        signal(number, SIG_DFL)
        raise(number)
      }
    }
  }

  /// A player whose histories are named.
  static func naming(_ player: @escaping Player) -> Player {
    return { history, trace throws(Violation) in
      let slot = slots.first {
        $0.content.compareExchange(expected: 0, desired: history.seed &+ 1, ordering: .relaxed).exchanged
      }
      defer { slot?.content.store(0, ordering: .relaxed) }
      return try await player(history, trace)
    }
  }

  /// Writes without the heap, which may be what is broken.
  private static func tell(_ seed: UInt64) {
    withUnsafeTemporaryAllocation(byteCount: 21, alignment: 1) { digits in
      // The last is the end of the line.
      var start = digits.count - 1
      digits[start] = UInt8(ascii: "\n")
      var rest = seed
      repeat {
        start -= 1
        digits[start] = UInt8(rest % 10) + UInt8(ascii: "0")
        rest /= 10
      } while rest > 0
      let words: StaticString = "\nThe program died while it played seed "
      write(STDOUT_FILENO, words.utf8Start, words.utf8CodeUnitCount)
      write(
        STDOUT_FILENO, UnsafeRawBufferPointer(rebasing: digits[start...]).baseAddress, digits.count - start)
    }
  }
}
