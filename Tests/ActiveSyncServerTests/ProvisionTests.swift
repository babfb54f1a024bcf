import Database
import SyncModel
import Testing
import WBXML

@testable import ActiveSyncServer

@Suite struct ProvisionTests {
  private func provision(
    _ site: TestSite, key: String? = nil, status: Int? = nil, type: String? = "MS-EAS-Provisioning-WBXML",
    version: String = "16.1", device: String = "PHONE1"
  ) async throws -> ProvisionResponse {
    var policy = ProvisionRequest.Policy()
    policy.policyType = type
    policy.policyKey = key
    policy.status = status
    var request = ProvisionRequest()
    request.policies = [policy]
    return try await site.ask("Provision", request, version: version, device: device)
  }

  @Test(arguments: ["12.1", "14.0", "14.1", "16.0", "16.1"])
  func policyDemandsNothingInTwoPhases(version: String) async throws {
    let site = try TestSite()
    let offer = try await provision(site, version: version)
    #expect(offer.status == .success)
    let policy = try #require(offer.policies?.first)
    #expect(policy.status == .success)
    #expect(policy.policyType == "MS-EAS-Provisioning-WBXML")
    let temporary = try #require(policy.policyKey)
    #expect(try #require(UInt32(temporary)) > 0)
    #expect(policy.data?.easProvisionDoc == .demandingNothing)

    let final = try await provision(site, key: temporary, status: 1, version: version)
    #expect(final.status == .success)
    let acknowledged = try #require(final.policies?.first)
    #expect(acknowledged.status == .success)
    #expect(acknowledged.data == nil)
    #expect(acknowledged.policyKey != temporary)
    #expect(try #require(UInt32(acknowledged.policyKey ?? "")) > 0)
  }

  @Test func policyOnTheWireSaysWhatIsAllowedAndNoMore() async throws {
    let body = try WBXMLEncoder.encode(
      ProvisionResponse(.success, policy: .init(.success, policyType: nil, document: .demandingNothing)))
    let xml = try WBXMLDocument(body).xml
    let elements = xml.matches(of: /<([A-Za-z]+)>(-?\d+)<\//).map { "\($0.1) \($0.2)" }
    #expect(
      elements == [
        "Status 1", "Status 1", "DevicePasswordEnabled 0", "AttachmentsEnabled 1",
        "AllowSimpleDevicePassword 1",
        "AllowStorageCard 1", "AllowCamera 1", "AllowUnsignedApplications 1",
        "AllowUnsignedInstallationPackages 1",
        "AllowWiFi 1", "AllowTextMessaging 1", "AllowPOPIMAPEmail 1", "AllowBluetooth 2", "AllowIrDA 1",
        "AllowDesktopSync 1", "AllowHTMLEmail 1", "MaxEmailBodyTruncationSize -1",
        "MaxEmailHTMLBodyTruncationSize -1", "AllowSMIMEEncryptionAlgorithmNegotiation 1",
        "AllowSMIMESoftCerts 1",
        "AllowBrowser 1", "AllowConsumerEmail 1", "AllowRemoteDesktop 1", "AllowInternetSharing 1",
      ])
  }

  @Test func acknowledgementWithAWrongKeyGetsStatus5() async throws {
    let site = try TestSite()
    _ = try await provision(site)
    for key in ["1", "99999999999", "-1", "x"] {
      let response = try await provision(site, key: key, status: 1)
      #expect(response.status == .success)
      #expect(response.policies?.first?.status == .wrongPolicyKey)
      #expect(response.policies?.first?.policyKey == nil)
    }
  }

  @Test func lostAnswerToAnAcknowledgementCanBeRepeated() async throws {
    let site = try TestSite()
    let temporary = try #require(await provision(site).policies?.first?.policyKey)
    for _ in 0..<2 {
      #expect(try await provision(site, key: temporary, status: 1).policies?.first?.status == .success)
    }
    _ = try await provision(site)
    #expect(try await provision(site, key: temporary, status: 1).policies?.first?.status == .wrongPolicyKey)
  }

  @Test(arguments: [1, 2, 3, 4])
  func deviceThatAppliesNothingIsStillWelcome(status: Int) async throws {
    let site = try TestSite()
    let temporary = try #require(await provision(site).policies?.first?.policyKey)
    let response = try await provision(site, key: temporary, status: status)
    #expect(response.policies?.first?.status == .success)
  }

  @Test func keyZeroIsAFirstRequest() async throws {
    let response = try await provision(TestSite(), key: "0")
    #expect(response.policies?.first?.data != nil)
  }

  @Test func unknownPolicyTypeGetsStatus3AndAMissingOneAProtocolError() async throws {
    let site = try TestSite()
    let unknown = try await provision(site, type: "MS-WAP-Provisioning-XML")
    #expect(unknown.status == .success)
    #expect(unknown.policies?.first?.status == .unknownPolicyType)
    #expect(try await provision(site, type: nil).status == .protocolError)
    let empty: ProvisionResponse = try await site.ask("Provision", ProvisionRequest())
    #expect(empty.status == .protocolError)
  }

  @Test func deviceInformationInsideIsStored() async throws {
    let site = try TestSite()
    var request = ProvisionRequest()
    var policy = ProvisionRequest.Policy()
    policy.policyType = "MS-EAS-Provisioning-WBXML"
    request.policies = [policy]
    request.deviceInformation = DeviceInformation()
    request.deviceInformation?.set = .init()
    request.deviceInformation?.set?.model = "Pixel"
    request.deviceInformation?.set?.os = "Android 15"
    let response: ProvisionResponse = try await site.ask("Provision", request, version: "14.1")
    #expect(response.deviceInformation?.status == .success)
    let stored = try await site.database.read { connection in
      try connection.first("SELECT model, os, imei FROM device") { [$0.text(0), $0.text(1), $0.text(2)] }
    }
    #expect(stored == ["Pixel", "Android 15", ""])
  }

  @Test func reportOfAWipeIsAccepted() async throws {
    let site = try TestSite()
    var request = ProvisionRequest()
    request.remoteWipe = .init()
    for status in [nil, 1, 2] {
      request.remoteWipe?.status = status
      let response: ProvisionResponse = try await site.ask("Provision", request, version: "14.0")
      #expect(response.status == .success)
      #expect(!response.remoteWipe)
    }
    var account = ProvisionRequest()
    account.accountOnlyRemoteWipe = .init()
    let response: ProvisionResponse = try await site.ask("Provision", account)
    #expect(response.status == .success)
  }

  @Test func trialOfAnAccountIsProvisionedWithoutATrace() async throws {
    let site = try TestSite()
    let temporary = try #require(await provision(site, device: "validate").policies?.first?.policyKey)
    let response = try await provision(site, key: temporary, status: 1, device: "validate")
    #expect(response.policies?.first?.status == .success)
    #expect(try await site.devices() == 0)
  }
}
