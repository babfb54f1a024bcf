import OnOfficeBackend

extension APICall {
  /// Links between records. `apidoc.onoffice.de`, Create, Get and Delete Relations.
  static let relations: [APICall] = [
    APICall(.create, "relation") { try setRelated($0, true) },
    APICall(.delete, "relation") { try setRelated($0, false) },
    APICall(.get, "idsfromrelation", relatedIds),
  ]

  /// Links every parent with every child; many of both are refused.
  private static func setRelated(_ context: APIContext, _ isRelated: Bool) throws -> APIRecords {
    let relation = try relation(context)
    let (parents, children) = (try ids("parentid", context), try ids("childid", context))
    guard let parents else { throw APIError.missing("parentid") }
    guard let children else { throw APIError.missing("childid") }
    guard parents.count == 1 || children.count == 1 else {
      throw APIError(219, "n:n relations are not allowed")
    }
    for parent in parents {
      for child in children {
        try context.office.setRelated(relation, parent: parent, child: child, isRelated)
      }
    }
    return APIRecords(records: [.init(id: nil, type: "relation", elements: ["success": "success"])])
  }

  /// The children of parents, or the other way round.
  private static func relatedIds(_ context: APIContext) throws -> APIRecords {
    let relation = try relation(context)
    let found: [Int64: [Int64]]
    switch (try ids("parentids", context), try ids("childids", context)) {
    case (let parents?, nil): found = try context.office.children(of: parents, by: relation)
    case (nil, let children?): found = try context.office.parents(of: children, by: relation)
    default: throw APIError.missing("parentids")
    }
    var elements = JSONObject()
    for (id, related) in found.sorted(by: { $0.key < $1.key }) {
      elements[String(id)] = .array(related.map { .text(String($0)) })
    }
    return APIRecords(records: [.init(id: "relatedIds", type: "", elements: elements)], total: found.count)
  }

  private static let urn = "urn:onoffice-de-ns:smart:2.5:relationTypes:"

  private static func relation(_ context: APIContext) throws -> Relation {
    guard let type = context["relationtype"]?.text, type.hasPrefix(urn),
      let relation = Relation(rawValue: String(type.dropFirst(urn.count)))
    else { throw APIError(132, "No or unknown relation given") }
    return relation
  }

  /// A number or a list of them; nil if the parameter is not given.
  private static func ids(_ parameter: String, _ context: APIContext) throws -> [Int64]? {
    try context[parameter].map { value in
      try (value.array ?? [value]).map { value in
        guard let id = value.integer else { throw APIError.invalidValue(parameter) }
        return id
      }
    }
  }
}
