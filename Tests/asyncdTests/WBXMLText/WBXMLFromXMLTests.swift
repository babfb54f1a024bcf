import Foundation
import Testing
import WBXML
import XML

@testable import asyncd

@Suite struct WBXMLFromXMLTests {
  /// A line of `Golden/vectors.tsv` that has XML.
  struct Vector: CustomTestStringConvertible {
    let id: String
    let bytes: [UInt8]
    let xml: String

    var testDescription: String { id }
  }

  /// The vectors of the kind `both` are those whose bytes are what we would write.
  static let vectors: [Vector] = {
    let path = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../../Golden/vectors.tsv")
    let lines = (try? String(contentsOf: path, encoding: .utf8))?.split(separator: "\n") ?? []
    return lines.map { $0.split(separator: "\t").map(String.init) }.filter { $0[1] == "both" }.map { row in
      let digits = row[2].compactMap(\.hexDigitValue)
      let bytes = stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
      return Vector(id: row[0], bytes: bytes, xml: row[3])
    }
  }()

  @Test func vectorsAreThere() {
    #expect(Self.vectors.count == 11)
  }

  @Test(arguments: vectors)
  func xmlOfAVectorIsWrittenAsItsBytes(_ vector: Vector) throws {
    #expect(try WBXMLFromXML.encode(Array(vector.xml.utf8)) == vector.bytes)
  }

  @Test(arguments: vectors)
  func indentedFormIsWrittenAsTheSameBytes(_ vector: Vector) throws {
    let indented = try WBXMLDocument(vector.bytes).indentedXML
    #expect(try WBXMLFromXML.encode(Array(indented.utf8)) == vector.bytes)
  }

  @Test(arguments: [" ", "a\r\nb", " <&>\" ", "\u{85}\u{2028}"])
  func textComesBackExactly(text: String) throws {
    var writer = WBXMLWriter()
    writer.start(AirSync.sync.tag)
    writer.start(Contacts.firstName.tag)
    writer.text(text)
    writer.end()
    writer.end()
    let document = try WBXMLDocument(writer.bytes)
    #expect(try WBXMLFromXML.encode(Array(document.xml.utf8)) == writer.bytes)
    #expect(try WBXMLFromXML.encode(Array(document.indentedXML.utf8)) == writer.bytes)
  }

  @Test(
    arguments: [
      ("<Sync/>", .unknownElement(namespace: nil, name: "Sync")),
      (#"<Sync xmlns="AirSync"><Nonsense/></Sync>"#, .unknownElement(namespace: "AirSync", name: "Nonsense")),
      (#"<Sync xmlns="AirSync"><![CDATA[!]]></Sync>"#, .notBase64(element: "Sync")),
      (#"<!DOCTYPE Sync><Sync xmlns="AirSync"/>"#, .xml(.doctype)),
    ] as [(String, WBXMLFromXML.Failure)])
  func whatIsNoWBXMLIsNamed(xml: String, failure: WBXMLFromXML.Failure) {
    #expect(throws: failure) { try WBXMLFromXML.encode(Array(xml.utf8)) }
  }

  @Test func commandWithoutDirectionOrFileFails() throws {
    #expect(throws: UsageError.self) { try WBXMLCommand.run([]) }
    #expect(throws: UsageError.self) { try WBXMLCommand.run(["turn"]) }
    #expect(throws: UsageError.self) { try WBXMLCommand.run(["decode", "a", "b"]) }
    #expect(try WBXMLCommand.run(["decode", "/nonexistent"]) == EX_DATAERR)
  }
}
