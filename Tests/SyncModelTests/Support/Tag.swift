import WBXML

/// An element's tag, not one of Swift Testing's.
typealias Tag = WBXML.Tag
