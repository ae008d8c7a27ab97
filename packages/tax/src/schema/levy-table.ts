import { CivilDate } from "@tollwright/calendar";
import { DecimalText } from "@tollwright/money";
import { z } from "zod";
import { PerUnitForm } from "./form.ts";
import { LevySchema, PlacePattern, Source } from "./levy.ts";
import { optional } from "./optional.ts";

const Text = z.string().min(1);

/** One figure of one place: a row of the CSV. Rows of one `id` are its history. */
export const LevyTableRow = z
  .strictObject({
    /** The levy's own id. */
    id: z.string().regex(/^[a-z0-9.-]+$/, "lower-case letters, digits, dots and hyphens"),
    /** As printed in place of `{place}`; the narrowest name of the jurisdiction where left out. */
    place: optional(Text),
    county: optional(Text),
    city: optional(Text),
    /** Census codes of the two, beside the names or in their place. */
    countyFips: optional(z.string().regex(/^\d{5}$/, "five digits")),
    cityFips: optional(z.string().regex(/^\d{7}$/, "seven digits")),
    district: optional(Text),
    /** `yes`: only what lies outside the county's cities. */
    unincorporated: optional(z.literal("yes")),
    /** Cities inside the jurisdiction that the levy leaves out, with `|` between them; each may carry its Census code: `Elm 9900100`. */
    exceptCities: optional(Text),
    codes: optional(Text),
    /** The share, or the amount per unit; empty: the figure of these days is not known. */
    figure: optional(DecimalText),
    from: optional(CivilDate),
    until: optional(CivilDate),
    seenInForceOn: optional(CivilDate),
    confidence: z.enum(["high", "medium", "low"]),
    /** A key of `sources`. */
    source: Text,
    note: optional(Text),
  })
  .refine((row) => row.county || row.city || row.countyFips || row.cityFips || row.district, {
    message: "a row names a county, a city or a district",
  })
  .refine(({ from, until }) => !from || !until || from < until, {
    path: ["until"],
    message: "must be later than `from`",
  });
export type LevyTableRow = z.infer<typeof LevyTableRow>;

/** `percent`, or a form per unit without its amount: the row's figure is put in. */
const TableForm = z.union([
  z.literal("percent"),
  z.strictObject({ perUnit: z.looseObject({}).refine(fitsWithAmount, "a form per unit, without `amount`") }),
]);

const { jurisdiction, values, form, ...shared } = LevySchema.shape;

/**
 * Levies of many places that differ in nothing but place and figure: one YAML for what they share, one CSV beside it.
 *
 * @example `us/tx/local-sales.table.yaml` and the `local-sales.csv` that it names
 */
export const LevyTableDescription = z.strictObject({
  id: Text,
  description: Text,
  /** The file beside this one. */
  figures: Text,
  /** Of every row. */
  state: z.string().regex(/^[A-Z]{2}$/),
  form: TableForm,
  /** The id of a table whose place this one takes: an operator's own over a shipped one. */
  replaces: optional(Text),
  /** Other places of the state may levy it too, and nobody looked: a gap there, at this level. */
  elsewhere: optional(
    z.strictObject({
      level: z.enum(["county", "city"]),
      /** Places that have a levy of their own file. */
      exceptPlaces: optional(z.array(PlacePattern).min(1)),
      source: z.union([Source, Text]),
      note: optional(Text),
    }),
  ),
  levy: z.strictObject(shared).omit({ id: true }),
  sources: z.record(Text, Source),
  /** The last day a person compared the rows with their sources. */
  verifiedOn: CivilDate,
});
export type LevyTableDescription = z.infer<typeof LevyTableDescription>;

/** The two files as one version. */
export const LevyTable = LevyTableDescription.omit({ figures: true }).extend({
  rows: z.array(LevyTableRow).min(1),
});
export type LevyTable = z.infer<typeof LevyTable>;

function fitsWithAmount(perUnit: object): boolean {
  return PerUnitForm.safeParse({ ...perUnit, amount: "0" }).success;
}
