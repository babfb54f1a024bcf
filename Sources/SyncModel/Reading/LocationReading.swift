import WBXML

extension Location {
  /// The place as text, and as itself if it says more than that. [MS-ASAIRS] 2.2.2.28.
  static func settled(_ told: Location?) -> (text: String?, structured: Location?) {
    guard let told else { return (nil, nil) }
    let text = told.name ?? told.address
    var rest = told.readable
    rest.displayName = nil
    guard rest.saysSomething else { return (text, nil) }
    rest.displayName = text
    return (text, rest)
  }

  /// Whether all that a device tells of it is kept as it is: it has a name, or nothing of which one is made.
  var isTakenWhole: Bool { (name != nil || address == nil) && unreadable.isEmpty }

  /// What people call the place, if anything.
  private var name: String? { displayName.flatMap { $0.isEmpty ? nil : $0 } }

  /// The parts as one line, for those who know nothing of parts; nil without any.
  private var address: String? {
    let town = [postalCode, city ?? state].joined(by: " ")
    return [street, town, country].joined(by: ", ")
  }

  /// Whether there is an element with content.
  private var saysSomething: Bool {
    let children = try? Fragment(encoding: self).children()
    return children?.contains { !$0.content.isEmpty } == true
  }
}

// MARK: - Numbers
extension Location {
  /// The elements with text that is no such number.
  var unreadable: [String] {
    let rows: [(element: String, text: String?, range: ClosedRange<Double>)] = [
      ("Latitude", latitude, -90...90), ("Longitude", longitude, -180...180),
      ("Accuracy", accuracy, 0 ... .greatestFiniteMagnitude),
      ("Altitude", altitude, -.greatestFiniteMagnitude ... .greatestFiniteMagnitude),
      ("AltitudeAccuracy", altitudeAccuracy, 0 ... .greatestFiniteMagnitude),
    ]
    return rows.filter { _, text, range in
      guard let text, !text.isEmpty else { return false }
      return Double(text).map(range.contains) != true
    }.map(\.element)
  }

  /// The place without numbers that are none: a half of a pair of degrees is nowhere, and accurate to nothing.
  package var readable: Location {
    var place = self
    let bad = Set(unreadable)
    if !bad.isDisjoint(with: ["Latitude", "Longitude"]) {
      (place.latitude, place.longitude, place.accuracy) = (nil, nil, nil)
    }
    if bad.contains("Accuracy") { place.accuracy = nil }
    if bad.contains("Altitude") { (place.altitude, place.altitudeAccuracy) = (nil, nil) }
    if bad.contains("AltitudeAccuracy") { place.altitudeAccuracy = nil }
    return place
  }
}

extension [String?] {
  /// The texts that say something, with `separator` between them; nil if there are none.
  fileprivate func joined(by separator: String) -> String? {
    let texts = compactMap(\.self).filter { !$0.isEmpty }
    return texts.isEmpty ? nil : texts.joined(separator: separator)
  }
}
