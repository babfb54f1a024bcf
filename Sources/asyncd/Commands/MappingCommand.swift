import OnOfficeBackend

/// `asyncd mapping [CLASS]`: what becomes of each field of onOffice on the phone, and back. Manual 12.
struct MappingCommand {
  private let tables: [MappingTable]

  init(_ arguments: Arguments) throws(UsageError) {
    guard let name = arguments.words.first else {
      tables = MappingTable.all
      return
    }
    tables = MappingTable.all.filter { $0.name == name }
    guard !tables.isEmpty else {
      throw UsageError("mapping knows \(MappingTable.all.map(\.name).joined(separator: ", ")), not \(name)")
    }
  }

  /// Prints the tables.
  func run() { print(tables.map(\.text).joined(separator: "\n"), terminator: "") }
}
