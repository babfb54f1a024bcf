import Foundation
import SyncModel

/// A user with everything that decides whether his devices may synchronise, his tenant's part included.
struct OfficeUser {
  let id: UserId
  let record: UserRecord
  /// A crypt(3) text; nil until a password was set.
  let password: String?
  /// Whether Z-Push access is locked, and only that.
  let isLocked: Bool
  let version: Int64
  let tenant: TenantRecord
}

extension OfficeUser {
  /// Why the user is refused whatever the password is, in onOffice's order.
  ///
  /// There is no check of the peer's address (158): nothing tells where onOffice would keep such a list.
  /// Without `heedingLock`, a lock of his Z-Push access is no reason.
  func refusalBeforePassword(at now: Date, heedingLock: Bool = true) -> SignInRefusal? {
    if !tenant.isActive { return .customerNotActive }
    if !record.isActive { return .userNotActive }
    if isOver(record.activeUntil, at: now) { return .userNoLongerActive }
    if !record.mayLogIn { return .userTypeMayNotLogIn }
    return heedingLock && isLocked ? .accountLocked : nil
  }

  /// Why the user may not synchronise although the password is right.
  var refusalAfterPassword: SignInRefusal? {
    if !tenant.isModuleActive { return .moduleNotActive }
    if !record.hasSyncRight { return .syncRightMissing }
    return record.ticks.isEmpty ? .nothingTicked : nil
  }

  /// Whether a right password is no longer good.
  func isPasswordOver(at now: Date) -> Bool { isOver(record.passwordUntil, at: now) }

  /// The user as his devices see him.
  var account: Account {
    Account(
      id: id, name: record.login + "_" + tenant.name,
      displayName: [record.firstName, record.lastName].filter { !$0.isEmpty }.joined(separator: " "),
      email: record.email, classes: record.ticks, timeZone: tenant.zone, version: version)
  }

  private func isOver(_ lastDay: CivilDate?, at now: Date) -> Bool {
    guard let lastDay else { return false }
    return CivilDate(now, in: TimeZone(identifier: tenant.zone) ?? .gmt) > lastDay
  }
}
