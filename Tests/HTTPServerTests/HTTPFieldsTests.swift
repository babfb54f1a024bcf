import HTTPServer
import Testing

@Suite struct HTTPFieldsTests {
  @Test func fieldsKeepTheirOrderAndAreFoundInAnyLetterCase() {
    var fields: HTTPFields = ["A": "1", "B": "2", "a": "3"]
    fields.append("C-d", "")
    #expect(fields["b"] == "2" && fields["a"] == "1" && fields["c-D"] == "" && fields["x"] == nil)
    #expect(fields.all("A") == ["1", "3"])
    #expect(fields.all.map(\.name) == ["A", "B", "a", "C-d"])
    #expect(fields.all.map(\.value) == ["1", "2", "3", ""])
  }

  @Test func settingReplacesAllOfTheName() {
    var fields: HTTPFields = ["A": "1", "B": "2", "a": "3"]
    fields["A"] = "4"
    #expect(fields.all.map(\.value) == ["2", "4"])
    fields["b"] = nil
    #expect(fields.all.map(\.name) == ["A"])
  }

  @Test func copiesDoNotShareChanges() {
    let fields: HTTPFields = ["A": "1"]
    var copy = fields
    copy["A"] = "2"
    #expect(fields["A"] == "1" && copy["A"] == "2")
  }
}
