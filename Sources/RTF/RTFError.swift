/// Why bytes are no Rich Text Format that we read.
public enum RTFError: Error, Equatable {
  /// They do not begin as it does.
  case noRTF
  /// They are compressed, and a size or the checksum is not theirs.
  case damaged
  /// They are, or hold, more than the caller allows.
  case tooLarge
}
