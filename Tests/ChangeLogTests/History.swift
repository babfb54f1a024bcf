import ChangeLog
import SyncModel
import TestSupport

/// Random changes to a log, told to a simple model of the truth at the same time, with devices that follow.
struct History {
  private static let users: [Int64] = [1, 2, 3]
  private static let records: [Int64] = [1, 2, 3, 4, 5, 6, 7]

  private let log: ChangeLog
  private var random: SeededGenerator
  private var digests: [Int64: UInt8] = [:]
  private var members: [Int64: Set<Int64>] = [:]
  private var reminders: [Int64: [Int64: Int]] = [:]
  private var followers: [Follower]
  private var isPurged: Set<Int64> = []

  init(_ log: ChangeLog, seed: UInt64) {
    self.log = log
    random = SeededGenerator(seed: seed)
    followers = Self.users.map(Follower.init)
  }

  /// Goes through `steps` changes and walks, and checks at the end that every device has the truth.
  mutating func run(steps: Int) throws {
    for _ in 0..<steps {
      switch Int.random(in: 0..<20, using: &random) {
      case 0..<6: try edit()
      case 6..<9: try setMembers(of: anyRecord())
      case 9..<11: try touch()
      case 11..<12: try remove()
      case 12..<13: try purge()
      case 13..<14: followers.append(Follower(user: Self.users.randomElement(using: &random) ?? 1))
      default: try walk()
      }
    }
    for index in followers.indices {
      while try !walk(index) {}
      try check(followers[index])
    }
  }

  private mutating func anyRecord() -> Int64 { Self.records.randomElement(using: &random) ?? 1 }

  private mutating func edit() throws {
    let record = anyRecord()
    let digest = UInt8.random(in: 0..<4, using: &random)
    let isBack = digests[record] == nil
    let isNew = digests.updateValue(digest, forKey: record) != digest
    let number = try log.stamp(record, of: .contacts, digest: [digest])
    guard (number != nil) == isNew else {
      throw Violation("stamp of \(record) gave \(String(describing: number))")
    }
    if isBack { try setMembers(of: record) }
  }

  private mutating func remove() throws {
    let record = anyRecord()
    let wasThere = digests.removeValue(forKey: record) != nil
    let number = try log.stamp(record, of: .contacts, digest: nil)
    guard (number != nil) == wasThere else { throw Violation("removal gave \(String(describing: number))") }
  }

  private mutating func setMembers(of record: Int64) throws {
    let wanted = Set(Self.users.filter { _ in Bool.random(using: &random) })
    let before = members.updateValue(wanted, forKey: record) ?? []
    let changed = try log.setMembers(wanted, of: record, in: .contacts)
    // Members of a record that was gone at a purge may have been forgotten.
    if isPurged.remove(record) != nil { return }
    guard changed == wanted.symmetricDifference(before) else {
      throw Violation("members of \(record) went from \(before) to \(wanted), told \(changed)")
    }
  }

  private mutating func touch() throws {
    let record = anyRecord()
    let user = Self.users.randomElement(using: &random) ?? 1
    guard digests[record] != nil, members[record]?.contains(user) == true else { return }
    reminders[user, default: [:]][record, default: 0] += 1
    try log.touch(record, of: .contacts, user: user)
  }

  /// Purges up to what the device that is furthest behind has seen; new ones have nothing to lose.
  private mutating func purge() throws {
    guard let bound = followers.compactMap(\.needsNothingBelow).min() else { return }
    try log.purge(below: bound, of: .contacts)
    isPurged.formUnion(Self.records.filter { digests[$0] == nil })
  }

  private mutating func walk() throws {
    _ = try walk(Int.random(in: 0..<followers.count, using: &random))
  }

  private mutating func walk(_ index: Int) throws -> Bool {
    let limit = Int.random(in: 1...5, using: &random)
    return try followers[index].walk(log, truth(for: followers[index].user), limit: limit)
  }

  private func truth(for user: Int64) -> [Int64: String] {
    var truth: [Int64: String] = [:]
    for (record, digest) in digests where members[record]?.contains(user) == true {
      truth[record] = "\(digest) \(reminders[user]?[record] ?? 0)"
    }
    return truth
  }

  private func check(_ follower: Follower) throws {
    let truth = truth(for: follower.user)
    guard follower.held.mapValues(\.content) == truth else {
      throw Violation("user \(follower.user) holds \(follower.held), truth is \(truth)")
    }
    let user = follower.user
    let rows = try log.rows(of: .contacts, user: user, records: Self.records).filter(\.isThere)
    let numbers = Dictionary(uniqueKeysWithValues: rows.map { ($0.record, $0.number) })
    guard follower.held.mapValues(\.number) == numbers else { throw Violation("numbers \(numbers)") }
    let first = try log.rows(of: .contacts, user: user, above: .zero, limit: 100)
    guard Set(first.map(\.record)) == Set(truth.keys) else { throw Violation("above zero \(first)") }
    guard first.map(\.number) == numbers.values.sorted() else { throw Violation("order \(first)") }
    guard try log.rows(of: .contacts, user: user, above: follower.at, limit: 9) == [] else {
      throw Violation("rows after the end")
    }
  }
}
