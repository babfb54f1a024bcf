import Logging
import SyncModel

/// Takes a user's answers to appointments, each by itself; nobody is sent a mail. [MS-ASCMD] 2.2.1.11.
///
/// Every appointment of a user is a meeting that he may answer, in the calendar: there are no invitations in the
/// inbox.
struct MeetingResponseCommand: Command {
  func run(
    _ request: MeetingResponseRequest?, in session: Session
  ) async throws(CommandError) -> MeetingResponseResponse? {
    guard let requests = request?.requests, !requests.isEmpty else { throw .emptyBody }
    var results: [MeetingResponseResponse.Result] = []
    for request in requests { results.append(try await take(request, in: session)) }
    return MeetingResponseResponse(results)
  }

  private func take(
    _ request: MeetingResponseRequest.Request, in session: Session
  ) async throws(CommandError) -> MeetingResponseResponse.Result {
    guard let refusal = try await refusal(of: request, in: session) else {
      var result = MeetingResponseResponse.Result(of: request.requestId, MeetingResponseStatus.success)
      if request.userResponse != MeetingAnswer.declined.rawValue { result.calendarId = request.requestId }
      return result
    }
    session.log.info(
      "an answer to a meeting was refused",
      [
        "item": request.requestId?.rawValue ?? "", "status": refusal.status.text, "element": refusal.element,
      ])
    return .init(of: request.requestId, refusal.status)
  }

  /// Why an answer is not taken; nil if it is.
  private func refusal(
    of request: MeetingResponseRequest.Request, in session: Session
  ) async throws(CommandError) -> MeetingRefusal? {
    let meeting: AnsweredMeeting
    do throws(MeetingRefusal) {
      meeting = try AnsweredMeeting(request, in: session)
    } catch {
      return error
    }
    let reading = Reading(
      presentation: Presentation(version: session.version), zone: session.account.timeZone,
      now: session.services.clock.now())
    do {
      return try await session.services.backend.write(for: session.account.id) { writer in
        do {
          try writer.attempt { try meeting.confirm(by: reading, on: writer) }
          return nil
        } catch let refusal as MeetingRefusal {
          return refusal
        }
      }
    } catch {
      throw CommandError(error)
    }
  }
}

/// Why an answer to a meeting is not taken.
private struct MeetingRefusal: Error {
  /// What the device is told.
  let status: any StatusCode
  /// What is wrong of the request.
  let element: String

  init(_ element: String, _ status: any StatusCode = MeetingResponseStatus.invalidRequest) {
    (self.status, self.element) = (status, element)
  }
}

/// A user's answer to one of his appointments.
private struct AnsweredMeeting: Sendable {
  private let answer: MeetingAnswer
  private let record: Int64
  /// When the occurrence begins that is meant alone.
  private let instanceId: String?

  init(_ request: MeetingResponseRequest.Request, in session: Session) throws(MeetingRefusal) {
    guard let answer = request.userResponse.flatMap(MeetingAnswer.init) else {
      throw MeetingRefusal("UserResponse")
    }
    guard request.longId == nil else { throw MeetingRefusal("LongId") }
    guard request.collectionId == Folder.calendar.id, session.folders.contains(.calendar) else {
      throw MeetingRefusal("CollectionId")
    }
    guard let record = request.requestId.flatMap({ Folder.calendar.record(of: $0) }) else {
      throw MeetingRefusal("RequestId")
    }
    // [MS-ASCMD] 2.2.3.92.1.
    guard request.instanceId == nil || session.version >= .v14_1 else { throw MeetingRefusal("InstanceId") }
    (self.answer, self.record, instanceId) = (answer, record, request.instanceId)
  }

  /// Writes the answer down; throws if there is no such appointment.
  func confirm(by reading: Reading, on writer: any RecordWriter) throws {
    let isThere = try writer.rows(of: .calendar, records: [record]).first?.isThere == true
    guard isThere, let item = try writer.item(record, of: .calendar) else {
      throw MeetingRefusal("RequestId")
    }
    try writer.confirm(record, as: answer, on: instanceId.map { try day(of: $0, in: item, reading) })
  }

  private func day(
    of instanceId: String, in item: Item, _ reading: Reading
  ) throws(MeetingRefusal) -> CivilDate {
    do {
      return try reading.occurrence(of: item, at: instanceId).day
    } catch {
      switch error {
      case .malformed: throw MeetingRefusal("InstanceId", CommonStatus.invalidDateTime)
      case .noSeries: throw MeetingRefusal("InstanceId", CommonStatus.noRecurrenceInCalendar)
      case .notThere: throw MeetingRefusal("InstanceId")
      }
    }
  }
}
