import ActiveSyncServer
import HTTPServer

extension Metric {
  /// All that `/metrics` tells.
  static let all: [Metric] = [
    Metric("asyncd_connections", .gauge, "Open connections.") { $0.http.connections },
    Metric("asyncd_tls_connections", .gauge, "Open connections that are encrypted here.") {
      $0.http.encrypted
    },
    Metric("asyncd_tls_handshakes", .gauge, "TLS handshakes under way.") { $0.http.handshaking },
    Metric("asyncd_connections_accepted_total", .counter, "Connections accepted.") { $0.http.accepted },
    Metric("asyncd_http_requests_total", .counter, "Requests of any kind, answered or not.") {
      $0.http.requests
    },
    Metric(
      "asyncd_refused_total", .counter, "Connections and requests refused before anybody looked at them."
    ) {
      $0.http.refused.sorted { $0.key < $1.key }.map { status, count in
        Sample(labels: ["status": "\(status)"], value: Double(count))
      }
    },
    Metric("asyncd_received_bytes_total", .counter, "Bytes of requests, without encryption.") {
      $0.http.bytesIn
    },
    Metric("asyncd_sent_bytes_total", .counter, "Bytes of answers, without encryption.") { $0.http.bytesOut },

    Metric("asyncd_waiting_phones", .gauge, "Phones that wait for changes.") {
      [
        Sample(labels: ["command": "Ping"], value: Double($0.activeSync.waitingPings)),
        Sample(labels: ["command": "Sync"], value: Double($0.activeSync.waitingSyncs)),
      ]
    },
    Metric(
      "asyncd_requests_total", .counter, "Answered requests by command, HTTP status and ActiveSync status."
    ) {
      $0.activeSync.requests.map { (labels(of: $0.key), $0.value) }.sorted {
        $0.0.lexicographicallyPrecedes($1.0)
      }
      .map { labels, count in
        Sample(
          labels: ["command": labels[0], "http_status": labels[1], "eas_status": labels[2]],
          value: Double(count))
      }
    },
    Metric("asyncd_request_seconds", .histogram, "Time to answer, of phones that wait until they did.") {
      $0.activeSync.durations.sorted { $0.key < $1.key }.flatMap(histogram)
    },
    Metric("asyncd_waits_total", .counter, "Ended waits by what ended them.") {
      $0.activeSync.waits.sorted { $0.key < $1.key }.map { reason, count in
        Sample(labels: ["reason": reason], value: Double(count))
      }
    },
    Metric("asyncd_changes_sent_total", .counter, "Changes that phones were told.") {
      $0.activeSync.changesSent
    },
    Metric("asyncd_changes_received_total", .counter, "Changes that phones made, carried out or not.") {
      $0.activeSync.changesReceived
    },
    Metric("asyncd_wrong_sign_ins_total", .counter, "Sign-ins with a wrong name or password.") {
      $0.activeSync.wrongSignIns
    },

    Metric("asyncd_log_lines_lost_total", .counter, "Lines of the log that nobody read in time.") {
      $0.lostLines
    },
    Metric("asyncd_database_bytes", .gauge, "Sizes of the databases' files.") {
      $0.files.map { Sample(labels: ["file": $0.name], value: $0.bytes) }
    },
    Metric("asyncd_certificate_expiry_seconds", .gauge, "When the certificate of a name ends, since 1970.") {
      $0.expiries.map { Sample(labels: ["name": $0.name], value: $0.seconds) }
    },
    Metric("asyncd_build_info", .gauge, "Always 1; the version is a label.") { _ in
      [Sample(labels: ["version": Asyncd.version], value: 1)]
    },

    // The names that all Prometheus clients use.
    Metric("process_start_time_seconds", .gauge, "When the process began, since 1970.") { $0.start },
    Metric("process_cpu_seconds_total", .counter, "CPU time, user and system.") { $0.process.cpuSeconds },
    Metric("process_resident_memory_bytes", .gauge, "Memory that is in RAM.") { $0.process.residentBytes },
    Metric("process_open_fds", .gauge, "Open descriptors.") { $0.process.openDescriptors },
    Metric("process_max_fds", .gauge, "Descriptors that may be open.") { $0.process.mostDescriptors },
  ]

  private static func labels(of kind: ActiveSyncStatistics.Kind) -> [String] {
    [kind.command, "\(kind.httpStatus)", kind.easStatus.map { "\($0)" } ?? ""]
  }

  /// A command's buckets, each with all that took no longer.
  @Sendable private static func histogram(
    _ command: String, _ durations: ActiveSyncStatistics.Durations
  ) -> [Sample] {
    let bounds = ActiveSyncStatistics.Durations.bounds + [.infinity]
    var count = 0
    let buckets = zip(bounds, durations.counts).map { bound, more in
      count += more
      return Sample(
        suffix: "_bucket", labels: ["command": command, "le": PrometheusText.number(bound)],
        value: Double(count))
    }
    return buckets + [
      Sample(suffix: "_sum", labels: ["command": command], value: durations.sum),
      Sample(suffix: "_count", labels: ["command": command], value: Double(count)),
    ]
  }
}
