import Foundation
import Glibc

/// Whether the server may read and write what is its own, and others may not.
struct PermissionCheck: Check {
  /// Who owns a file, and who may do what with it.
  struct File: Sendable {
    let path: String
    let owner: uid_t
    let group: gid_t
    let mode: mode_t
  }

  /// The data directory; nil if it is not there.
  let directory: File?
  /// What is in it and must belong to whom it belongs to.
  let contents: [File]
  /// What the server reads elsewhere: its configuration, keys.
  let read: [File]
  /// The directories on the way to that, behind links too.
  let passed: [File]
  /// The groups of the directory's owner, who is taken to be the server's user.
  let groups: Set<gid_t>

  init(directory: File?, contents: [File], read: [File], passed: [File], groups: Set<gid_t>) {
    self.directory = directory
    self.contents = contents
    self.read = read
    self.passed = passed
    self.groups = groups
  }

  init(_ patient: Patient) {
    let data = patient.configuration.data
    directory = File(data)
    contents = ["onoffice.db", "sync.db", "probe.key", "asyncd.lock"].compactMap { File(data + "/" + $0) }
    // Credentials are handed over by systemd, which reads them as root.
    let certificates = patient.configuration.https.certificates.flatMap { [$0.chain, $0.key] }
    let paths = [patient.path] + certificates.filter { CredentialPath.name($0) == nil }
    read = paths.compactMap { File($0) }
    passed = Set(paths.flatMap(Self.directories)).sorted().compactMap { File($0) }
    groups = directory.map { Self.groups(of: $0.owner, $0.group) } ?? []
  }

  var findings: [Finding] {
    guard let directory else { return [] }
    let faults =
      faults(directory: directory) + contents.compactMap { fault($0, in: directory) }
      + passed.compactMap { impassable($0, for: directory.owner) }
      + read.compactMap { unreadable($0, by: directory.owner) }
    return faults.isEmpty
      ? [.ok("permissions", "\(directory.path) and what the server reads are right")] : faults
  }

  private func faults(directory: File) -> [Finding] {
    guard directory.mode & 0o077 != 0 else { return [] }
    let text = "others may look into \(directory.path), where passwords' hashes are"
    let mend = "chmod 700 \(directory.path)"
    return [
      directory.mode & 0o007 != 0
        ? .wrong("permissions", text, mend: mend) : .warning("permissions", text, mend: mend)
    ]
  }

  private func fault(_ file: File, in directory: File) -> Finding? {
    if file.owner != directory.owner {
      return .wrong(
        "permissions", "\(file.path) belongs to another user than \(directory.path)",
        mend: "chown --reference=\(directory.path) \(file.path)")
    }
    guard file.mode & 0o077 != 0 else { return nil }
    return .wrong("permissions", "others may read \(file.path)", mend: "chmod 600 \(file.path)")
  }

  private func impassable(_ directory: File, for user: uid_t) -> Finding? {
    guard !may(user, 0o1, directory) else { return nil }
    return .wrong(
      "permissions", "the owner of the data directory may not look into \(directory.path)",
      mend: "let that user's group through it, chgrp and chmod 750, or keep the files elsewhere")
  }

  private func unreadable(_ file: File, by user: uid_t) -> Finding? {
    guard !may(user, 0o4, file) else { return nil }
    return .wrong(
      "permissions", "the owner of the data directory may not read \(file.path)",
      mend: "let that user's group read it: chgrp and chmod 640")
  }

  /// Whether `user` has the right, a bit of `rwx`, as owner, by a group or as anybody.
  private func may(_ user: uid_t, _ right: mode_t, _ file: File) -> Bool {
    user == 0 || file.mode & right != 0 || file.owner == user && file.mode & right << 6 != 0
      || groups.contains(file.group) && file.mode & right << 3 != 0
  }

  /// The directories that lead to a file by its name, and to where its links lead.
  private static func directories(of path: String) -> [String] {
    let file = URL(filePath: path).standardizedFileURL
    return [file, file.resolvingSymlinksInPath()].flatMap { file in
      sequence(first: file.deletingLastPathComponent()) { url in
        url.path == "/" ? nil : url.deletingLastPathComponent()
      }.map { $0.path }
    }
  }

  private static func groups(of user: uid_t, _ group: gid_t) -> Set<gid_t> {
    guard let entry = getpwuid(user), let name = entry.pointee.pw_name else { return [group] }
    var count: Int32 = 256
    var groups = [gid_t](repeating: 0, count: Int(count))
    guard getgrouplist(name, entry.pointee.pw_gid, &groups, &count) >= 0 else {
      return [entry.pointee.pw_gid]
    }
    return Set(groups.prefix(Int(count)))
  }
}

extension PermissionCheck.File {
  /// nil if there is nothing there.
  init?(_ path: String) {
    var facts = stat()
    guard stat(path, &facts) == 0 else { return nil }
    self.init(path: path, owner: facts.st_uid, group: facts.st_gid, mode: facts.st_mode & 0o7777)
  }
}
