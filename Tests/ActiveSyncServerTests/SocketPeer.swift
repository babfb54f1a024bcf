import Dispatch
import Glibc
import HTTPServer

/// A client on a connection of its own, of nothing but system calls.
enum SocketPeer {
  /// Sends a request and reads its answer; nil if there is none.
  static func send(_ request: HTTPRequest, to port: UInt16) async -> HTTPResponse? {
    var head = ["\(request.method) \(request.path)\(request.query.map { "?" + $0 } ?? "") HTTP/1.1"]
    head += ["Host: sync.example", "Connection: close", "Content-Length: \(request.body.count)"]
    for name in ["Authorization", "MS-ASProtocolVersion"] {
      if let value = request.headers[name] { head.append("\(name): \(value)") }
    }
    let bytes = Array((head.joined(separator: "\r\n") + "\r\n\r\n").utf8) + request.body
    let answer = await talk(port, bytes)
    guard let end = answer.firstRange(of: Array("\r\n\r\n".utf8)),
      let status = Int(String(decoding: answer.dropFirst(9).prefix(3), as: UTF8.self))
    else { return nil }
    return HTTPResponse(status: status, body: Array(answer[end.upperBound...]))
  }

  /// Sends bytes as they are and reads to the end.
  static func talk(_ port: UInt16, _ request: [UInt8]) async -> [UInt8] {
    await withCheckedContinuation { continuation in
      // A thread of its own: many may wait at once.
      let thread = DispatchQueue(label: "peer")
      thread.async { continuation.resume(returning: exchange(port, request)) }
    }
  }

  private static func exchange(_ port: UInt16, _ request: [UInt8]) -> [UInt8] {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let connected = withUnsafePointer(to: address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0, Glibc.send(socket, request, request.count, 0) == request.count else { return [] }
    var answer: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = recv(socket, &buffer, buffer.count, 0)
      guard count > 0 else { return answer }
      answer += buffer[..<count]
    }
  }
}
