/// An item of any class.
public enum Item: Hashable, Sendable {
  case contact(ContactItem)
  case calendar(CalendarItem)
  case task(TaskItem)
  case note(NoteItem)
}
