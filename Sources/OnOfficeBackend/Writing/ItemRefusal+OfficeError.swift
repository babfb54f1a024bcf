import SyncModel

extension ItemRefusal {
  /// What onOffice's checks have against an item, without its content.
  init(_ error: OfficeError) {
    switch error {
    case .unknownField(let field): self.init(element: field, reason: "no field, or only onOffice sets it")
    case .invalidValue(let field): self.init(element: field, reason: "no value of the field's kind")
    case .unknownChoice(let field, _): self.init(element: field, reason: "none of the field's choices")
    case .missingField(let field): self.init(element: field, reason: "has no value")
    case .noSuchRecord(let kind, let id): self.init(element: kind, reason: "no record \(id)")
    case .noSuchResource: self.init(element: "ressources", reason: "no such resource")
    }
  }
}
