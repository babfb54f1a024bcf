import Testing

@testable import Simulation

@Suite struct HistoryTests {
  @Test(arguments: UInt64(0)..<50) func aSeedNamesOneHistory(seed: UInt64) {
    #expect(History(seed: seed).operations == History(seed: seed).operations)
    #expect(History(seed: seed).seed == seed)
  }

  @Test func aPartKeepsItsOperationsInTheirOrder() {
    let history = History(seed: 3)
    let part = history.keeping(OperationNumbers([0, 2, 3]))
    #expect(part.seed == 3)
    #expect(
      part.operations
        == history.operations.indices.filter { [0, 2, 3].contains($0) }.map { history.operations[$0] })
  }
}
