/// What is known of a tenant (Mandant, customer).
package struct TenantRecord: Hashable, Sendable {
  /// The name behind the last `_` of a sign-in name; letter case matters, and no other tenant has it.
  package var name: String
  /// The zone of its wall clocks, as `Europe/Berlin`.
  package var zone: String
  /// Whether the customer is active.
  package var isActive = true
  /// Whether the module "onOffice Sync" is booked.
  package var isModuleActive = true
  /// onOffice's edition, `pro` or `plus`.
  package var edition = "plus"

  /// An active tenant with the module.
  package init(name: String, zone: String = "Europe/Berlin") {
    self.name = name
    self.zone = zone
  }
}
