import { CivilDate } from "@tollwright/calendar";
import { z } from "zod";
import { dated, Id, Number164 } from "./fields.ts";

/** A number, or a block of `count` numbers in a row from `number` on. */
export const TelephoneNumber = z.strictObject({
  number: Number164,
  count: z.int().min(1).max(10_000).default(1),
  location: Id,
  /** Which recurring product bills it; null for one that is not billed by number. */
  product: Id.nullable(),
  /** A line that Lifeline supports. */
  lifeline: z.boolean().optional(),
  ...dated,
});
export type TelephoneNumber = z.infer<typeof TelephoneNumber>;

export const TollFreeNumber = z.strictObject({
  number: Number164,
  location: Id,
  product: Id.nullable(),
  /** The monthly fee for managing the number as its responsible organisation (RespOrg); null where another one does. */
  respOrgProduct: Id.nullable().default(null),
  ...dated,
});

/** The record that emergency services see. Its product bills it by record, or by location. */
export const E911Record = z.strictObject({ number: Number164, location: Id, product: Id, ...dated });

/** The name that is stored for a number in the calling-name database. */
export const CnamListing = z.strictObject({
  number: Number164,
  /** At most fifteen characters are shown (GR-1188). */
  name: z.string().min(1).max(15),
  location: Id,
  product: Id,
  ...dated,
});

/** An entry in the telephone directory, or its absence where that is paid for. */
export const DirectoryListing = z.strictObject({
  number: Number164,
  listing: z.enum(["main", "additional", "nonListed", "nonPublished"]),
  location: Id,
  product: Id,
  ...dated,
});

/** Numbers that change their rate centre, billed by the number on the day of the move. */
export const RateCentreMove = z.strictObject({
  id: Id,
  product: Id,
  location: Id,
  numbers: z.array(Number164).min(1),
  fromRateCentre: z.string().min(1),
  toRateCentre: z.string().min(1),
  on: CivilDate,
});
