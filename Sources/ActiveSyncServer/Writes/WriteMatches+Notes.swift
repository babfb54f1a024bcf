import SyncModel

// An iPhone sends a new note while its user still types. Where it gets no answer it sends the note again with all
// that was typed since, under a new ClientId.
extension WriteMatches {
  /// Matches the Adds that are left with those earlier ones whose notes they go on with, of several with the longest.
  ///
  /// `standing` are the notes of earlier Adds by the ids of the writes. As what they say is in the new note as well,
  /// nothing is lost if that was meant as another one.
  mutating func match(
    _ commands: [WriteCommand], goingOnWith standing: [Int64: NoteItem], _ reading: Reading
  ) {
    guard !standing.isEmpty else { return }
    for (index, command) in commands.enumerated() where matches[index] == nil && command.kind == .add {
      guard let content = command.request.applicationData,
        case .note(let note)? = try? reading.addition(content, of: .notes).item
      else { continue }
      let earlier = unused.filter { standing[$0.id].map(note.goesOn(with:)) == true }
      let length = { (write: DeviceWrite) in standing[write.id]?.body?.data?.utf8.count ?? 0 }
      guard let write = earlier.max(by: { length($0) < length($1) }) else { continue }
      matches[index] = .edited(write)
      unused.removeAll { $0.id == write.id }
    }
  }
}
