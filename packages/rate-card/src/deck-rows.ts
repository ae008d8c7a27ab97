import { type Problem, problemCatalogue } from "@tollwright/problem";
import type { RateRow } from "./deck.ts";
import { readCodes } from "./deck-codes.ts";
import { isKeyed } from "./deck-keyed-kind.ts";
import { type DeckReading, type RowContext, rowJudges, textOf } from "./deck-row-context.ts";
import { daysOf, feeOf, freeOf, previousRateOf, ratesOf, secondsOf } from "./deck-row-prices.ts";
import { isBlockedMark, type StatedChange } from "./deck-words.ts";

/** What the sender says beside the price. */
export type StatedPrice = { readonly change: StatedChange | null; readonly previousRate: string | null };

/** A row as prices, one for each code in its cell; or everything that is wrong with it. */
export type RowReading =
  | { readonly ok: true; readonly rows: readonly RateRow[]; readonly stated: StatedPrice | null }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Makes a reader of rows; `row` is the row's number in the file, the first being 1. */
export function rowReader(reading: DeckReading): (cells: readonly string[], row: number) => RowReading {
  const { deck, columns, file } = reading;
  const judges = rowJudges(deck);
  return (cells, row) => readRow({ deck, columns, file, judges, cells, wrong: [] }, row);
}

function readRow(context: RowContext, row: number): RowReading {
  const { file, wrong } = context;
  const { state, change } = statusOf(context);
  const prefixes = prefixesOf(context);
  const { prices, closed } = ratesOf(context, state !== "priced");
  const destination = destinationOf(context);
  const connectFee = feeOf(context);
  const { initialSeconds, incrementSeconds } = secondsOf(context);
  const { graceSeconds, freeSeconds } = freeOf(context);
  const { effectiveFrom, effectiveUntil } = daysOf(context);
  const previousRate = previousRateOf(context);
  if (wrong.length > 0) return { ok: false, problems: wrong.map((why) => rowProblem(why, row, file)) };
  // Field by field: copying objects takes more time than reading the cells.
  const rows = prefixes.map((prefix) => ({
    prefix,
    destination,
    ratePerMinute: prices.ratePerMinute,
    interstate: prices.interstate,
    intrastate: prices.intrastate,
    indeterminate: prices.indeterminate,
    local: prices.local,
    offPeak: prices.offPeak,
    offPeakInterstate: prices.offPeakInterstate,
    offPeakIntrastate: prices.offPeakIntrastate,
    offPeakIndeterminate: prices.offPeakIndeterminate,
    offPeakLocal: prices.offPeakLocal,
    initialRatePerMinute: prices.initialRatePerMinute,
    connectFee,
    initialSeconds,
    incrementSeconds,
    graceSeconds,
    freeSeconds,
    effectiveFrom,
    effectiveUntil,
    blocked: state === "blocked" || closed,
    removed: state === "removed",
    row,
  }));
  return {
    ok: true,
    rows,
    stated: change === null && previousRate === null ? null : { change, previousRate },
  };
}

/** A name that a spreadsheet has broken over two lines is one name. */
function destinationOf(context: RowContext): string {
  const name = textOf(context, "destination");
  return /\s/.test(name) ? name.replace(/\s+/g, " ") : name;
}

/** A mark in the column of closed destinations outweighs whatever the status says. */
function statusOf(context: RowContext) {
  const word = textOf(context, "status");
  const status = context.judges.status(word);
  if (status === null)
    context.wrong.push(`status "${word}" is no word that is known; say what it means in statusWords`);
  const { state, change } = status ?? { state: "priced", change: null };
  return isBlockedMark(textOf(context, "blocked")) ? { state: "blocked", change } : { state, change };
}

function prefixesOf(context: RowContext): readonly string[] {
  const { cells, columns, deck, wrong } = context;
  const places = columns.prefix;
  if (isKeyed(deck.kind)) return companyKeysIn(context);
  const cell = (cells[places.at(-1) ?? -1] ?? "").trim();
  const lead =
    places.length === 1
      ? ""
      : places
          .slice(0, -1)
          .map((place) => (cells[place] ?? "").trim())
          .join("");
  const codes = readCodes(cell, deck, lead);
  if (!codes.ok) wrong.push(`prefix "${lead}${cell}" ${codes.why}`);
  return codes.ok ? codes.prefixes : [];
}

/** OCN and LATA stand in one column, or in two. */
function companyKeysIn({ cells, columns, deck, wrong }: RowContext): readonly string[] {
  const key = columns.prefix.map((place) => (cells[place] ?? "").trim()).join("/");
  const codes = readCodes(key, deck);
  if (!codes.ok) wrong.push(`code "${key}" ${codes.why}`);
  return codes.ok ? codes.prefixes : [];
}

function rowProblem(why: string, row: number, file: string): Problem {
  return {
    code: "DECK_ROW",
    message: `row ${row}: ${why}`,
    file,
    line: row,
    wayOut: problemCatalogue.DECK_ROW.wayOut,
  };
}
