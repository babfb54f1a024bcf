import CZlib

/// gzip (RFC 1952) by zlib.
enum Gzip {
  /// zlib's largest window, and 16 to say gzip.
  private static let window: Int32 = 15 + 16
  /// The fastest level: the others take four times as long for a tenth less.
  private static let level: Int32 = 1

  /// The gzipped bytes, nil if they are no fewer.
  static func compress(_ bytes: [UInt8]) -> [UInt8]? {
    let stream = makeStream()
    defer { stream.deallocate() }
    guard czlib_deflate_init(stream, level, window) == Z_OK else { return nil }
    defer { deflateEnd(stream) }
    let result = [UInt8](unsafeUninitializedCapacity: bytes.count) { output, count in
      bytes.withUnsafeBufferPointer { input in
        // zlib reads its input only; its C type says otherwise.
        stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.pointee.avail_in = UInt32(input.count)
        stream.pointee.next_out = output.baseAddress
        stream.pointee.avail_out = UInt32(output.count)
        if deflate(stream, Z_FINISH) == Z_STREAM_END { count = output.count - Int(stream.pointee.avail_out) }
      }
    }
    return result.isEmpty || result.count >= bytes.count ? nil : result
  }

  /// The bytes behind gzip, one member or several; more than `limit` of them are refused.
  static func expand(_ bytes: [UInt8], limit: Int) throws(Rejection) -> [UInt8] {
    let stream = makeStream()
    defer { stream.deallocate() }
    guard czlib_inflate_init(stream, window) == Z_OK else { throw Rejection(503, "zlib is out of memory") }
    defer { inflateEnd(stream) }
    var result: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: min(64 << 10, max(1 << 10, bytes.count * 4)))
    let status = bytes.withUnsafeBufferPointer { input in
      stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
      stream.pointee.avail_in = UInt32(input.count)
      return inflateAll(stream, into: &result, through: &piece, limit: limit)
    }
    guard result.count <= limit else {
      throw Rejection(413, "content too long, gunzipped (RFC 9110, 15.5.14)")
    }
    guard status == Z_STREAM_END else { throw Rejection(400, "content is not gzip (RFC 9110, 8.4.1.3)") }
    return result
  }

  private static func inflateAll(
    _ stream: UnsafeMutablePointer<z_stream>, into result: inout [UInt8], through piece: inout [UInt8],
    limit: Int
  ) -> Int32 {
    var status = Z_OK
    while result.count <= limit {
      let count = piece.withUnsafeMutableBufferPointer { output in
        stream.pointee.next_out = output.baseAddress
        stream.pointee.avail_out = UInt32(output.count)
        status = inflate(stream, Z_NO_FLUSH)
        return output.count - Int(stream.pointee.avail_out)
      }
      result.append(contentsOf: piece[..<count])
      if status == Z_STREAM_END, stream.pointee.avail_in > 0 {
        status = inflateReset(stream)
      } else if status != Z_OK {
        break
      }
    }
    return status
  }

  /// zlib remembers where its stream lies, so it must not move.
  private static func makeStream() -> UnsafeMutablePointer<z_stream> {
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    return stream
  }
}
