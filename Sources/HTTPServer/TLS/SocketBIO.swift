import COpenSSL
import Glibc

/// OpenSSL's way to a socket.
///
/// OpenSSL's own writes with write(2), which ends the process by SIGPIPE if the peer is gone, and reads for as long as
/// the peer sends what is no application data.
enum SocketBIO {
  /// Above the descriptor's bits lie the reads that are allowed, and one more; 0 if they are not counted.
  private static let oneRead = 1 << 32

  /// OpenSSL's table of functions.
  ///
  /// Unsafe in name only: it is written to only while it is made, which Swift does once, before anybody else can see
  /// it. From then on `BIO_new` and the BIOs made by it, on whatever threads, only read it, and it is never freed.
  private nonisolated(unsafe) static let method: OpaquePointer? = {
    let method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK | BIO_TYPE_DESCRIPTOR, "socket")
    BIO_meth_set_read(method, read)
    BIO_meth_set_write(method, write)
    BIO_meth_set_ctrl(method) { _, command, _, _ in command == BIO_CTRL_FLUSH ? 1 : 0 }
    return method
  }()

  /// A BIO on a socket, which it does not close; nil if there is no memory.
  static func make(_ descriptor: Int32) -> OpaquePointer? {
    guard let bio = BIO_new(method) else { return nil }
    // The descriptor lies where a pointer would.
    BIO_set_data(bio, UnsafeMutableRawPointer(bitPattern: Int(descriptor)))
    BIO_set_init(bio, 1)
    return bio
  }

  /// Lets the socket be read from that often, after which it is as if nothing were there. A record takes two reads.
  static func allow(_ reads: Int, _ bio: OpaquePointer?) {
    BIO_set_data(
      bio, UnsafeMutableRawPointer(bitPattern: Int(descriptor(of: bio)) + (reads + 1) * oneRead))
  }

  private static func descriptor(of bio: OpaquePointer?) -> Int32 {
    Int32(truncatingIfNeeded: Int(bitPattern: BIO_get_data(bio)))
  }

  /// Counts a read; false if there have been enough.
  private static func countRead(_ bio: OpaquePointer?) -> Bool {
    let data = Int(bitPattern: BIO_get_data(bio))
    guard data >= oneRead else { return true }
    guard data >= 2 * oneRead else { return false }
    BIO_set_data(bio, UnsafeMutableRawPointer(bitPattern: data - oneRead))
    return true
  }

  private static let read: @convention(c) (OpaquePointer?, UnsafeMutablePointer<CChar>?, Int32) -> Int32 = {
    bio, buffer, count in
    guard countRead(bio) else {
      copenssl_set_retry_read(bio)
      return -1
    }
    return transfer(bio, retry: copenssl_set_retry_read) { recv($0, buffer, Int(count), 0) }
  }

  private static let write: @convention(c) (OpaquePointer?, UnsafePointer<CChar>?, Int32) -> Int32 = {
    bio, bytes, count in
    transfer(bio, retry: copenssl_set_retry_write) { send($0, bytes, Int(count), Int32(MSG_NOSIGNAL)) }
  }

  private static func transfer(
    _ bio: OpaquePointer?, retry: (OpaquePointer?) -> Void, _ call: (Int32) -> Int
  ) -> Int32 {
    let descriptor = descriptor(of: bio)
    copenssl_clear_retry(bio)
    while true {
      let count = call(descriptor)
      if count >= 0 { return Int32(count) }
      if errno == EINTR { continue }
      if errno == EAGAIN { retry(bio) }
      return -1
    }
  }
}
