import SyncModel
import WBXML

/// Something that a user typed on a device.
struct Typing {
  let itemClass: ItemClass
  let mark: String
  let text: String
  let content: Fragment
}

// What a device's user types again, and what he lets be.
extension SimulatedDevice {
  /// Types once more, letter by letter, what is no more as it was typed: it is another item. As long as the first is
  /// there untouched, and its answer was lost, nobody could tell a second from a retry.
  func retype(_ itemClass: ItemClass, _ holding: inout Holding, _ dice: inout Dice) -> String? {
    guard let oracle, itemClass != .calendar else { return nil }
    let again = typed.filter { typing in
      guard typing.itemClass == itemClass, oracle.births(of: typing.mark) == 1,
        !holding.items.contains(where: { $0.mark == typing.mark && $0.name == nil })
      else { return false }
      let names = oracle.names(of: typing.mark)
      guard let first = names.first, names.count == 1 else { return false }
      let isChanged =
        oracle.records[first]?.isFor(user) != true || oracle.isChanged(first, without: index, surely: true)
      let isElsewhere = triedKeys[typing.mark]?.contains(holding.key) != true
      return oracle.named.contains("\(index) \(typing.mark)") || isChanged && isElsewhere
    }
    guard let typing = dice.pick(again) else { return nil }
    oracle.isTypedAgain(typing.mark)
    holding.items.append(
      LocalItem(
        id: newId(), mark: typing.mark, text: typing.text, content: typing.content, isServers: false,
        isDirty: true))
    return "types \(typing.mark) \(typing.text) again"
  }

  /// Whether an item came down while its own Add is still without an answer: its user lets both be until then, as
  /// who edits one of two shows that they are two.
  func hasTwin(_ item: LocalItem, in holding: Holding) -> Bool {
    holding.items.contains { $0.mark == item.mark && $0.id != item.id }
  }

  /// Whether an item of an attempt was sent otherwise since, under the same key. Who sees the first come again can
  /// only take it for the user's changing it back, as he does who ticks a task, unticks it and ticks it again.
  func hasEdited(since place: Int) -> Bool {
    let attempt = sent[place]
    return attempt.commands.contains { command in
      sent[place...].contains { later in
        later.key(command.itemClass) == attempt.key(command.itemClass)
          && later.commands.contains {
            $0.itemClass == command.itemClass && $0.item == command.item && $0.text != command.text
          }
      }
    }
  }

  /// What comes again under another key after somebody else changed it, or with another content than before, is
  /// nobody's to recognise: the user gives it up.
  func giveUp(in holding: inout Holding) {
    guard let oracle else { return }
    let key = holding.key
    holding.items.removeAll { item in
      guard item.name == nil, item.firstTried != nil, !oracle.hasCome(item.mark, under: key, from: index)
      else {
        return false
      }
      let names = oracle.names(of: item.mark)
      if names.contains(where: { oracle.isChanged($0, without: index, surely: false) }) { return true }
      return !names.isEmpty && !oracle.hasCome(item, from: index)
    }
  }
}
