import Dispatch

/// Runs an actor's work on a serial queue of its own, so that it may block without holding up others.
final class QueueExecutor: SerialExecutor {
  /// The queue, for work that needs no task.
  let queue: DispatchQueue

  init(_ name: String) { queue = DispatchQueue(label: name) }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }

  func checkIsolated() { dispatchPrecondition(condition: .onQueue(queue)) }
}
