import pg from "pg";

const { builtins } = pg.types;

/** Counts are bigint, amounts and days stay text, instants are epoch milliseconds; the rest is as pg has it. */
const parsers = new Map<number, (text: string) => unknown>([
  [builtins.INT8, BigInt],
  [builtins.NUMERIC, String],
  [builtins.DATE, String],
  [builtins.TIMESTAMPTZ, instantOf],
]);

export const typeParsers: pg.CustomTypesConfig = {
  getTypeParser: (type: number, format?: "text" | "binary") =>
    (format === "binary" ? undefined : parsers.get(type)) ?? pg.types.getTypeParser(type, format ?? "text"),
};

/** Our sessions run in UTC, so the text is `2026-04-07 14:03:10.25+00`. */
function instantOf(text: string): number {
  return Date.parse(text.replace(" ", "T").replace(/\+00$/, "Z"));
}
