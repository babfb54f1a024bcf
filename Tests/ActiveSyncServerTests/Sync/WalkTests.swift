import Foundation
import SyncModel
import TestSupport
import Testing

@testable import ActiveSyncServer

/// Random histories of an office and a device that is told of it in windows, some of which are lost.
@Suite struct WalkTests {
  static let seeds: Range<UInt64> = 0..<400

  @Test(arguments: seeds) func contactsEndEqualWhateverIsLost(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var office = LogOffice()
    var device = FollowingDevice()
    for _ in 0..<30 {
      for _ in 0..<Int.random(in: 0...4, using: &random) {
        office.touch(.random(in: 1...12, using: &random), isThere: Bool.random(using: &random))
      }
      let walk = NumberWalk(
        itemClass: .contacts, snapshot: office, order: WalkOrder(limit: .random(in: 1...5, using: &random)))
      try device.take(office, loses: Bool.random(using: &random)) { try walk.run(from: $0, held: &$1) }
    }
    while try device.take(
      office, loses: false,
      { looked, held in
        try NumberWalk(itemClass: .contacts, snapshot: office, order: WalkOrder(limit: 3)).run(
          from: looked, held: &held)
      })
    {}
    #expect(device.content == office.records.filter(\.value.isThere).mapValues(\.content))
  }

  @Test(arguments: seeds) func theCalendarEndsEqualToItsPeriod(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var office = LogOffice()
    var device = FollowingDevice()
    var today = 20_000
    let ignoresSoftDelete = Bool.random(using: &random)
    device.ignoresSoftDelete = ignoresSoftDelete
    func walk(_ limit: Int, _ looked: Looked, _ held: inout HeldSet) throws -> Walk {
      let period = CalendarPeriod(filter: 4, today: CivilDate(dayNumber: today), limits: CalendarLimits())
      let now = Date(timeIntervalSince1970: Double(today) * 86400 + 3600)
      return try CalendarWalk(
        snapshot: office, period: period, request: period.request(now: now, zone: .gmt, limit: 6),
        order: WalkOrder(limit: limit)
      ).run(from: looked, held: &held)
    }
    for _ in 0..<30 {
      today += Int.random(in: 0...5, using: &random)
      for _ in 0..<Int.random(in: 0...4, using: &random) {
        office.touch(
          .random(in: 1...16, using: &random), isThere: Int.random(in: 0..<4, using: &random) > 0,
          day: CivilDate(dayNumber: today + .random(in: -30...200, using: &random)))
      }
      let limit = Int.random(in: 1...5, using: &random)
      try device.take(office, loses: Bool.random(using: &random)) { try walk(limit, $0, &$1) }
    }
    while try device.take(office, loses: false, { try walk(3, $0, &$1) }) {}
    let now = Date(timeIntervalSince1970: Double(today) * 86400 + 3600)
    let period = CalendarPeriod(filter: 4, today: CivilDate(dayNumber: today), limits: CalendarLimits())
    let window = office.window(period.request(now: now, zone: .gmt, limit: 6))
    let expected = Dictionary(
      uniqueKeysWithValues: window.rows.map { ($0.record, office.records[$0.record]?.content) })
    #expect(device.content.filter { !device.ghosts.contains($0.key) } == expected)
    // What a device that ignores SoftDelete still shows is old, but never wrong.
    for ghost in device.ghosts { #expect(device.content[ghost] == office.records[ghost]?.content) }
  }
}

/// A device that stores what it is told and loses some answers.
struct FollowingDevice {
  var content: [Int64: Int] = [:]
  var ghosts: Set<Int64> = []
  var ignoresSoftDelete = false
  private var softDeleted: Set<Int64> = []
  private var looked = Looked.nothing(of: LogPosition(epoch: 1, number: .zero))
  private var held = HeldSet()

  /// Makes an answer and takes it, unless it is lost; returns whether more is waiting.
  @discardableResult mutating func take(
    _ office: LogOffice, loses: Bool, _ walk: (Looked, inout HeldSet) throws -> Walk
  ) throws -> Bool {
    let answer = try walk(looked, &held)
    if loses { return true }
    for step in answer.steps { tell(step, office) }
    try held.apply(Dictionary(uniqueKeysWithValues: answer.steps.map { ($0.record, $0.entry) }))
    looked = answer.looked
    return answer.hasMore
  }

  private mutating func tell(_ step: Step, _ office: LogOffice) {
    let record = step.record
    switch step.kind {
    case .add:
      #expect(content[record] == nil, "record \(record) is doubled")
      content[record] = office.records[record]?.content
    case .change:
      #expect(content[record] != nil, "record \(record) is changed and not there")
      content[record] = office.records[record]?.content
    case .delete:
      // A device that obeyed the SoftDelete is told again when the record changes or returns.
      let wasThere = content.removeValue(forKey: record) != nil || softDeleted.contains(record)
      #expect(wasThere, "record \(record) is deleted and was never there")
      ghosts.remove(record)
      softDeleted.remove(record)
    case .softDelete:
      if ignoresSoftDelete {
        ghosts.insert(record)
      } else {
        content[record] = nil
        softDeleted.insert(record)
      }
    }
  }
}
