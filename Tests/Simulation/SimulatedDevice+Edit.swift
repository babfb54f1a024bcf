import Foundation
import SyncModel

// What a device's user does.
extension SimulatedDevice {
  /// Adds, edits or deletes something; returns what was done, nil for nothing.
  func edit(_ now: Date, _ text: String, _ dice: inout Dice) throws -> String? {
    guard let itemClass = dice.pick(classes.filter { folders[$0]?.isThere == true }) else { return nil }
    guard var holding = folders[itemClass] else { return nil }
    defer { folders[itemClass] = holding }
    switch dice.below(6) {
    case 0, 1:
      births += 1
      let mark = "\(name)\(births)"
      let wish = Making.Wish(mark: mark, text: text, now: now)
      let content = try Making.new(itemClass, wish, version, &dice)
      holding.items.append(
        LocalItem(id: newId(), mark: mark, text: text, content: content, isServers: false, isDirty: true))
      return "adds \(mark) \(text) to \(itemClass.folder)"
    case 2, 3, 4:
      let free = holding.items.indices.filter { isFree(holding.items[$0]) }
      guard let index = dice.pick(free) else { return nil }
      let item = holding.items[index]
      let wish = Making.Wish(mark: item.mark, text: text, now: now)
      holding.items[index].content = try Making.edited(itemClass, item.content, wish, &dice)
      let content = holding.items[index].content
      holding.items[index].text = try Making.typed(itemClass, content).text
      holding.items[index].isServers = false
      holding.items[index].isDirty = true
      return "edits \(item.mark) to \(text)"
    default:
      guard let index = dice.pick(Array(holding.items.indices)) else { return nil }
      let item = holding.items.remove(at: index)
      if item.name != nil { holding.deleted.append(item) }
      return "deletes \(item.mark)"
    }
  }

  /// Whether its user may edit an item now.
  private func isFree(_ item: LocalItem) -> Bool {
    return item.name != nil || item.firstTried == nil || !ways.renames && !item.isFrozen
  }
}
