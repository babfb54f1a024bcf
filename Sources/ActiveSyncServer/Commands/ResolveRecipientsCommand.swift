import Foundation
import Logging
import SyncModel

/// Says whom names and mail addresses mean, and when those people are free. [MS-ASCMD] 2.2.1.15.
struct ResolveRecipientsCommand: Command {
  /// Names in a request at most. [MS-ASCMD] 2.2.3.183.
  static let mostNames = 1000
  /// Those of whom a request may ask when they are free. [MS-ASCMD] 2.2.3.183.
  static let mostAvailabilities = 100
  /// How many are suggested where several may be meant, unless the device says.
  static let suggestions = 19
  static let mostSuggestions = 100

  func run(
    _ request: ResolveRecipientsRequest?, in session: Session
  ) async throws(CommandError) -> ResolveRecipientsResponse? {
    guard let request else { throw .emptyBody }
    guard (1...Self.mostNames).contains(request.to.count), request.to.allSatisfy({ $0.utf8.count <= 1024 })
    else {
      return refusal(of: "To", in: session)
    }
    var wanted = WantedOfRecipients(request, session.version)
    if session.version >= .v14_0, let availability = request.options?.availability {
      guard let period = availability.period else { return refusal(of: "Availability", in: session) }
      wanted.period = period
    }
    let (own, now) = (session.address, session.services.clock.now())
    do {
      let responses = try await session.services.backend.read(for: session.account.id) { [wanted] snapshot in
        try request.to.map { try wanted.response(to: $0, own: own, now: now, snapshot) }
      }
      return ResolveRecipientsResponse(responses)
    } catch {
      throw CommandError(error)
    }
  }

  /// Nobody's name goes into the log.
  private func refusal(of element: String, in session: Session) -> ResolveRecipientsResponse {
    session.log.warning("recipients refused", ["element": element, "status": "5"])
    return ResolveRecipientsResponse(.protocolError)
  }
}

/// What a device wants to know of recipients.
private struct WantedOfRecipients: Sendable {
  let suggestions: Int
  let certificates: Bool
  let pictures: Bool
  /// Whether it asks of too many at once when they are free.
  let isTooMuch: Bool
  /// The time of which it asks who is free.
  var period: Range<Date>?

  init(_ request: ResolveRecipientsRequest, _ version: ProtocolVersion) {
    let options = request.options
    suggestions = min(
      max(0, options?.maxAmbiguousRecipients ?? ResolveRecipientsCommand.suggestions),
      ResolveRecipientsCommand.mostSuggestions)
    certificates = (options?.certificateRetrieval ?? 1) > 1
    pictures = options?.picture != nil && version >= .v14_1
    isTooMuch = request.to.count > ResolveRecipientsCommand.mostAvailabilities
  }

  func response(
    to name: String, own: String?, now: Date, _ snapshot: any Snapshot
  ) throws -> ResolveRecipientsResponse.Response {
    let query = RecipientQuery(text: name, own: own, limit: suggestions, now: now)
    let page = try snapshot.recipients(query)
    let isOne = page.total == 1
    let recipients = try page.recipients.map { try recipient($0, isMeant: isOne, snapshot) }
    let status: RecipientStatus =
      switch page.total {
      case 0: .unknown
      case 1: .resolved
      default: page.total > recipients.count ? .ambiguousPart : .ambiguous
      }
    return .init(name, status, recipients, of: page.total)
  }

  private func recipient(
    _ found: FoundRecipient, isMeant: Bool, _ snapshot: any Snapshot
  ) throws -> ResolveRecipientsResponse.Recipient {
    var recipient = ResolveRecipientsResponse.Recipient(name: found.name, email: found.email)
    guard isMeant else { return recipient }
    if certificates { recipient.certificates = .certificate }
    if pictures { recipient.picture = .picture }
    guard let period else { return recipient }
    guard !isTooMuch else {
      recipient.availability = .init(.availabilityTooManyRecipients)
      return recipient
    }
    // Of whom no calendar is known nothing is.
    guard let calendar = found.calendar else {
      recipient.availability = .init(.availabilityFailure)
      return recipient
    }
    recipient.availability = .init(try snapshot.busyTimes(of: calendar, in: period).digits(of: period))
    return recipient
  }
}
