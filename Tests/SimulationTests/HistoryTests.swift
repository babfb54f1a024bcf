import Simulation
import Testing

@Suite struct HistoryTests {
  @Test func aSeedNamesOneHistory() {
    #expect(History(seed: 7).operations == History(seed: 7).operations)
  }
}
