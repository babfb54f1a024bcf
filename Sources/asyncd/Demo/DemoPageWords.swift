/// The page's words in one language.
struct DemoPageWords {
  let title: String
  let introduction: String
  /// Server, user, mail address.
  let labels: [String]
  let password: String
  let profile: String
  let authority: String
  let iPhone: [String]
  let android: [String]
  let compare: String
  let removal: String

  static func of(_ language: DemoPage.Language) -> DemoPageWords {
    switch language {
    case .english: english
    case .german: german
    }
  }

  private static let english = DemoPageWords(
    title: "A demo office for this phone",
    introduction: """
      This page makes the phone trust the demo's own certificate authority and sets up its Exchange account. \
      Phone and computer must be in the same network.
      """,
    labels: ["Server", "User", "E-mail"],
    password:
      "The password is on the terminal where the demo runs. It is not on this page, which is not encrypted.",
    profile: "Load the configuration profile",
    authority: "Load the CA certificate",
    iPhone: [
      "Open this page in Safari, tap the button above and allow the download.",
      "Settings > General > VPN & Device Management > Profile Downloaded: install it, and enter the password.",
      """
      Settings > General > About > Certificate Trust Settings: is there a switch for “asyncd test CA”, and is it \
      off? Turn it on. iOS asks for that whenever a certificate was installed by hand, from a download as here; \
      only devices managed by an MDM or Apple Configurator trust it at once. Without it the account says “Cannot \
      verify server identity”.
      """,
      "Open Contacts, Calendar, Reminders and Notes. If they stay empty, open Settings > Apps > Calendar > Accounts once.",
    ],
    android: [
      """
      Tap the button above, then Settings > Security > Encryption & credentials > Install a certificate > CA \
      certificate, “Install anyway”, and choose ca.crt. The phone needs a screen lock.
      """,
      """
      Gmail: Settings > Add account > Exchange and Office 365, the e-mail address above, then “Manual setup”: \
      the server above, SSL/TLS. Nine and Samsung Email: Exchange, manual set-up, with the same values.
      """,
      """
      Since Android 7 an app trusts a CA that the user installed only if it says so. Apps that do not, as Outlook, \
      refuse this server whatever is installed: take another one, or a certificate of a public authority. If \
      Gmail still refuses, “SSL/TLS (accept all certificates)” is the way for a trial, and for a trial only.
      """,
    ],
    compare: "Before you trust: compare",
    removal: """
      The terminal shows the same SHA-256 fingerprint. After the trial remove the profile or the certificate from \
      the phone.
      """)

  private static let german = DemoPageWords(
    title: "Ein Demo-Büro für dieses Telefon",
    introduction: """
      Mit dieser Seite vertraut das Telefon der eigenen Zertifizierungsstelle der Demo und bekommt ihr \
      Exchange-Konto. Telefon und Rechner müssen im selben Netz sein.
      """,
    labels: ["Server", "Benutzer", "E-Mail"],
    password: """
      Das Passwort steht im Terminal, in dem die Demo läuft. Hier steht es nicht, denn diese Seite ist nicht \
      verschlüsselt.
      """,
    profile: "Konfigurationsprofil laden",
    authority: "CA-Zertifikat laden",
    iPhone: [
      "Diese Seite in Safari öffnen, auf den Knopf tippen und das Laden erlauben.",
      "Einstellungen > Allgemein > VPN und Geräteverwaltung > Profil geladen: installieren und das Passwort eingeben.",
      """
      Einstellungen > Allgemein > Info > Zertifikatsvertrauenseinstellungen: Steht dort „asyncd test CA“ mit einem \
      ausgeschalteten Schalter? Einschalten. iOS verlangt das immer, wenn ein Zertifikat von Hand installiert \
      wurde, wie hier aus einem Download; nur von einem MDM oder Apple Configurator verwaltete Geräte vertrauen \
      ihm sofort. Ohne das meldet das Konto „Serveridentität kann nicht überprüft werden“.
      """,
      """
      Kontakte, Kalender, Erinnerungen und Notizen öffnen. Bleiben sie leer, einmal Einstellungen > Apps > Kalender \
      > Accounts öffnen.
      """,
    ],
    android: [
      """
      Auf den Knopf tippen, dann Einstellungen > Sicherheit > Verschlüsselung und Anmeldedaten > Zertifikat \
      installieren > CA-Zertifikat, „Trotzdem installieren“, und ca.crt wählen. Das Telefon braucht eine \
      Displaysperre.
      """,
      """
      Gmail: Einstellungen > Konto hinzufügen > Exchange und Office 365, die E-Mail-Adresse von oben, dann \
      „Manuell einrichten“: der Server von oben, SSL/TLS. Nine und Samsung E-Mail: Exchange, manuell, dieselben \
      Angaben.
      """,
      """
      Seit Android 7 vertraut eine App einer vom Benutzer installierten CA nur, wenn sie das selbst so will. Apps, \
      die es nicht wollen, wie Outlook, lehnen diesen Server ab, was auch installiert ist: eine andere App nehmen \
      oder ein Zertifikat einer öffentlichen Stelle. Lehnt auch Gmail ab, hilft zum Ausprobieren, und nur dafür, \
      „SSL/TLS (alle Zertifikate akzeptieren)“.
      """,
    ],
    compare: "Vor dem Vertrauen vergleichen",
    removal: """
      Das Terminal zeigt denselben SHA-256-Fingerabdruck. Nach dem Ausprobieren das Profil oder das Zertifikat vom \
      Telefon entfernen.
      """)
}
