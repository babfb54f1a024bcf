import WBXML

/// An element that not all versions know.
struct VersionedElement<Parent>: Sendable {
  /// The element.
  let tag: Tag
  /// The versions that know it.
  let versions: ClosedRange<ProtocolVersion>
  /// Takes the element out of its parent.
  let clear: @Sendable (inout Parent) -> Void

  /// An element of the versions from `first` on.
  init(_ token: some CodePage, from first: ProtocolVersion, clear: @escaping @Sendable (inout Parent) -> Void)
  {
    tag = token.tag
    versions = first ... .v16_1
    self.clear = clear
  }

  /// An element of the versions up to `last`.
  init(_ token: some CodePage, upTo last: ProtocolVersion, clear: @escaping @Sendable (inout Parent) -> Void)
  {
    tag = token.tag
    versions = .v12_1...last
    self.clear = clear
  }
}

/// An element some of whose children not all versions know.
protocol VersionedParent: Element {
  /// The children that not all versions know.
  static var versioned: [VersionedElement<Self>] { get }
}

extension VersionedParent {
  /// Takes out the children that `version` does not know.
  mutating func keepElements(of version: ProtocolVersion) {
    for element in Self.versioned where !element.versions.contains(version) { element.clear(&self) }
  }
}
