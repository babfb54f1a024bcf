import COpenSSL
import Glibc
import Synchronization

/// What session tickets are encrypted with (RFC 5077, 4), so that a phone that comes back needs no full handshake.
///
/// Kept in memory only: whoever gets hold of a key can read the tickets of its time. A new one takes over after
/// half a day; tickets of the one before are accepted for as long again.
final class TicketKeys: Sendable {
  /// Seconds for which a key makes tickets, and for which a ticket counts.
  static let lifetime = 12 * 3_600

  private struct Key {
    var name = [UInt8](repeating: 0, count: 16)
    var cipher = [UInt8](repeating: 0, count: 32)
    var mac = [UInt8](repeating: 0, count: 32)
    let made: Int

    /// nil if the system has no random bytes.
    init?(made: Int) {
      self.made = made
      guard RAND_bytes(&name, 16) == 1, RAND_priv_bytes(&cipher, 32) == 1, RAND_priv_bytes(&mac, 32) == 1
      else {
        return nil
      }
    }
  }

  private let keys = Mutex<[Key]>([])
  private let now: @Sendable () -> Int

  /// Keys by a clock of seconds.
  init(now: @escaping @Sendable () -> Int = TicketKeys.uptime) { self.now = now }

  /// Prepares the encryption of a new ticket, as SSL_CTX_set_tlsext_ticket_key_evp_cb wants it.
  func protect(
    name: UnsafeMutablePointer<UInt8>, vector: UnsafeMutablePointer<UInt8>, cipher: OpaquePointer?,
    mac: OpaquePointer?
  ) -> Int32 {
    guard var key = newest(), RAND_bytes(vector, EVP_CIPHER_get_iv_length(EVP_aes_256_cbc())) == 1,
      EVP_EncryptInit_ex(cipher, EVP_aes_256_cbc(), nil, key.cipher, vector) == 1,
      copenssl_set_ticket_mac(mac, &key.mac, key.mac.count) == 1
    else { return -1 }
    name.update(from: key.name, count: key.name.count)
    return 1
  }

  /// Prepares the decryption of a ticket; 0 for one of an unknown key, 2 for one that wants to be replaced.
  func open(
    name: UnsafeMutablePointer<UInt8>, vector: UnsafeMutablePointer<UInt8>, cipher: OpaquePointer?,
    mac: OpaquePointer?
  ) -> Int32 {
    let time = now()
    let given = UnsafeBufferPointer(start: name, count: 16)
    let found = keys.withLock { keys in
      keys.first { time - $0.made < 2 * TicketKeys.lifetime && $0.name.elementsEqual(given) }
    }
    guard var key = found else { return 0 }
    guard EVP_DecryptInit_ex(cipher, EVP_aes_256_cbc(), nil, key.cipher, vector) == 1,
      copenssl_set_ticket_mac(mac, &key.mac, key.mac.count) == 1
    else { return -1 }
    return time - key.made < TicketKeys.lifetime ? 1 : 2
  }

  private func newest() -> Key? {
    let time = now()
    return keys.withLock { keys in
      if let last = keys.last, time - last.made < TicketKeys.lifetime { return last }
      guard let new = Key(made: time) else { return nil }
      keys = keys.suffix(1) + [new]
      return new
    }
  }

  private static let uptime: @Sendable () -> Int = {
    var time = timespec()
    clock_gettime(CLOCK_BOOTTIME, &time)
    return time.tv_sec
  }
}
