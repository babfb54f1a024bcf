import SyncModel

extension SyncKey {
  /// A key that never was and cannot be guessed: 128 random bits.
  static func fresh() -> SyncKey {
    let halves = (0..<2).map { _ in String(UInt64.random(in: .min ... .max), radix: 36) }
    return SyncKey(rawValue: halves.joined(separator: "-"))
  }
}
