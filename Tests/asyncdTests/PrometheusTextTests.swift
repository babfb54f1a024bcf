import Testing

@testable import asyncd

@Suite("Prometheus' text format") struct PrometheusTextTests {
  @Test(arguments: [
    (0.0, "0"), (1, "1"), (-3, "-3"), (1e15, "1000000000000000"), (0.0025, "0.0025"), (.infinity, "+Inf"),
    (-.infinity, "-Inf"), (.nan, "NaN"),
  ])
  func numbersAreWrittenShort(value: Double, text: String) {
    #expect(PrometheusText.number(value) == text)
  }

  @Test func eachMetricIsNamedOnce() {
    let names = Metric.all.map(\.name)
    #expect(Set(names).count == names.count)
    for metric in Metric.all { #expect((metric.kind == .counter) == metric.name.hasSuffix("_total")) }
  }
}
