/// A queue whose first element leaves in constant time.
struct FirstInFirstOut<Element> {
  private var elements: [Element] = []
  private var start = 0

  mutating func append(_ element: Element) { elements.append(element) }

  mutating func popFirst() -> Element? {
    guard start < elements.count else { return nil }
    let element = elements[start]
    start += 1
    // What has left goes when it is half of all: each element is moved once on average.
    if start * 2 >= elements.count {
      elements.removeFirst(start)
      start = 0
    }
    return element
  }
}
