/// A number, or several told apart by labels, as Prometheus reads it.
///
/// Text format 0.0.4: https://prometheus.io/docs/instrumenting/exposition_formats/
struct Metric: Sendable {
  /// What becomes of it over time.
  enum Kind: String, Sendable {
    case counter, gauge, histogram
  }

  /// One line of it.
  struct Sample: Sendable {
    /// What follows the metric's name: `_bucket`, `_sum` or `_count` of a histogram.
    var suffix = ""
    var labels: KeyValuePairs<String, String> = [:]
    var value: Double
  }

  let name: String
  let kind: Kind
  let help: String
  let samples: @Sendable (Readings) -> [Sample]

  /// A metric with any number of lines.
  init(
    _ name: String, _ kind: Kind, _ help: String, samples: @escaping @Sendable (Readings) -> [Sample]
  ) {
    self.name = name
    self.kind = kind
    self.help = help
    self.samples = samples
  }

  /// A metric that is one number.
  init(_ name: String, _ kind: Kind, _ help: String, _ value: @escaping @Sendable (Readings) -> Double) {
    self.init(name, kind, help) { [Sample(value: value($0))] }
  }

  /// A metric that is one whole number.
  init(_ name: String, _ kind: Kind, _ help: String, _ value: @escaping @Sendable (Readings) -> Int) {
    self.init(name, kind, help) { [Sample(value: Double(value($0)))] }
  }
}

/// Writes metrics in the text format.
enum PrometheusText {
  /// All metrics that have a line.
  static func write(_ metrics: [Metric], _ readings: Readings) -> String {
    var text = ""
    for metric in metrics {
      let samples = metric.samples(readings)
      guard !samples.isEmpty else { continue }
      text += "# HELP \(metric.name) \(escaped(metric.help))\n# TYPE \(metric.name) \(metric.kind.rawValue)\n"
      for sample in samples { text += metric.name + line(sample) }
    }
    return text
  }

  private static func line(_ sample: Metric.Sample) -> String {
    let labels = sample.labels.map { "\($0.key)=\"\(escaped($0.value).replacing("\"", with: "\\\""))\"" }
    let braces = labels.isEmpty ? "" : "{" + labels.joined(separator: ",") + "}"
    return "\(sample.suffix)\(braces) \(number(sample.value))\n"
  }

  /// Whole numbers without a fraction; the others as short as they can be read back.
  static func number(_ value: Double) -> String {
    if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
    if value.isNaN { return "NaN" }
    return Int64(exactly: value).map { String($0) } ?? "\(value)"
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
  }
}
