import type { CivilDate } from "@tollwright/calendar";
import { compare, exact } from "@tollwright/money";
import { type Problem, problemCatalogue } from "@tollwright/problem";
import type { DeckDescription, RateRow } from "./deck.ts";
import type { DeckColumns } from "./deck-columns.ts";
import { readDeckDate } from "./deck-dates.ts";
import { readPrefix } from "./deck-prefix.ts";

type Cells = readonly string[];
export type DeckReading = {
  readonly deck: DeckDescription;
  readonly columns: DeckColumns;
  readonly file: string;
};

/** A row as a price, or everything that is wrong with it. */
export type RowReading =
  | { readonly ok: true; readonly row: RateRow }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Makes a reader of rows; it remembers the rates that it has judged, for a deck repeats a few of them thousands of times. */
export function rowReader(reading: DeckReading): (cells: Cells, row: number) => RowReading {
  const { deck, columns } = reading;
  const judged = new Map<string, RateJudgement>();
  const judge = (text: string): RateJudgement => {
    const known = judged.get(text);
    if (known !== undefined) return known;
    const judgement = judgeRate(text, deck);
    judged.set(text, judgement);
    return judgement;
  };
  return (cells, row) => {
    const wrong: string[] = [];
    const read = cellReader({ cells, columns, deck, judge, wrong });
    const value: RateRow = {
      prefix: read.prefix(),
      destination: read.destination(),
      blocked: read.blocked,
      ...read.rates(),
      connectFee: read.fee(),
      initialSeconds: read.seconds("initialSeconds"),
      incrementSeconds: read.seconds("incrementSeconds"),
      effectiveFrom: read.date(),
      row,
    };
    if (wrong.length === 0) return { ok: true, row: value };
    return { ok: false, problems: wrong.map((why) => rowProblem(why, row, reading.file)) };
  };
}

type RateName = "ratePerMinute" | "interstate" | "intrastate" | "indeterminate";
type CellContext = {
  readonly cells: Cells;
  readonly columns: DeckColumns;
  readonly deck: DeckDescription;
  readonly judge: (text: string) => RateJudgement;
  /** What was found wrong, in the order of reading. */
  readonly wrong: string[];
};

const BLOCKED = /^(y|yes|true|1|blocked|closed)$/i;

function cellReader({ cells, columns, deck, judge, wrong }: CellContext) {
  const text = (name: keyof DeckColumns) => (columns[name] < 0 ? "" : (cells[columns[name]] ?? "").trim());
  const blocked = BLOCKED.test(text("blocked"));
  const rate = (name: RateName): string | null => {
    const cell = text(name);
    // A closed destination often carries N/A or 999 for a price; none of it is read.
    if (columns[name] < 0 || blocked || (name === "indeterminate" && cell === "")) return null;
    const judgement = judge(cell);
    if (!judgement.ok) wrong.push(`${name} "${cell}" ${judgement.why}`);
    return judgement.ok ? judgement.rate : null;
  };
  return {
    text,
    blocked,
    // A name that a spreadsheet has broken over two lines is one name.
    destination: () => text("destination").replace(/\s+/g, " "),
    prefix(): string {
      const reading = readPrefix(text("prefix"), deck.kind);
      if (!reading.ok) wrong.push(`prefix "${text("prefix")}" ${reading.why}`);
      return reading.ok ? reading.prefix : "";
    },
    rates: () => ({
      ratePerMinute: rate("ratePerMinute"),
      interstate: rate("interstate"),
      intrastate: rate("intrastate"),
      indeterminate: rate("indeterminate"),
    }),
    fee(): string {
      const cell = text("connectFee");
      if (cell === "") return deck.defaults.connectFee;
      const fee = decimalText(cell);
      if (fee === null) wrong.push(`connectFee "${cell}" is not a decimal`);
      return fee ?? "";
    },
    seconds(name: "initialSeconds" | "incrementSeconds"): number {
      const cell = text(name);
      if (cell === "") return deck.defaults[name];
      if (!/^[1-9]\d{0,4}$/.test(cell))
        wrong.push(`${name} "${cell}" is not a whole number of seconds above zero`);
      return Number(cell);
    },
    date(): CivilDate {
      const cell = text("effectiveFrom");
      if (cell === "") return deck.effectiveFrom;
      const day = readDeckDate(cell, deck.dates);
      if (day === null) wrong.push(`effectiveFrom "${cell}" is not a day written ${deck.dates}`);
      return day ?? deck.effectiveFrom;
    },
  };
}

type RateJudgement =
  | { readonly ok: true; readonly rate: string }
  | { readonly ok: false; readonly why: string };

function judgeRate(cell: string, deck: DeckDescription): RateJudgement {
  const rate = decimalText(cell);
  if (rate === null) return { ok: false, why: cell === "" ? "is empty" : whyNoDecimal(cell) };
  if (compare(exact(rate), exact(deck.rateCeilingPerMinute)) > 0)
    return { ok: false, why: `is above the ceiling of ${deck.rateCeilingPerMinute} a minute` };
  if (/^0+(\.0*)?$/.test(rate) && !deck.zeroRateIsFree)
    return { ok: false, why: "is zero; mark the row blocked, or say zeroRateIsFree: true in deck.yaml" };
  return { ok: true, rate };
}

/** `.0125` is how some senders write 0.0125; every other digit stays as delivered. */
function decimalText(cell: string): string | null {
  if (!/^(\d{1,40}(\.\d{1,40})?|\.\d{1,40})$/.test(cell)) return null;
  return cell.startsWith(".") ? `0${cell}` : cell;
}

function whyNoDecimal(cell: string): string {
  if (/E[+-]?\d+$/i.test(cell)) return "was turned into a float by a spreadsheet; format the column as text";
  if (/^\d+,\d+$/.test(cell)) return "has a decimal comma; write a point";
  if (/[$¢€£]/.test(cell)) return "carries a currency sign; write the number alone";
  return "is not a decimal";
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
