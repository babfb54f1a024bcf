import Testing

@testable import Simulation

@Suite struct RunnerOrderTests {
  @Test(arguments: [
    ("", RunnerOrder.play(PlayOrder(first: 0, count: 2000))),
    ("--count 5", .play(PlayOrder(first: 0, count: 5))),
    ("--first 7 --count 5 --brief", .play(PlayOrder(first: 7, count: 5, isBrief: true))),
    ("--first 18446744073709551615", .play(PlayOrder(first: .max, count: 2000))),
    ("--minutes 3", .play(PlayOrder(minutes: 3))),
    ("--minutes 3 --first 9", .play(PlayOrder(first: 9, minutes: 3))),
    ("--minutes 3 --count 5", .play(PlayOrder(first: 0, count: 5, minutes: 3))),
    ("--forever", .play(PlayOrder())),
    ("--seed 12", .replay(seed: 12, only: nil)),
    ("--seed 12 --only 3,17,20-22", .replay(seed: 12, only: OperationNumbers([3, 17, 20, 21, 22]))),
    ("--only none --seed 12", .replay(seed: 12, only: OperationNumbers([]))),
    ("--count 5 --help", .help), ("-h", .help),
  ]) func wordsAreRead(words: String, order: RunnerOrder) throws {
    #expect(try RunnerOrder(words.split(separator: " ").map(String.init)) == order)
  }

  @Test(arguments: [
    "--count", "--count x", "--count 0", "--count -1", "--count 1 --count 2", "--minutes 0", "--first -1",
    "--forever --count 3", "--forever --minutes 3", "--seed", "--seed x", "--seed 1 --count 3", "--only 3",
    "--seed 1 --only 3-", "--seed 1 --only 5-3", "--seed 1 --only 1,,2", "--seed 1 --only -1", "--seeds 3",
    "7",
    "--", "-c 3",
  ]) func whatMeansNothingIsRefused(words: String) {
    #expect(throws: RunnerUsageError.self) {
      try RunnerOrder(words.split(separator: " ").map(String.init))
    }
  }

  @Test(arguments: [
    ([], "none"), ([0], "0"), ([3, 17, 20, 21, 22], "3,17,20-22"), ([4, 5], "4-5"), ([0, 2, 4], "0,2,4"),
  ]) func numbersAreWrittenAndReadAgain(places: [Int], text: String) throws {
    let numbers = OperationNumbers(places)
    #expect("\(numbers)" == text)
    #expect(try #require(OperationNumbers(text: text)) == numbers)
    #expect((0..<30).filter(numbers.contains) == places)
  }

  @Test func aRangeOfAnyLengthTakesNoRoom() throws {
    #expect(try #require(OperationNumbers(text: "0-9000000000000000000")).contains(123_456_789))
  }
}
