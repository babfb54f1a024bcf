import Glibc

/// Why a server does not start.
public enum HTTPServerError: Error, Equatable {
  /// It cannot listen there: somebody else does, the right is missing, the machine has no such address.
  case listen(ListenAddress, errno: Int32)
  /// The system is out of something.
  case system(call: String, errno: Int32)
  /// It was started before.
  case alreadyStarted
}

extension HTTPServerError: CustomStringConvertible {
  /// The reason in one line, for logs.
  public var description: String {
    switch self {
    case .listen(let address, let number): "cannot listen on \(address): \(String(cString: strerror(number)))"
    case .system(let call, let number): "\(call): \(String(cString: strerror(number)))"
    case .alreadyStarted: "the server was started before"
    }
  }
}
