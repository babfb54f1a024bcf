/// One socket that a server listens on, and how it speaks there.
public struct Listening: Sendable {
  /// Where connections come from.
  public enum Socket: Hashable, Sendable {
    /// An address of its own; port 0 lets the system choose.
    case address(ListenAddress)
    /// A listening socket that somebody else opened and keeps (socket activation): what waits in it when the
    /// server ends waits on for its successor.
    case inherited(descriptor: Int32)
  }

  /// The socket.
  public var socket: Socket
  /// Encryption; nil for plain HTTP.
  public var tls: TLSService?

  /// Listens there.
  public init(_ socket: Socket, tls: TLSService? = nil) {
    self.socket = socket
    self.tls = tls
  }
}
