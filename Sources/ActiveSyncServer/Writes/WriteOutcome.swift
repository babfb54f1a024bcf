import SyncModel

/// What a device's own changes did, and what the answer to them has to say and to mind.
struct WriteOutcome: Sendable {
  /// The answers by the place of the command in the request; a success of Change and Delete has none.
  /// [MS-ASCMD] 2.2.3.154.
  var responses: [Int: SyncResponse.Response] = [:]
  /// What the device holds of the records after its own changes.
  var held: HeldChanges = [:]
  /// The writes of the ledger whose outcome is told.
  var told: [Int64] = []
  /// The writes that the ledger keeps no more, as the device knows their outcome.
  var forgotten: Set<Int64> = []
  /// Records of which the device has to get the server's version: it lost a conflict or was refused.
  var due: [Int64] = []
  /// Records of which this answer may tell nothing: devices read the server's changes before the answers to
  /// their own.
  var deferred: Set<Int64> = []
  /// The deferred ones that the server has otherwise than the device.
  var owed: [Int64] = []
  /// Records that are stored otherwise than the device has them, for the log.
  var altered: [Altered] = []
  /// What was refused, for the log.
  var refusals: [Refusal] = []

  /// A record that is stored otherwise than the device has it.
  struct Altered: Sendable {
    let record: Int64
    /// Elements of which nothing was taken.
    let refused: [String]
  }

  /// A command that was not carried out.
  struct Refusal: Sendable {
    /// ServerId or ClientId.
    let item: String
    let status: SyncStatus
    /// What was wrong with which element; nil if nothing is wrong with the item.
    let refusal: ItemRefusal?
  }
}
