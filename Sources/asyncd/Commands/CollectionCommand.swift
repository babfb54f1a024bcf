import ActiveSyncServer
import Database
import Foundation
import Logging
import OnOfficeBackend
import SyncModel

/// `asyncd collection skipped [USER]`: lists the items that devices do not get because they are broken.
struct CollectionCommand {
  private let user: String?
  private let data: String

  init(_ arguments: Arguments) throws {
    let words = arguments.words
    guard words[0] == "skipped" else { throw UsageError("collection knows skipped, not \(words[0])") }
    user = words.count > 1 ? words[1] : nil
    data = try DataDirectory.path(arguments)
  }

  /// Reads the files, also those of a running server.
  func run() async throws {
    let records = try DataDirectory.existingOnOffice(data)
    do {
      let log = Log(level: .warning, sink: StandardError.write)
      let office = OnOffice(database: records, clock: .system, log: log, options: OnOfficeOptions())
      let entries = try await skipped(of: try await id(in: office))
      let rows = try await rows(of: entries, in: office)
      await records.close()
      print(rows.isEmpty ? "Nothing is skipped." : TextTable(Self.head, rows).text)
    } catch {
      await records.close()
      throw error
    }
  }

  private static let head = ["USER", "DEVICE", "FOLDER", "SERVERID", "SINCE", "REASON"]

  /// The number of the user who is asked for; nil for all.
  private func id(in office: OnOffice) async throws -> UserId? {
    guard let user else { return nil }
    guard let id = try await office.user(named: user) else {
      throw ConfigurationError("\(data): there is no user \(user)")
    }
    return id
  }

  private func skipped(of user: UserId?) async throws -> [SkippedItems.Entry] {
    let database = try DataDirectory.existingSync(data)
    do {
      let entries = try await SkippedItems(database: database).all(of: user)
      await database.close()
      return entries
    } catch {
      await database.close()
      throw error
    }
  }

  private func rows(of entries: [SkippedItems.Entry], in office: OnOffice) async throws -> [[String]] {
    var names: [UserId: String] = [:]
    for user in Set(entries.map(\.user)) { names[user] = try await office.name(of: user) }
    return entries.map { entry in
      [
        names[entry.user] ?? "\(entry.user.tenant):\(entry.user.user)", entry.device, entry.folder,
        entry.serverId, entry.since.formatted(.iso8601), entry.reason,
      ]
    }
  }
}

/// Rows of text under a head, each column as wide as its widest cell.
private struct TextTable {
  let text: String

  init(_ head: [String], _ rows: [[String]]) {
    let all = [head] + rows
    let widths = head.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
    text = all.map { row in
      let cells = zip(row, widths).map { cell, width in
        cell + String(repeating: " ", count: width - cell.count)
      }
      // The last column needs no filling.
      return cells.dropLast().map { $0 + "  " }.joined() + (row.last ?? "")
    }.joined(separator: "\n")
  }
}
