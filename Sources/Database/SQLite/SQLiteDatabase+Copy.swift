import Glibc

extension SQLiteDatabase {
  /// Copies the file at `source`, which other programs may be writing to, to a new file that only its owner may
  /// read: one consistent state, durable when this returns.
  ///
  /// `change` edits the copy before there is anything under its name. Blocks; meant for commands.
  public static func copy(
    _ source: String, to target: String, change: (any SQLConnection) throws -> Void = { _ in }
  ) throws {
    guard access(target, F_OK) != 0 else {
      throw DatabaseError.open(path: target, message: "is there already")
    }
    let part = target + ".part"
    do {
      try copyContent(of: source, to: part, change)
      try synchronize(part)
      guard rename(part, target) == 0 else { throw DatabaseError.lastSystemError(of: target) }
      try synchronize(directory(of: target))
    } catch {
      for end in ["", "-journal", "-wal", "-shm"] { unlink(part + end) }
      throw error
    }
  }

  // Its connections are closed when it returns: only then is everything in the one file.
  private static func copyContent(
    of source: String, to part: String, _ change: (any SQLConnection) throws -> Void
  ) throws {
    let original = try SQLiteConnection(path: source)
    try SQLiteConnection.createFile(part)
    let copy = try SQLiteConnection(path: part)
    if let reason = original.copyAll(to: copy) {
      throw DatabaseError.open(path: source, message: "cannot be copied to \(part): \(reason)")
    }
    try copy.transaction("BEGIN IMMEDIATE") { try change(copy) }
  }

  private static func directory(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Brings a file or the names in a directory to the disk.
  private static func synchronize(_ path: String) throws(DatabaseError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .lastSystemError(of: path) }
    defer { Glibc.close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .lastSystemError(of: path) }
  }
}

extension DatabaseError {
  /// What the system says of the last call, which concerned the file at `path`.
  static func lastSystemError(of path: String) -> DatabaseError {
    .open(path: path, message: String(cString: strerror(errno)))
  }
}
