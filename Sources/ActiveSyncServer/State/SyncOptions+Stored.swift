import SyncModel
import WBXML

extension SyncOptions {
  /// The form in which Options are kept until the device sends others.
  func stored() throws(WBXMLError) -> [UInt8] { try Fragment(encoding: self).bytes }

  /// Options that were kept; none if they cannot be read.
  static func stored(_ bytes: [UInt8]) -> SyncOptions {
    (try? Fragment(bytes: bytes).decode()) ?? SyncOptions()
  }
}
