import Foundation
import Glibc

/// An address of this machine, and the interface that has it.
struct NetworkInterface: Hashable, Sendable {
  let name: String
  let address: String
  /// Whether there is a device behind it, not only software.
  let hasDevice: Bool

  /// What containers, virtual machines and tunnels bring: no phone is behind them.
  private static let virtual = [
    "br-", "cali", "cni", "docker", "flannel", "lxc", "lxdbr", "podman", "tailscale", "tap", "tun", "veth",
    "virbr", "vmnet", "wg", "zt",
  ]

  /// The one that phones in the same network most likely reach: of a device before all others.
  static func best(of interfaces: [NetworkInterface]) -> NetworkInterface? {
    let usual = interfaces.filter { interface in
      !virtual.contains { interface.name.hasPrefix($0) } && !interface.address.hasPrefix("169.254.")
        && !interface.address.hasPrefix("127.")
    }
    return usual.first(where: \.hasDevice) ?? usual.first
  }

  /// All IPv4 addresses of interfaces that are up: a phone's network at home always has them.
  static func all() -> [NetworkInterface] {
    var list: UnsafeMutablePointer<ifaddrs>?
    guard getifaddrs(&list) == 0 else { return [] }
    defer { freeifaddrs(list) }
    var interfaces: [NetworkInterface] = []
    var next = list
    while let entry = next {
      if let interface = NetworkInterface(entry.pointee) { interfaces.append(interface) }
      next = entry.pointee.ifa_next
    }
    return interfaces
  }

  private init?(_ entry: ifaddrs) {
    let isUp = entry.ifa_flags & UInt32(IFF_UP) != 0
    let isLoopback = entry.ifa_flags & UInt32(IFF_LOOPBACK) != 0
    guard isUp, !isLoopback, let address = entry.ifa_addr, Int32(address.pointee.sa_family) == AF_INET else {
      return nil
    }
    var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
    let length = socklen_t(MemoryLayout<sockaddr_in>.size)
    guard getnameinfo(address, length, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST) == 0 else {
      return nil
    }
    let name = String(cString: entry.ifa_name)
    self.init(
      name: name,
      address: String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self),
      hasDevice: FileManager.default.fileExists(atPath: "/sys/class/net/\(name)/device"))
  }

  init(name: String, address: String, hasDevice: Bool) {
    self.name = name
    self.address = address
    self.hasDevice = hasDevice
  }
}
