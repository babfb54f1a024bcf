import Foundation
import Glibc
import LoadDriver
import Synchronization

/// A server in a process of its own, and what it has used so far.
final class Server {
  let port: UInt16
  private let process: pid_t
  /// The process that does the work.
  private var measured: pid_t
  private var isRunning = true

  /// Starts a program and returns when it takes connections.
  init(_ program: String, _ arguments: [String], port: UInt16, log: String) throws {
    self.port = port
    process = try Server.spawn([program] + arguments, log: log)
    measured = process
    for _ in 0..<500 {
      if (try? Driver(port: port, connections: 1)) != nil { return }
      usleep(20_000)
    }
    stop()
    throw BenchError("\(program) does not take connections: see \(log)")
  }

  deinit { stop() }

  /// Ends it.
  func stop() {
    guard isRunning else { return }
    isRunning = false
    kill(process, SIGTERM)
    waitpid(process, nil, 0)
    Server.started.withLock { [process] started in started.removeAll { $0 == process } }
  }

  /// Ends what was started and not stopped, at once.
  static func killAll() {
    for process in started.withLock({ $0 }) { kill(process, SIGKILL) }
  }

  private static let started = Mutex<[pid_t]>([])

  private static func spawn(_ arguments: [String], log: String) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    // The threads of Dispatch block signals, and a child would inherit that.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var words = arguments.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var process: pid_t = 0
    let code = posix_spawn(&process, arguments[0], &actions, &attributes, &words, environ)
    guard code == 0 else { throw BenchError("\(arguments[0]): \(String(cString: strerror(code)))") }
    started.withLock { $0.append(process) }
    return process
  }

  /// Its first child, which may take a moment to come.
  private func child() throws -> pid_t {
    for _ in 0..<500 {
      let children = try String(contentsOfFile: "/proc/\(process)/task/\(process)/children", encoding: .utf8)
      if let child = children.split(separator: " ").first.flatMap({ pid_t($0) }) { return child }
      usleep(20_000)
    }
    throw BenchError("nginx has no worker")
  }

  /// CPU time used so far, in nanoseconds.
  var cpu: Int64 { load_cpu_time(measured) }

  /// Memory that is its own and no file's, in bytes: private and shared.
  var memory: Int {
    let path = "/proc/\(measured)/smaps_rollup"
    let lines = (try? String(contentsOfFile: path, encoding: .utf8))?.split(separator: "\n") ?? []
    var kilobytes = 0
    for line in lines where line.hasPrefix("Pss_Anon:") || line.hasPrefix("Pss_Shmem:") {
      kilobytes += line.split(separator: " ").compactMap { Int($0) }.first ?? 0
    }
    return kilobytes << 10
  }

  /// Returns when it has done next to nothing for half a second.
  func settle() throws {
    for _ in 0..<120 {
      let before = cpu
      usleep(500_000)
      if cpu - before < 5_000_000 { return }
    }
    throw BenchError("the server does not come to rest")
  }

  /// Returns when it has nothing to do at the moment.
  func pause() {
    for _ in 0..<1000 {
      let before = cpu
      usleep(2000)
      if cpu - before < 200_000 { return }
    }
  }

  /// CPU time that `work` took it, in nanoseconds.
  func cpu(of work: () throws -> Void) rethrows -> Double {
    let before = cpu
    try work()
    return Double(cpu - before)
  }
}

extension Server {
  /// asyncd on the data in `directory`.
  static func asyncd(_ program: String, _ directory: String) throws -> Server {
    let port: UInt16 = 18_743
    let configuration = """
      { listen: ["127.0.0.1:\(port)"], data: "\(directory)/data", log: { level: "warning" },
        signIn: { rememberSeconds: 3600 } }
      """
    return try asyncd(program, directory, configuration, port: port)
  }

  /// asyncd with TLS on the data in `directory`, with a certificate made for it.
  static func secureAsyncd(_ program: String, _ directory: String) throws -> Server {
    let port: UInt16 = 18_745
    try makeCertificate(directory)
    let configuration = """
      { listen: [], data: "\(directory)/data", log: { level: "warning" }, signIn: { rememberSeconds: 3600 },
        https: { listen: ["127.0.0.1:\(port)"],
          certificates: [{ chain: "\(directory)/chain.pem", key: "\(directory)/key.pem" }] } }
      """
    return try asyncd(program, directory, configuration, port: port)
  }

  private static func makeCertificate(_ directory: String) throws {
    let openssl = Process()
    openssl.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
    openssl.arguments = [
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
      "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", directory + "/key.pem",
      "-out", directory + "/chain.pem",
    ]
    openssl.standardError = FileHandle.nullDevice
    try openssl.run()
    openssl.waitUntilExit()
    guard openssl.terminationStatus == 0 else { throw BenchError("openssl makes no certificate") }
  }

  private static func asyncd(
    _ program: String, _ directory: String, _ configuration: String, port: UInt16
  ) throws -> Server {
    try configuration.write(toFile: directory + "/asyncd.json5", atomically: true, encoding: .utf8)
    return try Server(
      program, ["serve", "--config", directory + "/asyncd.json5"], port: port, log: directory + "/asyncd.log")
  }

  /// nginx with one worker, which is measured; nchan does not live without a master.
  static func nginx(_ directory: String) throws -> Server {
    let port: UInt16 = 18_744
    let configuration = """
      load_module /usr/lib/nginx/modules/ngx_nchan_module.so;
      daemon off;
      worker_processes 1;
      worker_rlimit_nofile 20000;
      pid \(directory)/nginx.pid;
      error_log \(directory)/nginx.log warn;
      events { worker_connections 30000; }
      http {
        access_log off;
        client_body_temp_path \(directory)/nginx-body;
        keepalive_requests 1000000;
        keepalive_timeout 600;
        nchan_shared_memory_size 512m;
        server {
          listen 127.0.0.1:\(port);
          location / { return 200; }
          location /wait { nchan_subscriber longpoll; nchan_channel_id all; nchan_subscriber_timeout 0;
            nchan_subscriber_first_message newest; }
          location /publish { nchan_publisher; nchan_channel_id all; }
        }
      }
      """
    try configuration.write(toFile: directory + "/nginx.conf", atomically: true, encoding: .utf8)
    let server = try Server(
      "/usr/sbin/nginx", ["-c", directory + "/nginx.conf", "-e", directory + "/nginx.log"], port: port,
      log: directory + "/nginx.err")
    server.measured = try server.child()
    return server
  }
}
