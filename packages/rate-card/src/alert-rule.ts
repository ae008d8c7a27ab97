import { Currency, PositiveDecimalText } from "@tollwright/money";
import { z } from "zod";
import { CallClass } from "./plan/call-class.ts";

/**
 * A threshold by account and hour: reached, it raises an alert while calls come in. Toll fraud is found in the hour, not on
 * the invoice.
 */
export const AlertRule = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9-]{1,60}$/, "lower-case letters, digits and dashes"),
    description: z.string().min(1),
    /** Every account, or those named. */
    accounts: z.union([z.literal("all"), z.array(z.string()).min(1)]),
    /**
     * `minutes`: of conversation, as the switch wrote them · `charge`: at list price, in `currency` · `calls`: their number ·
     * `concurrentCalls`: the most at one moment of the hour, from seizure to release.
     */
    measure: z.enum(["minutes", "charge", "calls", "concurrentCalls"]),
    /** Reached is raised: `threshold` itself, and again at twice, four times … as much. */
    threshold: PositiveDecimalText,
    /** For `charge` alone: accounts that are billed in another currency are left out. */
    currency: Currency.optional(),
    /** Only calls to these count; absent: to anywhere. Any of the two makes a call count. */
    destinations: z
      .strictObject({
        classes: z.array(CallClass).min(1).optional(),
        /** Digits of E.164, as `1876` or `252`. */
        prefixes: z
          .array(z.string().regex(/^\d{1,15}$/, "digits of E.164, without +"))
          .min(1)
          .optional(),
      })
      .refine(
        ({ classes, prefixes }) => classes !== undefined || prefixes !== undefined,
        "classes, prefixes, or both",
      )
      .optional(),
    /** `answered`: calls that were; `all`: attempts too. */
    count: z.enum(["answered", "all"]).default("answered"),
  })
  .refine(({ measure, currency }) => (measure === "charge") === (currency !== undefined), {
    path: ["currency"],
    message: "a charge has a currency, and nothing else has",
  })
  .refine(({ threshold }) => !/^0+(\.0+)?$/.test(threshold), {
    path: ["threshold"],
    message: "more than zero",
  });
export type AlertRule = z.infer<typeof AlertRule>;
