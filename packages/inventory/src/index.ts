export {
  Account,
  E911Record,
  ExemptionCertificate,
  OneTimeCharge,
  PortOrder,
  ServiceLocation,
  Subscription,
  TelephoneNumber,
  TollFreeNumber,
  TrunkGroup,
} from "./account.ts";
export { checkInventory } from "./check-inventory.ts";
export { type Billable, type DatedItem, datedItems } from "./dated-items.ts";
export type { InventoryFinding } from "./finding.ts";
export { Address, LegalEntity } from "./legal-entity.ts";
export { compileOwnership, type Owner, type Ownership } from "./ownership.ts";
export { shareADay } from "./share-a-day.ts";
