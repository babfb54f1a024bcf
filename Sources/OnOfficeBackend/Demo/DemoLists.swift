/// What the demo's records point to.
enum DemoLists {
  /// The group that does the selling.
  static let group = (name: "Vertrieb", members: Set<DemoUser>([.theobald, .petra]))

  /// Terminarten: key and label. The first is the default.
  static let appointmentTypes = [
    (key: "Besichtigung", label: "Besichtigung"),
    (key: "Beratung", label: "Beratung im Büro"),
    (key: "Besuch", label: "Besuch beim Kunden zu Hause"),
    (key: "Objektaufnahme", label: "Objektaufnahme"),
    (key: "Notartermin", label: "Notartermin"),
    (key: "Vertragstermin", label: "Vertragstermin"),
    (key: "Urlaub", label: "Urlaub"),
    (key: "indArt2718", label: "Intern"),
  ]

  /// Aufgabenarten: key and label. The first is the default.
  static let taskTypes = [
    (key: "indAufgabe1", label: "To-do"),
    (key: "indAufgabe2", label: "Telefon"),
    (key: "indAufgabe3", label: "Angebot erstellen"),
    (key: "indAufgabe4", label: "Objektaufnahme"),
  ]

  /// Estates: number, title, street, house number, postal code, city.
  static let estates = [
    (
      number: "MM-1042", title: "Helle Altbauwohnung mit Balkon am Rathenauplatz", street: "Roonstraße",
      house: "36", postalCode: "50674", city: "Köln"
    ),
    (
      number: "MM-1057", title: "Einfamilienhaus mit Garten in Sürth", street: "Falderstraße", house: "14a",
      postalCode: "50999", city: "Köln"
    ),
    (
      number: "MM-2003", title: "Büroetage im Rheinauhafen", street: "Im Zollhafen", house: "18",
      postalCode: "50678", city: "Köln"
    ),
  ]

  /// Resources: key and name.
  static let resources = [
    (key: "Konferenzraum", name: "Konferenzraum"),
    (key: "Firmenfahrzeug", name: "Firmenfahrzeug"),
    (key: "ind_Schl_3151", name: "Laptop"),
    (key: "Beamer", name: "Beamer"),
  ]
}
