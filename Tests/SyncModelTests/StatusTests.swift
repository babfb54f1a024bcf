import SyncModel
import Testing
import WBXML

@Suite struct StatusTests {
  @Test(arguments: ActiveSyncCommand.allCases) func aBareStatusAnswersEveryCommand(
    command: ActiveSyncCommand
  ) throws {
    guard let response = StatusResponse(to: command, status: .commandNotSupported) else {
      return #expect(command == .getAttachment)
    }
    let document = try WBXMLDocument(response.encoded())
    #expect(document.root == response.root)
    #expect(document.root.name == command.name)
    #expect(document.xml.contains("Status>137</"))
  }

  @Test func commandsHaveTheCodesOfTheSpecification() {
    let codes = [
      "Sync": 0, "SendMail": 1, "SmartForward": 2, "SmartReply": 3, "GetAttachment": 4, "FolderSync": 9,
      "FolderCreate": 10, "FolderDelete": 11, "FolderUpdate": 12, "MoveItems": 13, "GetItemEstimate": 14,
      "MeetingResponse": 15, "Search": 16, "Settings": 17, "Ping": 18, "ItemOperations": 19, "Provision": 20,
      "ResolveRecipients": 21, "ValidateCert": 22, "Find": 23,
    ]
    #expect(ActiveSyncCommand.allCases.count == codes.count)
    for (name, code) in codes {
      #expect(ActiveSyncCommand(name: name)?.rawValue == UInt8(code))
      #expect(ActiveSyncCommand(rawValue: UInt8(code))?.name == name)
    }
    #expect(ActiveSyncCommand(name: "folderSync") == nil)
    #expect(ActiveSyncCommand(name: "Autodiscover") == nil)
  }

  @Test func theSameNumberMeansOtherThingsToOtherCommands() {
    #expect(FolderSyncStatus.invalidSyncKey.rawValue == 9)
    #expect(SyncStatus.invalidSyncKey.rawValue == 3)
    #expect(GetItemEstimateStatus.invalidSyncKey.rawValue == 4)
    #expect(SyncStatus(text: "2") == nil)
    #expect(CommonStatus(text: "126") == .userDisabledForSync)
  }
}
