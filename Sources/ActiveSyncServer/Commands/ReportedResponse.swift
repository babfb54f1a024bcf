import SyncModel
import WBXML

/// A response that says what came of its request, for the log and the counts.
protocol ReportedResponse: RootElement {
  /// The Status of the whole, or else the worst of its parts: success is 1, the smallest; nil if there is none.
  var worstStatus: Int? { get }
}

extension FolderSyncResponse: ReportedResponse {
  var worstStatus: Int? { status?.rawValue }
}

extension GetItemEstimateResponse: ReportedResponse {
  var worstStatus: Int? { status?.rawValue ?? responses.compactMap { $0.status?.rawValue }.max() }
}

extension MeetingResponseResponse: ReportedResponse {
  var worstStatus: Int? { results.compactMap(\.status).max() }
}

extension PingResponse: ReportedResponse {
  var worstStatus: Int? { status?.rawValue }
}

extension ProvisionResponse: ReportedResponse {
  var worstStatus: Int? { status?.rawValue }
}

extension ResolveRecipientsResponse: ReportedResponse {
  var worstStatus: Int? { status?.rawValue }
}

extension SearchResponse: ReportedResponse {
  var worstStatus: Int? { stores?.compactMap { $0.status?.rawValue }.max() ?? status?.rawValue }
}

extension SettingsResponse: ReportedResponse {
  var worstStatus: Int? { status?.rawValue }
}

extension SyncResponse: ReportedResponse {
  var worstStatus: Int? { status?.rawValue ?? collections?.compactMap { $0.status?.rawValue }.max() }

  /// How many changes the device is told to make.
  var changes: Int { (collections ?? []).reduce(0) { $0 + $1.commands.count } }
}

extension SyncRequest {
  /// How many changes the device made.
  var changes: Int {
    (collections ?? []).reduce(0) { sum, collection in
      sum + collection.commands.count { $0.kind != .fetch }
    }
  }
}
