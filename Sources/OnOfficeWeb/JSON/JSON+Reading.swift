import CJansson

extension JSON {
  /// Reads a text; nil if it is no JSON.
  package init?(reading bytes: [UInt8]) {
    let root = bytes.withUnsafeBytes { bytes in
      json_loadb(bytes.bindMemory(to: CChar.self).baseAddress, bytes.count, size_t(JSON_ALLOW_NUL), nil)
    }
    guard let root else { return nil }
    defer { json_decref(root) }
    self.init(root)
  }

  /// Copies a value of the library's.
  fileprivate init(_ value: UnsafeMutablePointer<json_t>) {
    switch value.pointee.type {
    case JSON_OBJECT: self = .object(JSONObject(value))
    case JSON_ARRAY:
      self = .array((0..<json_array_size(value)).compactMap { json_array_get(value, $0) }.map { JSON($0) })
    case JSON_STRING: self = .text(Self.text(json_string_value(value), json_string_length(value)))
    case JSON_INTEGER: self = .integer(json_integer_value(value))
    case JSON_REAL: self = .number(json_real_value(value))
    case JSON_TRUE: self = .bool(true)
    case JSON_FALSE: self = .bool(false)
    default: self = .null
    }
  }

  fileprivate static func text(_ start: UnsafePointer<CChar>?, _ count: Int) -> String {
    String(decoding: UnsafeRawBufferPointer(start: start, count: count), as: UTF8.self)
  }
}

extension JSONObject {
  /// Copies an object of the library's, which keeps the order in which its members were read.
  fileprivate init(_ object: UnsafeMutablePointer<json_t>) {
    self.init()
    var place = json_object_iter(object)
    while let here = place {
      // No name has a zero in it.
      if let name = json_object_iter_key(here), let value = json_object_iter_value(here) {
        append(String(cString: name), JSON(value))
      }
      place = json_object_iter_next(object, here)
    }
  }
}
