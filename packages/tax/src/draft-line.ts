import type { CivilDate } from "@tollwright/calendar";
import type { Exact } from "@tollwright/money";
import type { ChargeDates } from "./dated-value.ts";
import type { Figure } from "./decision.ts";
import type { Exemption } from "./exemption.ts";
import type { Count } from "./forms/count.ts";
import type { Adjustment } from "./limits.ts";
import type { Passing } from "./pass-through.ts";
import type { Split } from "./portion.ts";
import type { Exception } from "./reach.ts";
import type { Allocation, TaxRounding } from "./rounding.ts";
import type { Levy } from "./schema/levy.ts";
import type { TaxCharge } from "./schema/request.ts";
import type { ChargeSitus } from "./situs.ts";
import type { ThresholdStep } from "./thresholds.ts";
import type { LevyYear, YearBefore } from "./year.ts";

/** A charge with what does not depend on a levy. `amount` is the net where the price had taxes in it. */
export type ChargeFacts = {
  readonly charge: TaxCharge;
  readonly index: number;
  readonly amount: Exact;
  readonly situs: ChargeSitus;
  readonly dates: ChargeDates;
};

/** An amount of another levy inside a base. */
export type Included = { readonly levy: string; readonly amount: Exact };

/** What a levy is taken of, on one charge. */
export type Measured = {
  readonly levy: Levy;
  readonly facts: ChargeFacts;
  readonly passing: Passing;
  readonly day: CivilDate | null;
  readonly figure: Figure | null;
  readonly placeShare: Exact;
  readonly split: Split | null;
  readonly share: Exact;
  readonly included: readonly Included[];
  readonly exemption: Exemption;
  /** What leaves the charge out; null where it is in. */
  readonly exception: Exception | null;
  readonly thresholds: readonly ThresholdStep[];
  /** Of a levy that counts by the year: which, what came to its rule (null: it looks at the tax, or its tiers at the base). */
  readonly year: (LevyYear & { readonly measure: Exact | null; readonly before: YearBefore }) | null;
  readonly exempt: Exact;
  /** The rates that the gross-up divides by one minus. */
  readonly grossUpRates: Exact | null;
  readonly base: Exact;
};

/** The tax of one levy on one charge before limits and rounding. */
export type Taxed = {
  readonly measured: Measured;
  readonly count: Count | null;
  readonly units: Exact | null;
  /** The total of the form's window before this line. */
  readonly before: Exact;
  readonly tax: Exact;
};

export type Limited = Taxed & { readonly adjustment: Adjustment | null; readonly exact: Exact };

export type Rounded = Limited & {
  readonly rounding: TaxRounding;
  readonly allocation: Allocation | null;
  readonly amount: Exact;
};
