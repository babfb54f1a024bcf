/// The names that Windows, and so ActiveSync, has for zones.
enum WindowsZone {
  /// The Windows name of a zone, `Europe/Berlin`; the identifier itself for a zone not in the table.
  static func name(of identifier: String) -> String { names[identifier] ?? identifier }

  private static let names: [String: String] = {
    var names: [String: String] = [:]
    for (name, identifiers) in table {
      for identifier in identifiers.split(separator: " ") { names[String(identifier)] = name }
    }
    return names
  }()

  /// By the Unicode CLDR's windowsZones.
  private static let table: KeyValuePairs = [
    "W. Europe Standard Time":
      "Europe/Berlin Europe/Amsterdam Europe/Andorra Europe/Busingen Europe/Gibraltar "
      + "Europe/Luxembourg Europe/Malta Europe/Monaco Europe/Oslo Europe/Rome Europe/San_Marino "
      + "Europe/Stockholm Europe/Vaduz Europe/Vatican Europe/Vienna Europe/Zurich Arctic/Longyearbyen",
    "Central Europe Standard Time":
      "Europe/Budapest Europe/Belgrade Europe/Bratislava Europe/Ljubljana Europe/Podgorica "
      + "Europe/Prague Europe/Tirane",
    "Romance Standard Time": "Europe/Paris Europe/Brussels Europe/Copenhagen Europe/Madrid Africa/Ceuta",
    "Central European Standard Time": "Europe/Warsaw Europe/Sarajevo Europe/Skopje Europe/Zagreb",
    "GMT Standard Time":
      "Europe/London Europe/Dublin Europe/Guernsey Europe/Isle_of_Man Europe/Jersey Europe/Lisbon "
      + "Atlantic/Canary Atlantic/Faroe Atlantic/Madeira",
    "Greenwich Standard Time": "Atlantic/Reykjavik Africa/Abidjan Africa/Accra Africa/Dakar",
    "GTB Standard Time": "Europe/Bucharest Europe/Athens Asia/Nicosia",
    "FLE Standard Time":
      "Europe/Kyiv Europe/Kiev Europe/Helsinki Europe/Mariehamn Europe/Riga Europe/Sofia "
      + "Europe/Tallinn Europe/Vilnius",
    "E. Europe Standard Time": "Europe/Chisinau",
    "Turkey Standard Time": "Europe/Istanbul",
    "Kaliningrad Standard Time": "Europe/Kaliningrad",
    "Russian Standard Time": "Europe/Moscow Europe/Simferopol",
    "Belarus Standard Time": "Europe/Minsk",
    "Russia Time Zone 3": "Europe/Samara",
    "UTC": "UTC Etc/UTC GMT Etc/GMT",
    "Morocco Standard Time": "Africa/Casablanca",
    "W. Central Africa Standard Time": "Africa/Lagos Africa/Algiers Africa/Tunis",
    "South Africa Standard Time": "Africa/Johannesburg",
    "Egypt Standard Time": "Africa/Cairo",
    "E. Africa Standard Time": "Africa/Nairobi",
    "Namibia Standard Time": "Africa/Windhoek",
    "Israel Standard Time": "Asia/Jerusalem",
    "Arabian Standard Time": "Asia/Dubai",
    "Arab Standard Time": "Asia/Riyadh Asia/Kuwait Asia/Qatar",
    "Iran Standard Time": "Asia/Tehran",
    "Georgian Standard Time": "Asia/Tbilisi",
    "Caucasus Standard Time": "Asia/Yerevan",
    "Pakistan Standard Time": "Asia/Karachi",
    "India Standard Time": "Asia/Kolkata Asia/Calcutta",
    "Sri Lanka Standard Time": "Asia/Colombo",
    "Nepal Standard Time": "Asia/Kathmandu Asia/Katmandu",
    "Bangladesh Standard Time": "Asia/Dhaka",
    "SE Asia Standard Time": "Asia/Bangkok Asia/Jakarta Asia/Ho_Chi_Minh Asia/Saigon",
    "China Standard Time": "Asia/Shanghai Asia/Hong_Kong Asia/Macau",
    "Singapore Standard Time": "Asia/Singapore Asia/Kuala_Lumpur Asia/Manila",
    "Taipei Standard Time": "Asia/Taipei",
    "Tokyo Standard Time": "Asia/Tokyo",
    "Korea Standard Time": "Asia/Seoul",
    "W. Australia Standard Time": "Australia/Perth",
    "Cen. Australia Standard Time": "Australia/Adelaide Australia/Broken_Hill",
    "AUS Central Standard Time": "Australia/Darwin",
    "AUS Eastern Standard Time": "Australia/Sydney Australia/Melbourne Australia/Canberra",
    "E. Australia Standard Time": "Australia/Brisbane Australia/Lindeman",
    "Tasmania Standard Time": "Australia/Hobart",
    "Lord Howe Standard Time": "Australia/Lord_Howe",
    "New Zealand Standard Time": "Pacific/Auckland Antarctica/McMurdo",
    "Hawaiian Standard Time": "Pacific/Honolulu",
    "Azores Standard Time": "Atlantic/Azores",
    "Cape Verde Standard Time": "Atlantic/Cape_Verde",
    "Greenland Standard Time": "America/Nuuk America/Godthab",
    "Newfoundland Standard Time": "America/St_Johns",
    "Atlantic Standard Time": "America/Halifax Atlantic/Bermuda America/Thule",
    "SA Western Standard Time": "America/La_Paz America/Puerto_Rico",
    "Eastern Standard Time": "America/New_York America/Detroit America/Toronto America/Nassau",
    "US Eastern Standard Time": "America/Indiana/Indianapolis America/Indianapolis",
    "SA Pacific Standard Time": "America/Bogota America/Lima America/Panama America/Jamaica",
    "Central Standard Time": "America/Chicago America/Winnipeg",
    "Central Standard Time (Mexico)": "America/Mexico_City",
    "Central America Standard Time": "America/Guatemala America/Costa_Rica",
    "Canada Central Standard Time": "America/Regina",
    "Mountain Standard Time": "America/Denver America/Edmonton America/Boise",
    "US Mountain Standard Time": "America/Phoenix",
    "Pacific Standard Time": "America/Los_Angeles America/Vancouver",
    "Alaskan Standard Time": "America/Anchorage",
    "E. South America Standard Time": "America/Sao_Paulo",
    "Argentina Standard Time": "America/Buenos_Aires America/Argentina/Buenos_Aires",
    "Pacific SA Standard Time": "America/Santiago",
    "Venezuela Standard Time": "America/Caracas",
    "Montevideo Standard Time": "America/Montevideo",
    "Paraguay Standard Time": "America/Asuncion",
  ]
}
