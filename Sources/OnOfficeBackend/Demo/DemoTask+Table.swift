extension DemoTask {
  /// The tasks of the demo, in all states and priorities.
  static let all: [DemoTask] = [
    DemoTask(
      "Exposé Roonstraße überarbeiten", "Grundriss tauschen, neue Fotos einsetzen, Lagebeschreibung kürzen.",
      priority: 1, status: .inProgress, for: .theobald, due: 2, progress: 50, reminder: 1, estate: 1),
    DemoTask(
      "Frau Berger zurückrufen", kind: 2, priority: 2, for: .theobald, due: 0, reminder: 0, address: 1),
    DemoTask(
      "Finanzierungszusage anfordern", "Sparkasse am Dom, Frau Weiß", kind: 2, priority: 2,
      status: .inProgress, for: .theobald,
      by: .petra, due: 3, progress: 25, address: 12),
    DemoTask(
      "Angebot Energieausweis", kind: 3, priority: 3, for: .ignaz, by: .theobald, due: 5, address: 13,
      estate: 2),
    DemoTask(
      "Kaufvertragsentwurf prüfen", "Entwurf vom Notariat Dr. Vogt, Paragraf 4 und 7.", priority: 1,
      status: .unclear,
      for: .theobald, due: 1, progress: 75, reminder: 1, address: 2, estate: 1),
    DemoTask("Schlüsselliste aktualisieren", priority: 4, for: .ignaz, due: 8, isStrict: false),
    DemoTask("Visitenkarten nachbestellen", priority: 5, status: .deferred, for: .theobald, start: 10),
    DemoTask(
      "Besichtigungsprotokolle ablegen", priority: 4, status: .inProgress, for: .petra, by: .theobald,
      progress: 25),
    DemoTask(
      "Maklerauftrag Marienburger Straße vorbereiten", "Vollmacht und Widerrufsbelehrung beilegen.", kind: 3,
      priority: 2,
      for: .petra, start: 1, due: 6, reminder: 4, address: 7),
    DemoTask(
      "Objektaufnahme Sürth nachmessen", kind: 4, priority: 3, for: .ignaz, start: 2, due: 9, estate: 2),
    DemoTask(
      "Geschenk für Jubiläum besorgen", priority: 3, for: .theobald, due: 4, reminder: 2, isPrivate: true),
    DemoTask(
      "Rechnung Fotograf freigeben", priority: 3, status: .done, for: .theobald, due: -3, progress: 100,
      address: 48),
    DemoTask(
      "Homepage: Team-Seite", priority: 4, status: .done, for: .petra, due: -10, isStrict: false,
      progress: 100),
    DemoTask(
      "Inserat Büroetage schalten", "Drei Portale, Laufzeit vier Wochen.", priority: 2, status: .done,
      for: .petra, by: .theobald,
      due: -1, progress: 100, estate: 3),
    DemoTask("Plakatwand mieten", priority: 5, status: .cancelled, for: .theobald, due: 7),
    DemoTask(
      "Angebot Umzug", kind: 3, priority: 3, status: .cancelled, for: .ignaz, due: -2, progress: 25,
      address: 21),
    DemoTask(
      "Suchprofil Familie Krämer anlegen", priority: 3, status: .other, for: .petra, due: 10, address: 4),
    DemoTask(
      "Newsletter Herbst", "Themen sammeln", priority: 4, status: .deferred, for: .petra, start: 20, due: 40,
      isStrict: false),
    DemoTask("Mietspiegel auswerten", priority: 0, status: .other, for: .theobald, progress: 50),
    DemoTask(
      "Datenschutz-Unterweisung", priority: 3, status: .checked, for: .theobald, due: 15, progress: 75),
    DemoTask("Zweitschlüssel prüfen", priority: 5, status: .checked, for: .ignaz),
    DemoTask(
      "Kaution Herr Lehmann abrechnen", priority: 2, status: .unclear, for: .ignaz, by: .petra, due: -5,
      reminder: -6, address: 20),
    DemoTask("Handwerkertermin Kamin", kind: 2, priority: 3, for: .ignaz, due: 12, address: 59),
    DemoTask("Steuerunterlagen übergeben", priority: 1, for: .theobald, due: -2, reminder: -3, address: 51),
    DemoTask(
      "Rückruf Möbelspedition Rasch", kind: 2, priority: 4, for: .petra, by: .ignaz, due: 1, isStrict: false,
      address: 21),
  ]
}
