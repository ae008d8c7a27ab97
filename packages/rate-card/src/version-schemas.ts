import { Source } from "@tollwright/cdr";
import { Account, LegalEntity } from "@tollwright/inventory";
import { CoverageSchema, LevyOverlay, LevySchema, LevyTable } from "@tollwright/tax";
import { z } from "zod";
import { AlertRule } from "./alert-rule.ts";
import { PricePlan } from "./plan/price-plan.ts";
import { StoredDeck } from "./stored-deck.ts";
import { Vendor } from "./vendor/vendor.ts";
import type { VersionKind } from "./version.ts";

/** One table of the numbering data; `@tollwright/numbering` reads its rows. */
const NumberingFile = z.strictObject({ file: z.string().min(1), text: z.string() });

/** The shape of each kind of version, in its canonical JSON. */
export const versionSchemas = {
  legalEntity: LegalEntity,
  account: Account,
  plan: PricePlan,
  deck: StoredDeck,
  levy: LevySchema,
  levyTable: LevyTable,
  levyOverlay: LevyOverlay,
  source: Source,
  coverage: CoverageSchema,
  numbering: NumberingFile,
  alertRule: AlertRule,
  vendor: Vendor,
} as const satisfies Record<VersionKind, z.ZodType>;

export type VersionValue<K extends VersionKind> = z.output<(typeof versionSchemas)[K]>;
