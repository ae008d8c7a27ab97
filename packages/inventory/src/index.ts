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
export { Address, LegalEntity } from "./legal-entity.ts";
