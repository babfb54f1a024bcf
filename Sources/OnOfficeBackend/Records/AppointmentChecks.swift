import Database
import SyncModel

/// What onOffice does to an appointment's fields when they are stored.
enum AppointmentChecks {
  private static let seriesFields = [
    "rp_flag", "rp_type", "rp_tage", "rp_beginn_datum", "rp_ende_datum", "rp_ende_status", "rp_exception",
  ]

  /// Whether two appointments differ in when they take place.
  static func differs(_ record: Record, from stored: Record) -> Bool {
    (["start_dt", "end_dt", "ganztags"] + seriesFields).contains { record[$0] != stored[$0] }
  }

  /// Whether an appointment takes place at other times: those who answered it did not mean these. A series that ends
  /// on another day, or leaves days out, keeps its other dates.
  static func moves(_ record: Record, from stored: Record) -> Bool {
    let fields = ["start_dt", "end_dt", "ganztags", "rp_flag", "rp_type", "rp_tage"]
    return fields.contains { (record[$0] ?? .integer(0)) != (stored[$0] ?? .integer(0)) }
  }

  /// The fields as they are stored: whole days end on their last second, a series has all of its fields, others
  /// have none.
  static func settled(_ given: Record) throws(OfficeError) -> Record {
    var record = given
    guard let start = record.dateTime("start_dt") else { throw .missingField("start_dt") }
    guard let end = record.dateTime("end_dt") else { throw .missingField("end_dt") }
    guard start <= end else { throw .invalidValue(field: "end_dt") }
    record["status"] = record["status"] ?? .text("active")
    if record.flag("ganztags") {
      // Midnight is the end of the day before, as phones have it, unless the day itself is all there is.
      let last = end.second == 0 && end.date > start.date ? end.date.adding(days: -1) : end.date
      record["start_dt"] = .text(LocalDateTime(date: start.date).text)
      record["end_dt"] = .text(LocalDateTime(date: last, second: 86_399).text)
    }
    return try withSettledSeries(record, from: start.date)
  }

  private static func withSettledSeries(
    _ given: Record, from start: CivilDate
  ) throws(OfficeError) -> Record {
    var record = given
    guard record.flag("rp_flag") else {
      for field in seriesFields { record[field] = nil }
      return record
    }
    guard record["rp_type"] != nil else { throw .missingField("rp_type") }
    record["rp_tage"] = record["rp_tage"] ?? .integer(1)
    // The pattern is the first date and the interval; a beginning elsewhere would say nothing.
    record["rp_beginn_datum"] = .text(start.text)
    if record["rp_ende_status"] == nil {
      record["rp_ende_status"] = .integer(record["rp_ende_datum"] == nil ? 2 : 1)
    }
    if record.integer("rp_ende_status") == 1 {
      guard record["rp_ende_datum"] != nil else { throw .missingField("rp_ende_datum") }
    } else {
      record["rp_ende_datum"] = nil
    }
    guard record.daysLeftOut != nil else { throw .invalidValue(field: "rp_exception") }
    return record
  }

  /// After every time that can be: where an open series ends.
  private static let never = "9999-12-31 23:59:59"

  /// When the last occurrence ends, as it stands in `last_dt`.
  static func lastMoment(of record: Record) -> String {
    Occurrences(record)?.lastEnd?.text ?? never
  }
}
