import { PositiveDecimalText } from "@tollwright/money";
import { z } from "zod";
import { productFields } from "./product-fields.ts";

/**
 * Something that happens with a call and has a price of its own, counted from the calls at closing (reference: cdr and rate decks,
 * section 6.5):
 *
 * - `payphoneCall`: an answered call received on a toll-free number from a line with one of `lineInformation`;
 * - `cnamDip`: a call received from the public network, answered or not, whose calling number was presented;
 * - `tollFreeDip`: an answered call placed to a toll-free number, one look-up each;
 * - `unprovisionedEmergencyCall`: a call to 911 from a number without an E911 record on that day.
 */
export const EventProduct = z
  .strictObject({
    kind: z.literal("event"),
    ...productFields,
    event: z.enum(["payphoneCall", "cnamDip", "tollFreeDip", "unprovisionedEmergencyCall"]),
    pricePerEvent: PositiveDecimalText,
    /** Payphones by originating line information: 27 coin line, 29 inmate, 70 private; some networks add 07 and 25. */
    lineInformation: z
      .array(z.string().regex(/^\d\d$/, "two digits"))
      .min(1)
      .optional(),
  })
  .refine(({ event, lineInformation }) => event === "payphoneCall" || lineInformation === undefined, {
    path: ["lineInformation"],
    error: "only payphone calls are told by it",
  });
export type EventProduct = z.infer<typeof EventProduct>;

/** Network-controlled coin lines, inmates' and private pay stations. */
export const PAYPHONE_LINES: readonly string[] = ["27", "29", "70"];
