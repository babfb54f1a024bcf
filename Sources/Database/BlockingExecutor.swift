import Dispatch
import Glibc
import Synchronization

/// Threads of its own for tasks that read databases: there a task may block, which it may neither on the
/// cooperative pool, whose few threads serve everybody, nor on a loop.
///
/// A task that prefers it (`Task(executorPreference:)`) reads on the thread that it runs on already. To hand a read
/// to another thread and its result back costs more than most reads.
public final class BlockingExecutor: TaskExecutor {
  /// The one of this program. Few threads, as each has a connection, with its cache, to each database.
  public static let shared = BlockingExecutor(width: max(2, sysconf(Int32(_SC_NPROCESSORS_ONLN))) + 1)

  private struct State {
    var resting: [DispatchQueue]
    var waiting = FirstInFirstOut<UnownedJob>()
  }

  /// How many tasks it runs at once: more than there are cores, as some of them wait for a disk.
  public let width: Int
  private let state: Mutex<State>

  private init(width: Int) {
    self.width = width
    state = Mutex(State(resting: (0..<width).map { _ in DispatchQueue(label: "blocking") }))
  }

  /// Runs a part of a task as soon as a thread is free, in order.
  public func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let worker = state.withLock { state in
      state.waiting.append(job)
      return state.resting.popLast()
    }
    guard let worker else { return }
    worker.async { self.work(as: worker) }
  }

  private func work(as worker: DispatchQueue) {
    while let job = next(for: worker) { job.runSynchronously(on: asUnownedTaskExecutor()) }
  }

  /// What `worker` does next; if nothing, it rests.
  private func next(for worker: DispatchQueue) -> UnownedJob? {
    state.withLock { state in
      if let job = state.waiting.popFirst() { return job }
      state.resting.append(worker)
      return nil
    }
  }
}
