import { CivilDate } from "@tollwright/calendar";
import { ShareText } from "@tollwright/money";
import { Place, PlaceResolution } from "@tollwright/place";
import { z } from "zod";
import { CertificatePapers } from "./certificate-papers.ts";
import { dated, Id } from "./fields.ts";
import { Address, TaxNumber } from "./legal-entity.ts";
import {
  Commitment,
  Contract,
  Credit,
  DiscountGrant,
  LateFee,
  OneTimeCharge,
  Suspension,
} from "./money-terms.ts";
import {
  CnamListing,
  DirectoryListing,
  E911Record,
  RateCentreMove,
  TelephoneNumber,
  TollFreeNumber,
} from "./numbers.ts";
import { PoolBalance } from "./pool-balance.ts";
import { PortOrder } from "./port-order.ts";
import { TrafficFactor } from "./traffic-factor.ts";
import { UsedAt } from "./used-at.ts";
import { Zone } from "./zone.ts";

/** Countries whose places need their state. */
const BY_STATE = ["US", "CA"];

export const ServiceLocation = z.strictObject({
  id: Id,
  name: z.string().min(1),
  address: Address,
  place: Place.refine(({ country, state }) => state !== "" || !BY_STATE.includes(country), {
    path: ["state"],
    message: "a state code of two letters: levies go by it there",
  }),
  /** How the place was found, where it was resolved from the address; absent where somebody stored it. */
  resolution: PlaceResolution.optional(),
  ...dated,
});
export type ServiceLocation = z.infer<typeof ServiceLocation>;

/** Channels committed on a trunk group; a change of the count is a second entry with its own dates. */
export const TrunkGroup = z.strictObject({
  id: Id,
  location: Id,
  /** The names that switches write for this group, per source. */
  names: z.array(z.strictObject({ source: Id, name: z.string().min(1) })).min(1),
  product: Id,
  channels: z.array(z.strictObject({ committed: z.int().min(0), ...dated })).min(1),
  /** Where its paths are used, if not at `location` alone. */
  usedAt: UsedAt.optional(),
  ...dated,
});
export type TrunkGroup = z.infer<typeof TrunkGroup>;

/** A recurring product taken `quantity` times at a location. */
export const Subscription = z.strictObject({
  id: Id,
  product: Id,
  location: Id,
  quantity: z.int().min(1),
  /** Where it is used, if not at `location` alone: both ends of a circuit. */
  usedAt: UsedAt.optional(),
  /** Lines that Lifeline supports. */
  lifeline: z.boolean().optional(),
  ...dated,
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
  /** What of the papers is here, for `taxes certificates`. */
  papers: CertificatePapers.optional(),
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
  /**
   * The day of the month on which its periods begin; past a month's end, its last day. `anniversary`: the day on which its
   * first plan began.
   */
  billDay: z.union([z.int().min(1).max(31), z.literal("anniversary")]).default(1),
  buyerKind: z.enum(["business", "residential", "government", "reseller"]).default("business"),
  /** For value-added tax; who keeps it here has looked it up. Without one a business is taxed as a consumer. */
  taxNumber: TaxNumber.optional(),
  /** Account codes that switches write for this customer, beside the account's own id. */
  accountCodes: z.array(z.string().min(1)).default([]),
  plans: z.array(z.strictObject({ plan: Id, ...dated })).min(1),
  locations: z.array(ServiceLocation).min(1),
  telephoneNumbers: z.array(TelephoneNumber).default([]),
  tollFreeNumbers: z.array(TollFreeNumber).default([]),
  trunkGroups: z.array(TrunkGroup).default([]),
  e911Records: z.array(E911Record).default([]),
  portOrders: z.array(PortOrder).default([]),
  subscriptions: z.array(Subscription).default([]),
  oneTimeCharges: z.array(OneTimeCharge).default([]),
  cnamListings: z.array(CnamListing).default([]),
  directoryListings: z.array(DirectoryListing).default([]),
  rateCentreMoves: z.array(RateCentreMove).default([]),
  suspensions: z.array(Suspension).default([]),
  discounts: z.array(DiscountGrant).default([]),
  commitments: z.array(Commitment).default([]),
  credits: z.array(Credit).default([]),
  lateFees: z.array(LateFee).default([]),
  contracts: z.array(Contract).default([]),
  exemptions: z.array(ExemptionCertificate).default([]),
  /** Minutes or calls put into a pool by hand, in the period that `from` lies in: an opening balance, or goodwill. */
  poolBalances: z.array(PoolBalance).optional(),
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
  /** What the contract says of calls whose jurisdiction cannot be told. */
  trafficFactors: z.array(TrafficFactor).optional(),
});
export type Account = z.infer<typeof Account>;

/** What says who pays for an account, when, and by which plans: of thousands it is read in a tenth of the time. */
export const AccountHead = Account.pick({
  id: true,
  legalEntity: true,
  billTo: true,
  zone: true,
  billDay: true,
  plans: true,
})
  .extend({ trunkGroups: z.array(TrunkGroup.pick({ product: true, names: true }).strip()).default([]) })
  .strip();
export type AccountHead = z.infer<typeof AccountHead>;
