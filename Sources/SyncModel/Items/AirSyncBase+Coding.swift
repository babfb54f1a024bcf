public import WBXML

extension Body: Element {
  /// [MS-ASAIRS] 2.2.2.9.
  public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
    try coder.integer(AirSyncBase.type, &type)
    try coder.integer(AirSyncBase.estimatedDataSize, &estimatedDataSize)
    try coder.boolean(AirSyncBase.truncated, &truncated)
    try coder.text(AirSyncBase.data, &data)
    try coder.integer(ItemOperations.part, &part)
    try coder.text(AirSyncBase.preview, &preview)
  }
}

extension BodyPreference: Element {
  /// [MS-ASAIRS] 2.2.2.12.
  public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
    try coder.integer(AirSyncBase.type, &type)
    try coder.integer(AirSyncBase.truncationSize, &truncationSize)
    try coder.boolean(AirSyncBase.allOrNone, &allOrNone)
    try coder.integer(AirSyncBase.preview, &preview)
  }
}

extension Location: Element {
  /// [MS-ASAIRS] 2.2.2.28.
  public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
    try coder.text(AirSyncBase.displayName, &displayName)
    try coder.text(AirSyncBase.annotation, &annotation)
    try coder.text(AirSyncBase.street, &street)
    try coder.text(AirSyncBase.city, &city)
    try coder.text(AirSyncBase.state, &state)
    try coder.text(AirSyncBase.country, &country)
    try coder.text(AirSyncBase.postalCode, &postalCode)
    try coder.text(AirSyncBase.latitude, &latitude)
    try coder.text(AirSyncBase.longitude, &longitude)
    try coder.text(AirSyncBase.accuracy, &accuracy)
    try coder.text(AirSyncBase.altitude, &altitude)
    try coder.text(AirSyncBase.altitudeAccuracy, &altitudeAccuracy)
    try coder.text(AirSyncBase.locationUri, &locationUri)
  }
}

extension Attachment: Element {
  /// [MS-ASAIRS] 2.2.2.7.
  public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
    try coder.text(AirSyncBase.displayName, &displayName)
    try coder.text(AirSyncBase.fileReference, &fileReference)
    try coder.text(AirSyncBase.clientId, &clientId)
    try coder.integer(AirSyncBase.method, &method)
    try coder.integer(AirSyncBase.estimatedDataSize, &estimatedDataSize)
    try coder.text(AirSyncBase.contentId, &contentId)
    try coder.text(AirSyncBase.contentLocation, &contentLocation)
    try coder.boolean(AirSyncBase.isInline, &isInline)
  }
}
