export {
  Account,
  AccountHead,
  ExemptionCertificate,
  ServiceLocation,
  Subscription,
  TrunkGroup,
} from "./account.ts";
export { AccountFile, type LocationInFile } from "./account-file.ts";
export { billPeriodOf } from "./bill-period.ts";
export { checkInventory } from "./check-inventory.ts";
export { type Billable, type DatedItem, datedItems } from "./dated-items.ts";
export { type E911Coverage, type E911Fault, e911Coverage } from "./e911-coverage.ts";
export { endAccount } from "./end-account.ts";
export type { InventoryFinding } from "./finding.ts";
export { Address, LegalEntity } from "./legal-entity.ts";
export type {
  Commitment,
  Contract,
  Credit,
  DiscountGrant,
  LateFee,
  Suspension,
} from "./money-terms.ts";
export { OneTimeCharge } from "./money-terms.ts";
export { E911Record, TelephoneNumber, TollFreeNumber } from "./numbers.ts";
export { compileOwnership, type Owner, type Ownership } from "./ownership.ts";
export { type PortEvent, PortOrder } from "./port-order.ts";
export { shareADay } from "./share-a-day.ts";
export { AvalaraChoice, SureTaxChoice, TaxEngineChoice } from "./tax-engine-choice.ts";
export { TrafficFactor } from "./traffic-factor.ts";
export { UsedAt } from "./used-at.ts";
