import { Currency } from "@tollwright/money";
import { MINUTE_PRICES } from "../deck.ts";
import type { DeckDescription } from "../deck-description.ts";
import type { GuessedColumns } from "./guess-columns.ts";

type Rows = readonly (readonly string[])[];

/** What the amounts of a file are counted in, or why a deck cannot say it. */
export type GuessedUnit =
  | {
      readonly currency: Currency;
      readonly terms: Partial<Pick<DeckDescription, "amountsDividedBy">>;
      readonly doubts: readonly string[];
    }
  | { readonly refused: string };

const CODE = new RegExp(`\\b(${Currency.options.join("|")})\\b`, "i");
/** A dollar's sign is that of many currencies. */
const SIGNS: readonly (readonly [sign: string, currency: Currency])[] = [
  ["€", "EUR"],
  ["£", "GBP"],
];

/**
 * Currency and unit of the amounts: as a column, a heading, the text above or a sign names them.
 *
 * @param said The currency that a person said.
 * @example a heading `Rate (EUR)`: EUR; `Currency:,USD per minute` above the headings: USD; prices `£0.012`: GBP; a heading
 *   `US cents/min`: divided by 100.
 */
export function guessUnit(file: {
  readonly headings: readonly string[];
  readonly above: Rows;
  readonly rows: Rows;
  readonly places: GuessedColumns["places"];
  readonly said: Currency | null;
}): GuessedUnit {
  const { headings, places, said } = file;
  const amounts = [...MINUTE_PRICES, "connectFee" as const].flatMap((name) => places[name] ?? []);
  const cents = amounts.filter((column) => /¢|\b(cents?|pence)\b/i.test(headings[column] ?? ""));
  if (cents.length > 0 && cents.length < amounts.length)
    return { refused: "some prices are headed as cents and some are not: a deck has one unit for all" };
  const [second] = amounts.filter((column) =>
    /\bper sec(ond)?\b|\/ ?s(ec(ond)?)?\b/i.test(headings[column] ?? ""),
  );
  if (second !== undefined)
    return {
      refused: `"${headings[second] ?? ""}" is headed as the price of a second: a deck has that of a minute`,
    };
  const named = said === null ? namedCurrency(file, amounts) : { currency: said, doubt: null };
  if ("refused" in named) return named;
  return {
    currency: named.currency,
    terms: cents.length === 0 ? {} : { amountsDividedBy: "100" },
    doubts: [
      ...(cents.length === 0 ? [] : ["the prices are headed as cents: each is divided by 100"]),
      ...(named.doubt === null ? [] : [named.doubt]),
    ],
  };
}

type Named = { readonly currency: Currency; readonly doubt: string | null } | { readonly refused: string };

function namedCurrency(
  { headings, above, rows }: Parameters<typeof guessUnit>[0],
  amounts: readonly number[],
): Named {
  const own = headings.findIndex((heading) => /^(currency|curr|ccy|cur)( code)?$/i.test(heading.trim()));
  const stated = new Set(
    rows.map((row) => (row[own] ?? "").trim().toUpperCase()).filter((cell) => cell !== ""),
  );
  if (stated.size > 1)
    return { refused: `the rows are in ${[...stated].toSorted().join(", ")}: a deck has one currency` };
  const [headed] = [...stated, ...headings].flatMap(currencyIn);
  if (headed !== undefined) return { currency: headed, doubt: null };
  const [titled] = above.flat().flatMap(currencyIn);
  if (titled !== undefined)
    return { currency: titled, doubt: told(titled, "what stands above the headings") };
  const cells = [...headings, ...rows.flatMap((row) => amounts.map((column) => row[column] ?? ""))];
  const [coded] = currencyIn(cells.find((cell) => CODE.test(cell)) ?? "");
  const signed = coded ?? SIGNS.find(([sign]) => cells.some((cell) => cell.includes(sign)))?.[1];
  if (signed !== undefined) return { currency: signed, doubt: told(signed, "their sign") };
  return { currency: "USD", doubt: "the file names no currency: USD is taken (--currency)" };
}

function told(currency: Currency, by: string): string {
  return `the prices are taken to be in ${currency}, by ${by} (--currency)`;
}

function currencyIn(text: string): readonly Currency[] {
  const found = Currency.safeParse(CODE.exec(text)?.[1]?.toUpperCase());
  return found.success ? [found.data] : [];
}
