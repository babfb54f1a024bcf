import Testing

@testable import WBXML

@Suite struct CodePageTests {
  @Test func everyElementIsAsTheSpecificationHasIt() {
    let golden = Golden.rows(of: "tokens.txt")
    #expect(golden.count == 644)
    #expect(CodePageTable.pages.flatMap { rows(of: $0) } == golden)
  }

  @Test func pagesStandAtTheirNumbers() {
    #expect(CodePageTable.pages.map { $0.page } == Array(0...25))
  }

  @Test func elementsAreFoundByNamespaceAndName() {
    for page in CodePageTable.pages {
      for tag in tags(of: page) {
        #expect(Tag(namespace: tag.namespace ?? "", name: tag.name ?? "") == tag)
      }
    }
    #expect(Tag(namespace: "GetItemEstimate", name: "DateTime") == ItemEstimate.dateTime.tag)
    #expect(Tag(namespace: "AirSync", name: "Nonsense") == nil)
    #expect(Tag(namespace: "Nonsense", name: "Sync") == nil)
  }

  @Test(arguments: [(0, 0x2A), (4, 0x2B), (25, 0x3F), (26, 5), (254, 5), (255, 255), (0, 0), (0, 0x4B)])
  func unknownTagsHaveNoName(page: UInt8, token: UInt8) {
    let tag = Tag(page: page, token: token)
    #expect(tag.name == nil)
    #expect(tag.description == "page \(page) token \(token)")
  }

  @Test func tagsDescribeThemselvesByName() {
    #expect(Settings.imei.tag.description == "Settings:IMEI")
    #expect(FolderHierarchy.type.tag.description == "FolderHierarchy:Type")
  }

  private func rows<Page: CodePage>(of page: Page.Type) -> [[String]] {
    tags(of: page).map { tag in
      let token = String(tag.token, radix: 16, uppercase: true)
      let padded = "0x" + (token.count == 1 ? "0" : "") + token
      return ["\(tag.page)", tag.namespace ?? "", padded, tag.name ?? ""]
    }
  }

  private func tags<Page: CodePage>(of page: Page.Type) -> [Tag] {
    page.allCases.map(\.tag)
  }
}
