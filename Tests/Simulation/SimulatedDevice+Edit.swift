import Foundation
import SyncModel
import WBXML

// What a device's user does.
extension SimulatedDevice {
  /// Adds, edits or deletes something; returns what was done, nil for nothing.
  func edit(_ now: Date, _ text: String, _ dice: inout Dice) throws -> String? {
    guard let itemClass = dice.pick(classes.filter { folders[$0]?.isThere == true }) else { return nil }
    guard var holding = folders[itemClass] else { return nil }
    defer { folders[itemClass] = holding }
    if dice.once(in: 2), let done = retype(itemClass, &holding, &dice) { return done }
    switch dice.below(6) {
    case 0, 1:
      births += 1
      let mark = "\(name)\(births)"
      let wish = Making.Wish(mark: mark, text: text, now: now)
      let content = try Making.new(itemClass, wish, version, &dice)
      holding.items.append(
        LocalItem(id: newId(), mark: mark, text: text, content: content, isServers: false, isDirty: true))
      if try Making.isOpen(itemClass, content) {
        typed.append(Typing(itemClass: itemClass, mark: mark, text: text, content: content))
      }
      return "adds \(mark) \(text) to \(itemClass.folder)"
    case 2, 3, 4:
      let free = holding.items.indices.filter { isFree(holding.items[$0], in: holding) }
      guard let index = dice.pick(free) else { return nil }
      let item = holding.items[index]
      let wish = Making.Wish(mark: item.mark, text: text, now: now)
      holding.items[index].content = try Making.edited(itemClass, item.content, wish, &dice)
      if item.name != nil, dice.once(in: 12),
        let refused = try Making.refusable(itemClass, holding.items[index].content)
      {
        holding.items[index].content = refused
      }
      let content = holding.items[index].content
      holding.items[index].text = try Making.typed(itemClass, content).text
      holding.items[index].isServers = false
      holding.items[index].isDirty = true
      return "edits \(item.mark) to \(text)"
    default:
      let free = holding.items.indices.filter { !hasTwin(holding.items[$0], in: holding) }
      // What is deleted before it is answered comes down after all.
      let tried = free.filter { holding.items[$0].name == nil && holding.items[$0].firstTried != nil }
      guard let index = dice.pick(dice.once(in: 2) && !tried.isEmpty ? tried : free) else { return nil }
      let item = holding.items.remove(at: index)
      if item.name != nil { holding.deleted.append(item) }
      return "deletes \(item.mark)"
    }
  }

  /// Whether an attempt holds what was tried so long ago that the server need not know it any more.
  func hasGivenUp(_ attempt: Attempt, at now: Date) -> Bool {
    attempt.commands.contains { command in
      guard command.kind == .add, var holding = folders[command.itemClass] else { return false }
      let isHeld = { (holding: Holding) in holding.items.contains { $0.id == command.item } }
      let wasHeld = isHeld(holding)
      holding.forgetOld(at: now)
      return wasHeld && !isHeld(holding)
    }
  }

  /// Whether its user may edit an item now.
  private func isFree(_ item: LocalItem, in holding: Holding) -> Bool {
    guard !hasTwin(item, in: holding) else { return false }
    return item.name != nil || item.firstTried == nil || !ways.renames && !item.isFrozen
  }
}
