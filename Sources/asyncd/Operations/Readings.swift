import ActiveSyncServer
import Foundation
import HTTPServer

/// All that metrics are made of, read at one time.
struct Readings: Sendable {
  /// Where it is read.
  struct Sources: Sendable {
    let main: HTTPServer
    let activeSync: ActiveSyncServer
    let certificates: CertificateStore
    let data: String
    let lostLines: @Sendable () -> Int
    /// Seconds since 1970.
    let start = Date().timeIntervalSince1970
  }

  let http: HTTPServerStatistics
  let activeSync: ActiveSyncStatistics
  let process = ProcessReadings()
  let start: Double
  let lostLines: Int
  /// Each name of a certificate, with the time that it ends.
  let expiries: [(name: String, seconds: Double)]
  /// Each file of a database, with its bytes.
  let files: [(name: String, bytes: Double)]

  /// Reads now.
  init(_ sources: Sources) async {
    http = await sources.main.statistics
    activeSync = await sources.activeSync.statistics
    start = sources.start
    lostLines = sources.lostLines()
    var seen = Set<String>()
    expiries = (await sources.certificates.expiries).flatMap { names, end in
      // A name of two certificates, RSA and ECDSA, is told once: by the first.
      names.filter { seen.insert($0).inserted }.map { ($0, end.timeIntervalSince1970) }
    }
    files = ["onoffice.db", "onoffice.db-wal", "sync.db", "sync.db-wal"].map { name in
      let attributes = try? FileManager.default.attributesOfItem(atPath: sources.data + "/" + name)
      return (name, (attributes?[.size] as? NSNumber)?.doubleValue ?? 0)
    }
  }
}
