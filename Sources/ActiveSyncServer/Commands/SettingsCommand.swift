import SyncModel

/// Reads and sets what belongs to the account or the device, part by part. [MS-ASCMD] 2.2.1.18.
struct SettingsCommand: Command {
  func run(_ request: SettingsRequest?, in session: Session) async throws(CommandError) -> SettingsResponse? {
    guard let request else { throw .emptyBody }
    var response = SettingsResponse(.success)
    if let information = request.deviceInformation {
      response.deviceInformation = try await store(information, in: session)
    }
    response.oof = request.oof.map(oof)
    // No password can be kept: the policy does not ask for recovery passwords.
    response.devicePassword = request.devicePassword.map { _ in .init(.deniedByPolicy) }
    response.userInformation = request.userInformation.map { _ in userInformation(in: session) }
    response.rightsManagementInformation = request.rightsManagementInformation.map { _ in .init(.success) }
    return response
  }

  private func store(
    _ information: DeviceInformation, in session: Session
  ) async throws(CommandError) -> SettingsResponse.Outcome {
    guard let properties = information.set else { return .init(.protocolError) }
    if !session.device.isValidation {
      try await session.services.write { try DeviceRow($0, session.device).note(properties) }
    }
    return .init(.success)
  }

  /// Nobody is ever absent, and nobody can be made so: mail is not handled here.
  private func oof(_ query: SettingsRequest.Query) -> SettingsResponse.Oof {
    if query.set != nil { return .init(.accessDenied) }
    return query.get == nil ? .init(.protocolError) : .init(.success, oofState: 0)
  }

  /// First the address that stands as organizer in appointments, so that the device knows them for its user's.
  private func userInformation(in session: Session) -> UserInformation {
    let other = session.account.email.flatMap { $0 == session.address ? nil : $0 }
    return UserInformation(
      addresses: [session.address] + [other].compactMap { $0 }, displayName: session.account.displayName,
      for: session.version)
  }
}
