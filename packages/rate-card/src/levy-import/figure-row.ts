import { CivilDate } from "@tollwright/calendar";
import type { Jurisdiction } from "@tollwright/tax";
import { z } from "zod";

/** What a percent is taken of, or what a flat amount is charged for. */
const BASES = [
  "percent_intrastate",
  "percent_interstate",
  "percent_interstate_and_intrastate",
  "percent_interstate_and_intrastate_toll",
  "percent_all_charges",
  "percent_of_base_tariff_rate",
  "flat_per_line",
  "flat_per_connection",
  "flat_per_device_or_access_point",
  "flat_per_number",
  "flat_per_simultaneous_outbound_call_path",
  "flat_per_trunk",
  "flat_per_account",
  "flat_per_subscriber_account",
] as const;

const CATEGORIES = [
  "sales",
  "excise",
  "gross_receipts",
  "utility_users",
  "911",
  "988",
  "usf",
  "trs",
  "fee",
] as const;

const Text = z.string().min(1);

/**
 * One row of a file of figures, by its headings. A rate is percent points (7 is 7 %) or dollars; empty: the figure was not
 * found. `effective_to` is the last day. Headings that are not here are left alone.
 */
export const FigureRow = z
  .object({
    state: z.string().regex(/^[A-Z]{2}$/, "a state code of two letters"),
    level: z.enum(["state", "county", "city", "district"]),
    jurisdiction: Text,
    fips_or_geoid: z.string().regex(/^\d+$/, "digits").optional(),
    tax_code: z.string().regex(/^[A-Z]{2}-[A-Z0-9-]+$/, "state, hyphen, capitals and digits: `IL-TET`"),
    tax_name: Text,
    category: z.enum(CATEGORIES),
    basis: z.enum(BASES),
    rate: z
      .string()
      .regex(/^\d*\.?\d+$/, "percent points or dollars, digits and a point only")
      .optional(),
    line_cap: Text.optional(),
    applies_to_voip: z.enum(["yes", "no", "unclear"]).default("unclear"),
    pass_through: z.enum(["required", "allowed", "provider_tax"]).default("required"),
    tax_on_tax_note: Text.optional(),
    effective_from: CivilDate.optional(),
    effective_to: CivilDate.optional(),
    authority: Text.optional(),
    source_title: Text,
    source_url: z.url().optional(),
    confidence: z.enum(["high", "medium", "low"]),
    seen_in_force_on: CivilDate.optional(),
    note: Text.optional(),
  })
  .refine(({ effective_from: from, effective_to: to }) => !from || !to || from <= to, {
    path: ["effective_to"],
    message: "must not be earlier than `effective_from`",
  })
  .refine(({ basis, rate }) => !basis.startsWith("percent") || Number(rate ?? "0") <= 100, {
    path: ["rate"],
    message: "above 100 percent points",
  });
export type FigureRow = z.infer<typeof FigureRow>;

/** A row with its place in the file. */
export type NumberedRow = FigureRow & {
  readonly line: number;
  /** Where a file names places by code. */
  readonly where?: Jurisdiction;
};
