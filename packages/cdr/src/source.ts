import { isZone } from "@tollwright/calendar";
import { z } from "zod";

/**
 * A switch or carrier that writes call records, and how to read them. Zone, unit and key are properties of the source,
 * never of the machine that reads (reference: cdr and rate decks, section 1).
 */
export const Source = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/, "lower-case letters, digits and dashes"),
  description: z.string().min(1),
  format: z.enum(["asterisk-csv", "freeswitch-json"]),
  /** Zone of the local times that the switch writes. */
  zone: z.string().refine(isZone, "a name of the time zone database, such as America/Chicago"),
  /** Asterisk with 17 columns: which one the 17th is. Refused where it is needed and not stated. */
  seventeenthColumn: z.enum(["uniqueid", "userfield"]).optional(),
  /** FreeSWITCH: which leg of a call is billed; the other is ignored. `b` only where a switch writes no A legs. */
  billedLeg: z.enum(["a", "b"]).optional(),
  /** FreeSWITCH: `seconds` bills billsec, `milliseconds` bills billmsec. */
  billingBase: z.enum(["seconds", "milliseconds"]).default("seconds"),
  /** How the owner of a call is found; the first that fits counts (books 6). */
  attribution: z
    .array(z.enum(["accountCode", "trunk", "number"]))
    .min(1)
    .default(["trunk", "accountCode", "number"]),
  /** Records outside this window around the day of reading are suspended (books 2). */
  window: z
    .strictObject({ daysBack: z.int().min(1), daysAhead: z.int().min(0) })
    .default({ daysBack: 400, daysAhead: 2 }),
  /** Trunks of ours that lead to the public network; a call between two others is on-net. */
  carrierTrunks: z.array(z.string()).default([]),
});
export type Source = z.infer<typeof Source>;
