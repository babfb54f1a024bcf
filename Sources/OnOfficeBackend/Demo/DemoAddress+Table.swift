extension DemoAddress {
  /// The addresses of the demo. Their phone numbers are those that the Bundesnetzagentur keeps for films and books.
  static let all: [DemoAddress] = [
    DemoAddress(
      "Frau", "Anna", "Berger", "Lindenstraße 12", "50674", "Köln", born: "1978-04-12", kind: "Kunde",
      for: [.theobald, .petra],
      entries: [.home("0221 4710-107"), .mobile("0171 3920001"), .mail("anna.berger@example.org")]),
    DemoAddress(
      "Herr", "Martin", "Vogt", "Hohenzollernring 48", "50672", "Köln", title: "Dr.",
      company: "Notariat Dr. Vogt", homepage: "https://www.notariat-dr-vogt.example", kind: "Notar",
      for: [.theobald, .petra, .ignaz],
      entries: [
        .work("0221 4710-114", as: .phoneBusiness), .work("0221 4710-121", as: .phoneBusiness2),
        .fax("0221 4710-128", as: .faxBusiness), .mail("sekretariat@notariat-dr-vogt.example"),
      ]),
    DemoAddress(
      "Herr", "Jürgen", "Öztürk", "Industriestraße 7", "50735", "Köln", company: "Öztürk Bau GmbH",
      department: "Rohbau und Sanierung", homepage: "https://www.oeztuerk-bau.example", kind: "Handwerker",
      for: [.theobald, .petra],
      entries: [
        .work("0221 4710-135", as: .phoneBusiness), .mobile("0176 04069002"),
        .fax("0221 4710-142", as: .faxBusiness), .mail("juergen.oeztuerk@oeztuerk-bau.example"),
      ]),
    DemoAddress(
      "Familie", "Sabine und Olaf", "Krämer", "Am Südpark 3", "50968", "Köln", kind: "Interessent",
      for: [.theobald],
      entries: [.home("0221 4710-149"), .mobile("0171 3920003"), .mail("sabine.olaf.kraemer@example.org")]),
    DemoAddress(
      "Frau", "Maria", "Sánchez", "Venloer Straße 211", "50823", "Köln", born: "1985-11-30", kind: "Kunde",
      for: [.theobald, .petra],
      entries: [
        .mobile("0176 04069004"), .home("0221 4710-500"), .mail("maria.sanchez@example.org"),
        .mail("maria.sanchez@example.com"),
      ]),
    DemoAddress(
      "Herr", "Heinz", "Müller", "Dürener Straße 90", "50931", "Köln", born: "1949-02-28",
      kind: "Eigentümer", isAssigned: false, for: [.theobald],
      entries: [.phone("0221 4710-156"), .mobile("0171 3920040")]),
    DemoAddress(
      "Frau", "Elisabeth", "von der Heide", "Marienburger Straße 5", "50968", "Köln", title: "Prof. Dr.",
      born: "1961-06-17", kind: "Eigentümer", for: [.theobald, .petra, .ignaz],
      entries: [
        .home("0221 4710-163"), .home("0221 4710-170"), .mobile("0171 3920005"),
        .mail("elisabeth.von-der-heide@example.org"),
      ]),
    DemoAddress(
      "Firma", "", "", "Konrad-Adenauer-Ufer 21", "50668", "Köln",
      company: "Rheinblick Hausverwaltung GmbH", department: "Abteilung WEG",
      homepage: "https://www.rheinblick-hausverwaltung.example", kind: "Hausverwaltung",
      for: [.theobald, .petra, .ignaz],
      entries: [
        .work("0221 4710-177", as: .phoneBusiness), .work("0221 4710-184", as: .phoneBusiness2),
        .fax("0221 4710-191", as: .faxBusiness), .mail("info@rheinblick-hausverwaltung.example"),
        .mail("sekretariat@rheinblick-hausverwaltung.example"),
      ]),
    DemoAddress(
      "Herr", "Kemal", "Yıldız", "Keupstraße 66", "51063", "Köln", born: "1990-01-15", kind: "Interessent",
      for: [.theobald],
      entries: [.mobile("0176 04069006"), .home("0221 4710-507"), .mail("kemal.yildiz@example.org")]),
    DemoAddress(
      "Frau", "Łucja", "Nowak", "Neusser Straße 340", "50733", "Köln", born: "1982-09-03", kind: "Kunde",
      for: [.petra],
      entries: [.mobile("0171 3920007"), .mobile("0176 04069008"), .mail("lucja.nowak@example.org")]),
    DemoAddress(
      "Herr", "Stefan", "Schäfer", "Aachener Straße 517", "50933", "Köln", born: "1974-12-24",
      kind: "Kunde", for: [.theobald, .petra],
      entries: [
        .phone("0221 4710-198"), .mobile("0171 3920009"), .fax("0221 4710-205"),
        .mail("stefan.schaefer@example.org"),
      ]),
    DemoAddress(
      "Frau", "Claudia", "Weiß", "Hahnenstraße 57", "50667", "Köln", company: "Sparkasse am Dom",
      department: "Baufinanzierung", homepage: "https://www.sparkasse-am-dom.example", kind: "Bank",
      for: [.theobald, .petra, .ignaz],
      entries: [
        .work("0221 4710-212", as: .phoneBusiness), .mobile("0176 04069010"),
        .fax("0221 4710-219", as: .faxBusiness), .mail("claudia.weiss@sparkasse-am-dom.example"),
      ]),
    DemoAddress(
      "Herr", "Thomas", "Becker", "Subbelrather Straße 15", "50823", "Köln",
      company: "Becker Energieberatung", homepage: "https://www.becker-energieberatung.example",
      kind: "Dienstleister", for: [.theobald, .petra],
      entries: [
        .work("0221 4710-226", as: .phoneBusiness), .mobile("0171 3920011"),
        .mail("thomas.becker@becker-energieberatung.example"),
      ]),
    DemoAddress(
      "Eheleute", "Petra und Ralf", "Hoffmann", "Rheinaustraße 9", "50676", "Köln", kind: "Verkäufer",
      for: [.theobald],
      entries: [
        .phone("0221 4710-233"), .mobile("0176 04069012"), .mobile("0171 3920013"),
        .mail("petra.ralf.hoffmann@example.org"), .mail("petra.ralf.hoffmann@example.com"),
      ]),
    DemoAddress(
      "Frau", "Nina", "Groß", "Zülpicher Straße 184", "50937", "Köln", born: "1996-07-21", kind: "Mieter",
      for: [.petra],
      entries: [.mobile("0176 04069014"), .home("0221 4710-514"), .mail("nina.gross@example.org")]),
    DemoAddress(
      "Herr", "Alexander", "Iwanow", "Bergisch Gladbacher Straße 1002", "51069", "Köln",
      born: "1988-03-08", kind: "Interessent", for: [.theobald, .ignaz],
      entries: [.mobile("0171 3920015"), .home("0221 4710-521"), .mail("alexander.iwanow@example.org")]),
    DemoAddress(
      "Frau", "Gisela", "Schmitz", "Severinstraße 77", "50678", "Köln", born: "1939-10-05",
      kind: "Eigentümer", isAssigned: false, for: [.theobald, .petra],
      entries: [.phone("0221 4710-240"), .mobile("0171 3920042")]),
    DemoAddress(
      "Herr", "Björn", "Lindqvist", "Clever Straße 30", "50668", "Köln", born: "1979-05-26",
      kind: "Kapitalanleger", for: [.theobald],
      entries: [
        .work("0221 4710-247", as: .phoneBusiness), .mobile("0176 04069016"),
        .mail("bjoern.lindqvist@example.org"), .mail("bjoern.lindqvist@example.com"),
      ]),
    DemoAddress(
      "Frau", "Farah", "Haddad", "Rathenauplatz 11", "50674", "Köln", title: "Dr.",
      company: "Praxis am Rathenauplatz", born: "1971-08-14",
      homepage: "https://www.praxis-am-rathenauplatz.example", kind: "Kunde", for: [.theobald, .petra],
      entries: [
        .work("0221 4710-254", as: .phoneBusiness), .home("0221 4710-261"),
        .mobile("0171 3920017"), .fax("0221 4710-268", as: .faxBusiness),
        .mail("farah.haddad@praxis-am-rathenauplatz.example"),
      ]),
    DemoAddress(
      "Herr", "Paul", "Lehmann", "Bonner Straße 242", "50968", "Köln", born: "1993-02-11", kind: "Mieter",
      for: [.petra],
      entries: [.mobile("0176 04069018"), .home("0221 4710-528"), .mail("paul.lehmann@example.org")]),
    DemoAddress(
      "Firma", "", "", "Widdersdorfer Straße 190", "50825", "Köln", company: "Möbelspedition Rasch OHG",
      homepage: "https://www.moebelspedition-rasch.example", kind: "Dienstleister",
      for: [.theobald, .ignaz],
      entries: [
        .work("0221 4710-275", as: .phoneBusiness), .mobile("0171 3920044"),
        .fax("0221 4710-282", as: .faxBusiness),
        .mail("info@moebelspedition-rasch.example"),
      ]),
    DemoAddress(
      "Frau", "Katharina", "Fuchs", "Kaiserstraße 44", "60329", "Frankfurt am Main", born: "1980-12-01",
      kind: "Kapitalanleger", for: [.theobald],
      entries: [
        .home("069 90009-107"), .work("069 90009-114", as: .phoneBusiness),
        .mobile("0171 3920019"), .mail("katharina.fuchs@example.org"),
      ]),
    DemoAddress(
      "Herr", "Andreas", "Kühn", "Bockenheimer Landstraße 23", "60325", "Frankfurt am Main", title: "Dr.",
      company: "Kühn & Partner Rechtsanwälte",
      homepage: "https://www.kuehn--partner-rechtsanwaelte.example", kind: "Rechtsanwalt",
      for: [.theobald, .petra, .ignaz],
      entries: [
        .work("069 90009-121", as: .phoneBusiness), .mobile("0171 3920046"),
        .fax("069 90009-128", as: .faxBusiness),
        .mail("andreas.kuehn@kuehn--partner-rechtsanwaelte.example"),
      ]),
    DemoAddress(
      "Frau", "Monika", "Jäger", "Berger Straße 188", "60385", "Frankfurt am Main", born: "1966-04-04",
      kind: "Verkäufer", for: [.theobald],
      entries: [.phone("069 90009-135"), .mobile("0176 04069020"), .mail("monika.jaeger@example.org")]),
    DemoAddress(
      "Herr", "Dieter", "Zimmermann", "Große Elbstraße 145", "22767", "Hamburg",
      company: "Zimmermann Immobilien", homepage: "https://www.zimmermann-immobilien.example",
      kind: "Makler", for: [.theobald, .petra, .ignaz],
      entries: [
        .work("040 66969-107", as: .phoneBusiness), .fax("040 66969-114", as: .faxBusiness),
        .mobile("0171 3920021"), .mail("dieter.zimmermann@zimmermann-immobilien.example"),
      ]),
    DemoAddress(
      "Frau", "Ingrid", "Petersen", "Osterstraße 92", "20259", "Hamburg", born: "1957-01-31",
      kind: "Eigentümer", for: [.theobald],
      entries: [.phone("040 66969-121"), .mobile("0176 04069022")]),
    DemoAddress(
      "Herr", "Jan", "Claasen", "Elbchaussee 318", "22609", "Hamburg", born: "1969-11-11",
      kind: "Kapitalanleger", for: [.theobald, .petra],
      entries: [
        .phone("040 66969-128"), .mobile("0171 3920023"), .mail("jan.claasen@example.org"),
        .mail("jan.claasen@example.com"), .mail("claasen@example.net"),
      ]),
    DemoAddress(
      "Frau", "Veronika", "Huber", "Leopoldstraße 77", "80802", "München", born: "1983-06-29",
      kind: "Kunde", isAssigned: false, for: [.theobald],
      entries: [.home("089 99998-107"), .mobile("0176 04069024"), .mail("veronika.huber@example.org")]),
    DemoAddress(
      "Herr", "Georg", "Brandl", "Theresienstraße 102", "80333", "München", company: "Brandl Architekten",
      homepage: "https://www.brandl-architekten.example", kind: "Architekt", for: [.theobald, .petra],
      entries: [
        .work("089 99998-114", as: .phoneBusiness), .fax("089 99998-121", as: .faxBusiness),
        .mobile("0171 3920025"), .mail("georg.brandl@brandl-architekten.example"),
      ]),
    DemoAddress(
      "Herr", "Maximilian", "Graf von Ehrenfels", "Prinzregentenstraße 61", "81675", "München",
      born: "1952-03-19", kind: "Eigentümer", for: [.theobald, .petra, .ignaz],
      entries: [
        .phone("089 99998-128"), .work("089 99998-135", as: .phoneBusiness),
        .mobile("0176 04069026"), .fax("089 99998-142"),
        .mail("maximilian.graf-von-ehrenfels@example.org"),
      ]),
    DemoAddress(
      "Frau", "Susanne", "Richter", "Kastanienallee 29", "10435", "Berlin", born: "1987-10-10",
      kind: "Interessent", for: [.petra],
      entries: [.home("030 23125-107"), .mobile("0171 3920027"), .mail("susanne.richter@example.org")]),
    DemoAddress(
      "Herr", "Uwe", "Schulze", "Karl-Marx-Allee 84", "10243", "Berlin", born: "1959-07-07",
      kind: "Verkäufer", for: [.theobald],
      entries: [.phone("030 23125-114"), .mobile("0171 3920048")]),
    DemoAddress(
      "Frau", "Julia", "Neumann", "Torstraße 140", "10119", "Berlin", company: "Neumann Homestaging",
      homepage: "https://www.neumann-homestaging.example", kind: "Dienstleister", for: [.theobald, .petra],
      entries: [
        .work("030 23125-121", as: .phoneBusiness), .mobile("0176 04069028"),
        .mail("julia.neumann@neumann-homestaging.example"),
      ]),
    DemoAddress(
      "Herr", "Hassan", "Al-Khatib", "Sonnenallee 201", "12059", "Berlin", born: "1991-05-05",
      kind: "Interessent", for: [.ignaz],
      entries: [.mobile("0171 3920029"), .home("0221 4710-535"), .mail("hassan.al-khatib@example.org")]),
    DemoAddress(
      "Frau", "Renate", "Vogel", "Ehrenfeldgürtel 12", "50823", "Köln", born: "1946-08-23",
      kind: "Eigentümer", for: [.theobald],
      entries: [.phone("0221 4710-289"), .mobile("0171 3920049"), .fax("0221 4710-296")]),
    DemoAddress(
      "Herr", "Christian", "Arnold", "Luxemburger Straße 305", "50939", "Köln", born: "1977-02-02",
      kind: "Kunde", for: [.theobald, .petra],
      entries: [.phone("0221 4710-303"), .mobile("0176 04069030"), .mail("christian.arnold@example.org")]),
    DemoAddress(
      "Frau", "Sophie", "Dubois", "Rue de la Loi 155", "1040", "Brüssel", country: "Belgien",
      born: "1984-04-30", kind: "Kapitalanleger", for: [.theobald],
      entries: [.mobile("0171 3920031"), .home("0221 4710-542"), .mail("sophie.dubois@example.org")]),
    DemoAddress(
      "Herr", "Pieter", "van den Berg", "Herengracht 412", "1017 BX", "Amsterdam",
      company: "Van den Berg Vastgoed BV", country: "Niederlande",
      homepage: "https://www.van-den-berg-vastgoed.example", kind: "Makler", for: [.theobald, .ignaz],
      entries: [
        .mobile("0176 04069032"), .home("0221 4710-549"),
        .mail("pieter.van-den-berg@van-den-berg-vastgoed.example"),
      ]),
    DemoAddress(
      "Frau", "Elena", "Rossi", "Via Garibaldi 8", "39100", "Bozen", country: "Italien",
      born: "1989-09-19", kind: "Interessent", isAssigned: false, for: [.petra],
      entries: [.mobile("0171 3920033"), .home("0221 4710-556"), .mail("elena.rossi@example.org")]),
    DemoAddress(
      "Herr", "Walter", "Steiner", "Mariahilfer Straße 88", "1070", "Wien", country: "Österreich",
      born: "1963-12-06", kind: "Kapitalanleger", for: [.theobald],
      entries: [.mobile("0176 04069034"), .home("0221 4710-563"), .mail("walter.steiner@example.org")]),
    DemoAddress(
      "Frau", "Barbara", "Keller", "Sülzburgstraße 60", "50937", "Köln", born: "1972-01-09", kind: "Kunde",
      for: [.theobald, .petra, .ignaz],
      entries: [.phone("0221 4710-310"), .mobile("0171 3920035"), .mail("barbara.keller@example.org")]),
    DemoAddress(
      "Herr", "Günter", "Franke", "Amsterdamer Straße 133", "50735", "Köln", born: "1944-06-06",
      kind: "Eigentümer", for: [.petra],
      entries: [.phone("0221 4710-317"), .mobile("0171 3920050")]),
    DemoAddress(
      "Frau", "Yvonne", "Maurer", "Deutzer Freiheit 70", "50679", "Köln", born: "1981-03-27",
      kind: "Mieter", for: [.theobald, .petra],
      entries: [.mobile("0176 04069036"), .home("0221 4710-570"), .mail("yvonne.maurer@example.org")]),
    DemoAddress(
      "Herr", "Oliver", "Braun", "Poller Kirchweg 10", "51105", "Köln", company: "Braun Gebäudereinigung",
      homepage: "https://www.braun-gebaeudereinigung.example", kind: "Dienstleister", for: [.theobald],
      entries: [
        .work("0221 4710-324", as: .phoneBusiness), .mobile("0171 3920037"),
        .mail("oliver.braun@braun-gebaeudereinigung.example"),
      ]),
    DemoAddress(
      "Frau", "Thi Lan", "Nguyen", "Kalker Hauptstraße 119", "51103", "Köln", born: "1994-11-17",
      kind: "Interessent", for: [.petra],
      entries: [.mobile("0176 04069038"), .home("0221 4710-577"), .mail("thi-lan.nguyen@example.org")]),
    DemoAddress(
      "Herr", "Karl-Heinz", "Überall", "Zugweg 22", "50677", "Köln", born: "1955-05-18", kind: "Verkäufer",
      for: [.theobald, .petra],
      entries: [
        .home("0221 4710-331"), .mobile("0171 3920039"), .fax("0221 4710-338"),
        .mail("karl-heinz.ueberall@example.org"),
      ]),
    DemoAddress(
      "Frau", "Dorothea", "Ast", "Merowingerstraße 41", "50677", "Köln", born: "1968-08-08", kind: "Kunde",
      for: [.theobald],
      entries: [.phone("0221 4710-345"), .mobile("0171 3920051"), .mail("dorothea.ast@example.org")]),
    DemoAddress(
      "Herr", "Fabian", "Wolff", "Moltkestraße 28", "50674", "Köln", company: "Wolff Fotografie",
      homepage: "https://www.wolff-fotografie.example", kind: "Dienstleister",
      for: [.theobald, .petra, .ignaz],
      entries: [
        .mobile("0176 04069040"), .home("0221 4710-584"), .mail("fabian.wolff@wolff-fotografie.example"),
      ]),
    DemoAddress(
      "Frau", "Hannelore", "Simon", "Gleueler Straße 277", "50935", "Köln", born: "1950-09-30",
      kind: "Eigentümer", for: [.theobald],
      entries: [.home("0221 4710-352"), .mobile("0171 3920041")]),
    DemoAddress(
      "Herr", "Tobias", "Peters", "Vogelsanger Straße 356", "50827", "Köln", born: "1984-02-29",
      kind: "Interessent", isAssigned: false, for: [.petra],
      entries: [.mobile("0176 04069042"), .home("0221 4710-591"), .mail("tobias.peters@example.org")]),
    DemoAddress(
      "Frau", "Carola", "Engel", "Lütticher Straße 6", "50674", "Köln", company: "Engel Steuerberatung",
      homepage: "https://www.engel-steuerberatung.example", kind: "Steuerberater",
      for: [.theobald, .petra],
      entries: [
        .work("0221 4710-359", as: .phoneBusiness), .mobile("0171 3920052"),
        .fax("0221 4710-366", as: .faxBusiness),
        .mail("carola.engel@engel-steuerberatung.example"),
      ]),
    DemoAddress(
      "Herr", "Norbert", "Kaiser", "Brühler Straße 19", "50968", "Köln", born: "1948-12-31",
      kind: "Eigentümer", isArchived: true, for: [.theobald],
      entries: [.home("0221 4710-373"), .mobile("0171 3920053")]),
    DemoAddress(
      "Frau", "Beate", "Lorenz", "Escher Straße 250", "50739", "Köln", born: "1975-07-01", kind: "Kunde",
      isArchived: true, for: [.theobald, .petra],
      entries: [.phone("0221 4710-380"), .mobile("0171 3920043"), .mail("beate.lorenz@example.org")]),
    DemoAddress(
      "Herr", "Sven", "Albrecht", "Mauritiussteinweg 81", "50676", "Köln", born: "1992-10-22",
      kind: "Mieter", isArchived: true, for: [.petra],
      entries: [.mobile("0176 04069044"), .home("0221 4710-598"), .mail("sven.albrecht@example.org")]),
    DemoAddress(
      "Firma", "", "", "Im Mediapark 4", "50670", "Köln", company: "Altbau Invest AG i. L.",
      kind: "Bauträger", isArchived: true, for: [.theobald, .petra, .ignaz],
      entries: [
        .work("0221 4710-387", as: .phoneBusiness), .mobile("0171 3920054"),
        .fax("0221 4710-394", as: .faxBusiness),
        .mail("info@altbau-invest.example"),
      ]),
    DemoAddress(
      "Frau", "Silke", "Pohl", "Nußbaumerstraße 14", "50823", "Köln", born: "1979-01-20",
      kind: "Interessent", for: [],
      entries: [.phone("0221 4710-401"), .mobile("0171 3920045"), .mail("silke.pohl@example.org")]),
    DemoAddress(
      "Herr", "Rainer", "Zoll", "Wormser Straße 52", "50677", "Köln", born: "1964-04-16",
      kind: "Interessent", for: [],
      entries: [.phone("0221 4710-408"), .mobile("0171 3920055"), .mail("rainer.zoll@example.org")]),
    DemoAddress(
      "Frau", "Melanie", "Busch", "Höninger Weg 183", "50969", "Köln", born: "1998-06-13", kind: "Mieter",
      for: [],
      entries: [.mobile("0176 04069046"), .home("0221 4710-605"), .mail("melanie.busch@example.org")]),
    DemoAddress(
      "Herr", "Volker", "Horn", "Sürther Hauptstraße 55", "50999", "Köln", company: "Horn Kaminbau",
      kind: "Handwerker", for: [],
      entries: [.work("0221 4710-415", as: .phoneBusiness), .mobile("0171 3920047")]),
    DemoAddress(
      "Frau", "Christa", "Otto", "Weißer Straße 12", "50996", "Köln", born: "1941-11-02",
      kind: "Eigentümer", for: [],
      entries: [.phone("0221 4710-422"), .mobile("0171 3920056")]),
  ]
}
