/// The country's German name, which onOffice stores as a key or as text.
struct CountryName: FieldRule {
  let element = "BusinessAddressCountry"
  let remark = "the German name of an ISO 3166 alpha-3 key; other text as it is"

  func value(of address: Address) -> String? {
    address.record.text("Land").map { Self.table[$0] ?? $0 }
  }
}
