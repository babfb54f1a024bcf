import Glibc

/// Why a server does not start.
public enum HTTPServerError: Error, Equatable {
  /// It cannot listen there: somebody else does, the right is missing, the machine has no such address.
  case listen(ListenAddress, errno: Int32)
  /// A socket that was handed over is none to take connections from.
  case inherited(descriptor: Int32, problem: String)
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
    case .inherited(let descriptor, let problem):
      "cannot serve the handed-over descriptor \(descriptor): \(problem)"
    case .system(let call, let number): "\(call): \(String(cString: strerror(number)))"
    case .alreadyStarted: "the server was started before"
    }
  }
}
