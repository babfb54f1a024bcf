import CLinux
import Foundation
import Glibc

/// What the process has of the system now, as far as it may see that.
struct ProcessReadings: Sendable {
  /// Bytes of memory that are in RAM.
  let residentBytes: Int
  let openDescriptors: Int
  let mostDescriptors: Int
  /// User and system.
  let cpuSeconds: Double

  /// Reads them.
  init() {
    let pages = (try? FileBytes.read("/proc/self/statm")).map { String(decoding: $0, as: UTF8.self) } ?? ""
    let resident = pages.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    residentBytes = resident * sysconf(Int32(_SC_PAGESIZE))
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
    openDescriptors = names.count
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    mostDescriptors = Int(clamping: limit.rlim_cur)
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    cpuSeconds = [usage.ru_utime, usage.ru_stime].reduce(0) {
      $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1_000_000
    }
  }
}
