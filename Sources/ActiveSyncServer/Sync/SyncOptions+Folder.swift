import SyncModel

extension [SyncOptions] {
  /// Those for the items of a folder; nil if there are none. A device may send others beside them, as those for
  /// SMS. [MS-ASCMD] 2.2.3.125.6: without a Class they are for the folder's.
  func applying(to folder: Folder) -> SyncOptions? {
    let name = (folder.itemClass?.rawValue ?? "Email").lowercased()
    return first { $0.class.map { $0.lowercased() == name } ?? true }
  }
}
