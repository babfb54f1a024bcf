extension DemoAppointment {
  /// The appointments of the demo: single ones, then series, then those that no device sees for long.
  static let all: [DemoAppointment] = single + series + outside

  private static let single: [DemoAppointment] = [
    // The past weeks.
    DemoAppointment(
      "Objektaufnahme Falderstraße", "Objektaufnahme", day: -15, .at(10, minutes: 90), [.theobald],
      with: [14: "confirmed"], estate: 2, resources: ["Firmenfahrzeug", "ind_Schl_3151"], status: "completed",
      note: "Grundbuchauszug und Energieausweis mitgenommen."),
    DemoAppointment(
      "Beratung Finanzierung", "Beratung", day: -12, .at(14, minutes: 60), [.theobald, .petra],
      with: [1: "confirmed", 12: "confirmed"], resources: ["Konferenzraum"], status: "completed"),
    DemoAppointment(
      "Besichtigung Roonstraße", "Besichtigung", day: -8, .at(17, 30, minutes: 45), [.petra],
      with: [9: "confirmed", 16: "not-set"], estate: 1, place: "Roonstraße 36, 50674 Köln",
      status: "completed"),
    DemoAppointment(
      "Fototermin Roonstraße", "Objektaufnahme", day: -6, .at(9, minutes: 120), [.ignaz],
      with: [48: "confirmed"], estate: 1, place: "Roonstraße 36, 50674 Köln", status: "completed"),
    DemoAppointment(
      "Zahnarzt", "indArt2718", day: -4, .at(8, minutes: 60), [.theobald], isPrivate: true),
    DemoAppointment(
      "Besuch Familie Hoffmann", "Besuch", day: -2, .at(16, minutes: 90), [.theobald],
      with: [14: "confirmed"], resources: ["Firmenfahrzeug"], place: "Rheinaustraße 9, 50676 Köln",
      reminder: "2 hours"),
    // This week and the next ones.
    DemoAppointment(
      "Besichtigung Roonstraße mit Frau Berger", "Besichtigung", day: 0, .at(15, minutes: 45), [.theobald],
      with: [1: "confirmed"], estate: 1, place: "Roonstraße 36, 50674 Köln", reminder: "1 hours",
      note: "Frau Berger bringt ihre Schwester mit."),
    DemoAppointment(
      "Übergabe Exposé Büroetage", "Beratung", day: 0, .at(11, minutes: 30), [.petra], with: [8: "sent"],
      estate: 3, place: "Büro", reminder: "15 minutes"),
    DemoAppointment(
      "Besichtigung Falderstraße", "Besichtigung", day: 1, .at(10, minutes: 60), [.theobald, .petra],
      with: [4: "confirmed", 11: "canceled"], estate: 2, resources: ["Firmenfahrzeug"],
      place: "Falderstraße 14a, 50999 Köln", reminder: "1 days"),
    DemoAppointment(
      "Telefonat mit Notariat Dr. Vogt", "indArt2718", day: 1, .at(14, minutes: 15), [.theobald],
      with: [2: "not-set"], reminder: "5 minutes"),
    DemoAppointment(
      "Angebotsbesprechung Dachsanierung", "Beratung", day: 2, .at(9, 30, minutes: 60), [.ignaz, .theobald],
      with: [3: "sent", 13: "sent"], estate: 2, resources: ["Konferenzraum", "Beamer"], reminder: "30 minutes"
    ),
    DemoAppointment(
      "Notartermin Kaufvertrag Roonstraße", "Notartermin", day: 3, .at(11, minutes: 90), [.theobald],
      with: [1: "confirmed", 2: "confirmed", 7: "confirmed"], estate: 1,
      place: "Hohenzollernring 48, 50672 Köln",
      reminder: "1 days", note: "Personalausweise nicht vergessen.\nKaufpreis: siehe Entwurf vom Notariat."),
    DemoAppointment(
      "Elternabend", "indArt2718", day: 3, .at(19, minutes: 90), [.petra], reminder: "2 hours",
      isPrivate: true),
    DemoAppointment(
      "Büro geschlossen: Betriebsausflug", "indArt2718", day: 4, .allDay(), [.ignaz], group: true,
      place: "Altenberger Dom"),
    DemoAppointment(
      "Besichtigung Büroetage", "Besichtigung", day: 5, .at(13, minutes: 60), [.petra],
      with: [18: "confirmed", 27: "not-set"], estate: 3, resources: ["Firmenfahrzeug"],
      place: "Im Zollhafen 18, 50678 Köln", reminder: "3 hours"),
    DemoAppointment(
      "Bewertung Marienburger Straße", "Objektaufnahme", day: 6, .at(10, minutes: 120), [.theobald],
      with: [7: "confirmed"], place: "Marienburger Straße 5, 50968 Köln", reminder: "15 hours"),
    DemoAppointment(
      "Besichtigung abgesagt: Familie Krämer", "Besichtigung", day: 6, .at(16, minutes: 45), [.theobald],
      with: [4: "canceled"], estate: 2, status: "canceled"),
    DemoAppointment(
      "Schlüsselübergabe", "Vertragstermin", day: 7, .at(12, minutes: 30), [.petra, .ignaz],
      with: [20: "confirmed"], place: "Bonner Straße 242, 50968 Köln", reminder: "0 minutes"),
    DemoAppointment(
      "Urlaub", "Urlaub", day: 10, .allDay(5), [.ignaz]),
    DemoAppointment(
      "Immobilienmesse", "indArt2718", day: 12, .allDay(3), [], group: true, place: "Koelnmesse, Halle 8",
      reminder: "1 weeks", status: "participantsAvailable"),
    DemoAppointment(
      "Vertragsunterzeichnung Maklerauftrag", "Vertragstermin", day: 14, .at(15, minutes: 60), [.theobald],
      with: [30: "sent"], resources: ["Konferenzraum"], reminder: "2 days"),
    DemoAppointment(
      "Abgesagt: Verkaufsgespräch Frau Petersen", "Beratung", day: 15, .at(10, minutes: 60), [.petra],
      with: [26: "canceled"], status: "canceled"),
    DemoAppointment(
      "Besichtigung für Kapitalanleger", "Besichtigung", day: 18, .at(11, minutes: 120), [], group: true,
      with: [18: "confirmed", 22: "confirmed", 37: "not-set", 40: "sent"], estate: 3, reminder: "3 days"),
    DemoAppointment(
      "Nachtflug aus Lissabon", "indArt2718", day: 20, .at(22, 30, minutes: 240), [.theobald],
      reminder: "12 hours", isPrivate: true),
    DemoAppointment(
      "Jahresgespräch Sparkasse", "Beratung", day: 30, .at(9, minutes: 60), [.theobald, .petra, .ignaz],
      with: [12: "confirmed"], place: "Hahnenstraße 57, 50667 Köln", reminder: "1 weeks"),
    DemoAppointment(
      "Umzug der Registratur", "indArt2718", day: 60, .allDay(2), [.ignaz], reminder: "2 weeks"),
    DemoAppointment(
      "Schulung neue Trinkwasserverordnung", "indArt2718", day: 85, .at(9, minutes: 420), [.ignaz, .petra],
      place: "IHK Köln", reminder: "3 weeks"),
  ]

  private static let series: [DemoAppointment] = [
    DemoAppointment(
      "Morgenrunde", "indArt2718", day: -20, .at(8, 45, minutes: 15),
      series: .every(1, .days, last: 55, except: [30]),
      [.ignaz], group: true, resources: ["Konferenzraum"]),
    DemoAppointment(
      "Rundgang Baustelle Sürth", "Objektaufnahme", day: -9, .at(7, 30, minutes: 45),
      series: .every(3, .days, last: 12), [.ignaz], with: [3: "confirmed"], estate: 2,
      resources: ["Firmenfahrzeug"]),
    DemoAppointment(
      "Vertriebsrunde", "indArt2718", day: -45, .at(9, minutes: 60),
      series: .every(1, .weeks, except: [9, 11]), [],
      group: true, resources: ["Konferenzraum", "Beamer"], reminder: "15 minutes"),
    DemoAppointment(
      "Abgleich mit Rheinblick Hausverwaltung", "Beratung", day: -3, .at(16, minutes: 45),
      series: .every(2, .weeks, last: 10), [.theobald], with: [8: "confirmed"], reminder: "30 minutes"),
    DemoAppointment(
      "Mietabrechnung", "indArt2718", day: -25, .at(10, minutes: 120), series: .every(1, .months), [.ignaz],
      reminder: "1 days"),
    DemoAppointment(
      "Quartalsgespräch Steuerberatung", "Beratung", day: -10, .at(13, minutes: 90),
      series: .every(3, .months),
      [.theobald], with: [51: "confirmed"], reminder: "1 weeks"),
    DemoAppointment(
      "Hochzeitstag", "indArt2718", day: 9, .allDay(), series: .every(1, .years), [.theobald],
      reminder: "3 days",
      isPrivate: true),
    DemoAppointment(
      "Wartung Aufzug Büroetage", "indArt2718", day: 16, .at(7, minutes: 60),
      series: .every(2, .years, last: 4),
      [.petra], estate: 3),
    DemoAppointment(
      "Abgesagt: Yoga im Konferenzraum", "indArt2718", day: -30, .at(17, minutes: 60),
      series: .every(1, .weeks),
      [.petra, .ignaz], status: "canceled"),
  ]

  private static let outside: [DemoAppointment] = [
    DemoAppointment(
      "Erstgespräch Familie Hoffmann", "Beratung", day: -40, .at(11, minutes: 60), [.theobald],
      with: [14: "confirmed"], status: "completed"),
    DemoAppointment(
      "Messestand Vorbereitung", "indArt2718", day: -70, .allDay(2), [.petra, .ignaz], status: "completed"),
    DemoAppointment(
      "Sommerfest", "indArt2718", day: 150, .at(17, minutes: 300), [.theobald, .petra, .ignaz],
      place: "Rheinterrassen", reminder: "3 weeks"),
    DemoAppointment(
      "Ablauf Maklerauftrag Falderstraße", "Vertragstermin", day: 200, .allDay(), [.theobald], estate: 2),
  ]
}
