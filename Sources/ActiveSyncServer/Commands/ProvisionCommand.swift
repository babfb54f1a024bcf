import Logging
import SyncModel

/// Tells a device its policy and takes the acknowledgement. [MS-ASPROV] 3.2.5.
///
/// It is answered when asked and never demanded: no answer of this server sends a device here.
struct ProvisionCommand: Command {
  private static let policyType = "MS-EAS-Provisioning-WBXML"

  func run(
    _ request: ProvisionRequest?, in session: Session
  ) async throws(CommandError) -> ProvisionResponse? {
    guard let request else { throw .emptyBody }
    var response = try await response(to: request, in: session)
    if let properties = request.deviceInformation?.set {
      if !session.device.isValidation {
        try await session.services.write { try DeviceRow($0, session.device).note(properties) }
      }
      response.deviceInformation = .init(.success)
    }
    return response
  }

  private func response(
    to request: ProvisionRequest, in session: Session
  ) async throws(CommandError) -> ProvisionResponse {
    if let wipe = request.remoteWipe ?? request.accountOnlyRemoteWipe {
      session.log.info("the device reports a wipe", ["provision.status": wipe.status.map { "\($0)" } ?? "-"])
      return ProvisionResponse(.success)
    }
    guard let policy = request.policies?.first, let policyType = policy.policyType else {
      return ProvisionResponse(.protocolError)
    }
    guard policyType == Self.policyType else {
      return ProvisionResponse(.success, policy: .init(.unknownPolicyType, policyType: policyType))
    }
    guard let key = policy.policyKey, key != "0", !key.isEmpty else { return try await offer(in: session) }
    return try await acknowledge(key, status: policy.status, in: session)
  }

  /// The first phase: the policy under a temporary key. It is never 0, which iOS does not take.
  private func offer(in session: Session) async throws(CommandError) -> ProvisionResponse {
    let key = PolicyKey.fresh()
    if !session.device.isValidation {
      try await session.services.write { try DeviceRow($0, session.device).offerPolicy(under: key) }
    }
    return ProvisionResponse(
      .success,
      policy: .init(.success, policyType: Self.policyType, policyKey: key.text, document: .demandingNothing))
  }

  /// The second phase: the final key, even if the device applied nothing, since nothing is demanded.
  private func acknowledge(
    _ temporary: String, status: Int?, in session: Session
  ) async throws(CommandError) -> ProvisionResponse {
    let final = PolicyKey.fresh()
    var isRight = session.device.isValidation
    if !isRight, let temporary = PolicyKey(temporary) {
      isRight = try await session.services.write {
        try DeviceRow($0, session.device).acknowledgePolicy(under: temporary, as: final)
      }
    }
    guard isRight else {
      return ProvisionResponse(.success, policy: .init(.wrongPolicyKey, policyType: Self.policyType))
    }
    if let status, status != 1 {
      session.log.info("the device has not applied the policy", ["provision.status": "\(status)"])
    }
    return ProvisionResponse(
      .success, policy: .init(.success, policyType: Self.policyType, policyKey: final.text))
  }
}

extension EASProvisionDoc {
  /// A policy that demands nothing and allows everything, so that Android asks for no device administrator.
  /// It says so in words, since some devices keep what an earlier server forbade. [MS-ASPROV] 2.2.2.28.
  static var demandingNothing: EASProvisionDoc {
    var document = EASProvisionDoc()
    document.devicePasswordEnabled = false
    document.attachmentsEnabled = true
    document.allowSimpleDevicePassword = true
    document.allowStorageCard = true
    document.allowCamera = true
    document.allowUnsignedApplications = true
    document.allowUnsignedInstallationPackages = true
    document.allowWiFi = true
    document.allowTextMessaging = true
    document.allowPOPIMAPEmail = true
    document.allowBluetooth = 2
    document.allowIrDA = true
    document.allowDesktopSync = true
    document.allowHTMLEmail = true
    document.maxEmailBodyTruncationSize = -1
    document.maxEmailHTMLBodyTruncationSize = -1
    document.allowSMIMEEncryptionAlgorithmNegotiation = 1
    document.allowSMIMESoftCerts = true
    document.allowBrowser = true
    document.allowConsumerEmail = true
    document.allowRemoteDesktop = true
    document.allowInternetSharing = true
    return document
  }
}
