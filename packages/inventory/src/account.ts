import { CivilDate } from "@tollwright/calendar";
import { DecimalText, ShareText } from "@tollwright/money";
import { Place } from "@tollwright/place";
import { z } from "zod";
import { Address } from "./legal-entity.ts";
import { Zone } from "./zone.ts";

const Id = z.string().regex(/^[a-z0-9-]{1,60}$/, "lower-case letters, digits and dashes");
/** E.164 digits without the plus sign: `13125550142`. */
const Number164 = z.string().regex(/^\d{7,15}$/, "E.164 digits without the plus sign");
const Dated = { from: CivilDate, until: CivilDate.nullable().default(null) };

export const ServiceLocation = z.strictObject({
  id: Id,
  name: z.string().min(1),
  address: Address,
  place: Place,
  ...Dated,
});
export type ServiceLocation = z.infer<typeof ServiceLocation>;

/** A number, or a block of `count` numbers in a row from `number` on. */
export const TelephoneNumber = z.strictObject({
  number: Number164,
  count: z.int().min(1).max(10_000).default(1),
  location: Id,
  /** Which recurring product bills it; null for one that is not billed by number. */
  product: Id.nullable(),
  ...Dated,
});

export type TelephoneNumber = z.infer<typeof TelephoneNumber>;

export const TollFreeNumber = z.strictObject({
  number: Number164,
  location: Id,
  product: Id.nullable(),
  ...Dated,
});

/** Channels committed on a trunk group; a change of the count is a second entry with its own dates. */
export const TrunkGroup = z.strictObject({
  id: Id,
  location: Id,
  /** The names that switches write for this group, per source. */
  names: z.array(z.strictObject({ source: Id, name: z.string().min(1) })).min(1),
  product: Id,
  channels: z.array(z.strictObject({ committed: z.int().min(0), ...Dated })).min(1),
  ...Dated,
});
export type TrunkGroup = z.infer<typeof TrunkGroup>;

export const E911Record = z.strictObject({ number: Number164, location: Id, product: Id, ...Dated });
export const PortOrder = z.strictObject({
  id: Id,
  product: Id,
  location: Id,
  numbers: z.array(Number164).min(1),
  /** The day the port was completed: it bills on that day. */
  completedOn: CivilDate,
});
/** A recurring product taken `quantity` times at a location. */
export const Subscription = z.strictObject({
  id: Id,
  product: Id,
  location: Id,
  quantity: z.int().min(1),
  ...Dated,
});
export const OneTimeCharge = z.strictObject({
  id: Id,
  product: Id,
  location: Id,
  quantity: z.int().min(1).default(1),
  on: CivilDate,
  /** Text on the invoice; the product's name where absent. */
  description: z.string().optional(),
  /** Instead of the product's price. */
  amount: DecimalText.optional(),
});

/** At least one selector; all that are given must fit. */
export const ExemptionCertificate = z.strictObject({
  certificate: z.string().min(1),
  kind: z.string().optional(),
  levies: z.array(z.string()).optional(),
  families: z.array(z.string()).optional(),
  kinds: z.array(z.string()).optional(),
  levels: z.array(z.enum(["country", "federal", "state", "county", "city", "district"])).optional(),
  serviceClasses: z.array(z.string()).optional(),
  place: Place.partial().optional(),
  from: CivilDate.optional(),
  until: CivilDate.nullable().optional(),
  share: ShareText.optional(),
});
export type ExemptionCertificate = z.infer<typeof ExemptionCertificate>;

/** Who is billed, with everything they have (books 8: one account with its inventory is one version). */
export const Account = z.strictObject({
  id: Id,
  name: z.string().min(1),
  legalEntity: Id,
  /** A site whose charges are a section of this account's invoice. */
  billTo: Id.nullable().default(null),
  billingAddress: Address,
  customerOrderNumber: z.string().nullable().default(null),
  /** Periods of this account are days in this zone. */
  zone: Zone,
  buyerKind: z.enum(["business", "residential", "government", "reseller"]).default("business"),
  /** Account codes that switches write for this customer, beside the account's own id. */
  accountCodes: z.array(z.string().min(1)).default([]),
  plans: z.array(z.strictObject({ plan: Id, ...Dated })).min(1),
  locations: z.array(ServiceLocation).min(1),
  telephoneNumbers: z.array(TelephoneNumber).default([]),
  tollFreeNumbers: z.array(TollFreeNumber).default([]),
  trunkGroups: z.array(TrunkGroup).default([]),
  e911Records: z.array(E911Record).default([]),
  portOrders: z.array(PortOrder).default([]),
  subscriptions: z.array(Subscription).default([]),
  oneTimeCharges: z.array(OneTimeCharge).default([]),
  exemptions: z.array(ExemptionCertificate).default([]),
  /** Usage whose number or trunk names no location is used here. */
  defaultLocation: Id,
  /** How this customer's telephones dial, where it is not all ten digits. */
  dialling: z
    .strictObject({
      /** Area code put before seven digits, where seven-digit dialling is still allowed. */
      homeNpa: z
        .string()
        .regex(/^[2-9]\d\d$/, "an area code of three digits")
        .optional(),
      /** Digits that the PBX puts before every outside number: `9`. */
      accessDigits: z
        .string()
        .regex(/^\d{1,4}$/, "one to four digits")
        .optional(),
    })
    .optional(),
});
export type Account = z.infer<typeof Account>;
