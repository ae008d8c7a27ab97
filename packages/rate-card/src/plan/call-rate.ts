import { PositiveDecimalText, RoundingSchema, ShareText } from "@tollwright/money";
import { z } from "zod";

const SECONDS = 'seconds, zero or more: a whole number or decimal text, such as 72 or "61.25"';

/** Seconds: text (`"72"`, `"61.25"`) or a whole number; zero or more, at most fifteen digits before the point. */
export const Seconds = z
  .union(
    [
      z.string().regex(/^\d{1,15}(\.\d{1,9})?$/, { error: SECONDS }),
      z.int({ error: SECONDS }).min(0, { error: SECONDS }).max(999_999_999_999_999, { error: SECONDS }),
    ],
    { error: SECONDS },
  )
  .meta({ id: "Seconds", description: "Seconds, zero or more: decimal text or a whole number." });
export type Seconds = z.infer<typeof Seconds>;

/** More than zero: an increment, a unit of time. */
export const PositiveSeconds = Seconds.refine((seconds) => !/^[0.]+$/.test(String(seconds)), {
  error: "seconds, more than zero",
});

/** A share: `"0.07"` is 7 % on top; it may be a fraction. */
export const Surcharge = ShareText.refine((share) => !share.startsWith("-"), {
  error: "a share, zero or more",
});

/**
 * What one call costs: the short form of a tariff. Everything but the price of a minute may be left out (or `null`).
 * Money is decimal text in `currency`; nothing here depends on other calls.
 */
export const rateFields = {
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'a currency code, such as "USD"')
    .nullish(),
  /** Due once for every call that is not free. */
  connectFee: PositiveDecimalText.nullish(),
  ratePerMinute: PositiveDecimalText,
  /** The price of a minute within the first increment; `ratePerMinute` where left out. */
  initialRatePerMinute: PositiveDecimalText.nullish(),
  /** The first increment; `incrementSeconds` where left out. */
  initialSeconds: PositiveSeconds.nullish(),
  /** Every further increment; 1 where left out. */
  incrementSeconds: PositiveSeconds.nullish(),
  /** A call of at most this length costs nothing at all: no connect fee, no minimum. It goes before everything else. */
  graceSeconds: Seconds.nullish(),
  /** A shorter call is priced as one of this length. */
  minimumSeconds: Seconds.nullish(),
  /** Come off the length after `minimumSeconds`; the rest is priced as a call of that length. */
  freeSeconds: Seconds.nullish(),
  /** A share: `"0.07"` is 7 % on the slots and the connect fee. */
  surchargePercent: Surcharge.nullish(),
  minimumCharge: PositiveDecimalText.nullish(),
  /** Wins over `minimumCharge`. */
  maximumCharge: PositiveDecimalText.nullish(),
  /** What an answered call of zero seconds is: free (where left out), or one increment, whatever `freeSeconds`. */
  zeroSeconds: z.enum(["free", "increment"]).nullish(),
  /** The one rounding of the charge; half-up to 6 places where left out. */
  rounding: RoundingSchema.nullish(),
} as const;

export const CallRate = z.strictObject(rateFields);
export type CallRate = z.infer<typeof CallRate>;
