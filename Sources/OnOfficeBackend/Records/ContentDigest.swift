import COpenSSL
import SyncModel
import WBXML

extension [UInt8] {
  /// Stands for the content of whatever is broken.
  static let broken = [UInt8](repeating: 0, count: 16)
}

/// Tells whether an item that phones see has changed.
enum ContentDigest {
  /// The hash of an item unless the record has a defect or its item cannot be written.
  static func of(_ defect: BrokenItem?, item: () -> Item) -> [UInt8] {
    guard defect == nil else { return .broken }
    return (try? of(item())) ?? .broken
  }

  /// A hash of what a device at 14.1 is sent, whose elements hold all that items of any version say.
  ///
  /// Half a SHA-256 is enough: 16 bytes never coincide, and the log has a row for each record. It is the
  /// library's, because Swift's own hashes differ from process to process.
  static func of(_ item: Item) throws(WBXMLError) -> [UInt8] {
    let bytes = try item.applicationData(for: Presentation(version: .v14_1)).bytes
    var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    let status = EVP_Digest(bytes, bytes.count, &digest, nil, EVP_sha256(), nil)
    precondition(status == 1, "SHA-256 takes any bytes")
    return Array(digest.prefix(16))
  }
}
