import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { civilDate } from "@tollwright/calendar";
import { readDeliveredFile } from "@tollwright/documents";
import {
  csvText,
  type DeckHints,
  proposeDeck,
  type RateRow,
  readDeck,
  tableOfText,
} from "@tollwright/rate-card";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const folder = join(root, "../shared/fixtures/rate-decks");
const isThere = existsSync(folder);
if (!isThere) console.warn(`CONFORMANCE NOT TRIED: no rate decks of real carriers in ${folder}`);

const areaCodes = new Set(
  [...readFileSync(join(root, "rate-cards/numbering/nanp-npa.csv"), "utf8").matchAll(/^(\d{3}),/gm)].map(
    ([, npa]) => npa ?? "",
  ),
);

const UNSAID: Omit<DeckHints, "id" | "from" | "rowsName" | "delimiter"> = {
  effectiveFrom: null,
  delivery: null,
  currency: null,
  kind: null,
  lookupBy: "dialed",
  increments: null,
  rateCeilingPerMinute: null,
  today: civilDate("2026-04-20"),
  isAreaCode: (npa) => areaCodes.has(npa),
  confirmed: true,
  doubts: [],
};

/** A file as the command reads it: by a deck.yaml of ours where there is one, else by the one that is proposed. */
function imported(file: string) {
  const delivered = readDeliveredFileNow(join(folder, file));
  const own = join(import.meta.dirname, "rate-decks", `${basename(file, ".csv")}.yaml`);
  return delivered.then(({ csv, delimiter, rows }) => {
    const rowsName = basename(file);
    const proposal = existsSync(own)
      ? { ok: true as const, value: { yaml: readFileSync(own, "utf8") } }
      : proposeDeck(rows, { ...UNSAID, id: "deck", from: rowsName, rowsName, delimiter });
    if (!proposal.ok) return proposal;
    return readDeck({
      description: { path: "deck.yaml", text: proposal.value.yaml },
      beside: [{ path: rowsName, text: csv }],
    });
  });
}

async function readDeliveredFileNow(path: string) {
  const delivered = await readDeliveredFile(readFileSync(path), path);
  if (!delivered.ok) throw new Error(delivered.problems.map(({ message }) => message).join());
  if (delivered.value.kind === "workbook") {
    const rows = delivered.value.tables[0]?.rows ?? [];
    return { csv: csvText(rows), delimiter: "," as const, rows };
  }
  const csv = delivered.value.text;
  const table = tableOfText({ path, text: csv });
  if (!table.ok) throw new Error("no table");
  return { csv, ...table.value };
}

/** `prefix price first/next from` */
function told(row: RateRow): string {
  const price = row.blocked
    ? "blocked"
    : (row.ratePerMinute ?? [row.interstate, row.intrastate, row.indeterminate].join("|"));
  return `${row.prefix} ${price} ${row.initialSeconds}/${row.incrementSeconds} ${row.effectiveFrom}`;
}

type Goes = {
  readonly file: string;
  readonly kind: string;
  readonly rows: number;
  /** Read in the file by hand. */
  readonly some: readonly string[];
};

// Counts by `wc -l` less the headings; rows picked from the beginning, the middle and the end of each file.
const GOES_IN: readonly Goes[] = [
  {
    file: "npanxx-jurisdictional/UStest1.csv",
    kind: "npaNxxJurisdictional",
    rows: 198,
    some: [
      "1201200 0.008|0.008|0.028 6/6 2025-03-31",
      "1201297 0.003288|0.041879|0.061879 6/6 2025-03-31", // far above the interstate price
      "1201331 0.023162|0.002991|0.022991 6/6 2025-03-31", // far below it
    ],
  },
  {
    file: "npanxx-jurisdictional/npa_nxx.csv",
    kind: "npaNxxJurisdictional",
    rows: 10,
    some: [
      "1907200 0.0096561|0.0096561|0.0096561 6/6 2026-04-20",
      "1907209 0.0107811|0.0107811|0.0107811 6/6 2026-04-20", // seven decimals survive
    ],
  },
  {
    file: "npanxx-flat/RatedeckScrubbingfile.zip",
    kind: "npaNxxFlat",
    rows: 184_215,
    some: [
      "1201200 0.004356 6/6 2026-04-20",
      "1910432 0.00197 6/6 2026-04-20",
      "1989999 0.003987 6/6 2026-04-20",
    ],
  },
  {
    file: "az/impact.csv",
    kind: "azInternational",
    rows: 358,
    some: [
      "35586260 0.1275 1/1 2024-03-05",
      "93 0.18 1/1 2024-03-05",
      "9370 0.1255 1/1 2024-06-24", // the new price, not the old one of 0.127
      "9376 0.125 1/1 2024-03-25",
    ],
  },
  { file: "az/file2.csv", kind: "azInternational", rows: 51, some: ["9376 0.132 1/1 2026-04-20"] },
  {
    file: "billing-platform-imports/astpp-originationrates_sample.csv",
    kind: "azInternational",
    rows: 2,
    some: ["1 0.01 30/60 2026-04-20", "44 0.05 30/30 2026-04-20"],
  },
  {
    file: "billing-platform-imports/jbilling-example_rate_card.csv",
    kind: "npaNxxFlat",
    rows: 5,
    some: ["1201200 0.10 6/6 2026-04-20", "1201205 0.10 6/6 2026-04-20"],
  },
  {
    // By a deck.yaml of ours: prices are ten-thousandths, and the last row is the price of a text message.
    file: "billing-platform-imports/cdrtool-rates.csv",
    kind: "azInternational",
    rows: 13_126,
    some: [
      "1 0.028 6/6 2026-04-01",
      "1800 0 6/6 2026-04-01", // free, as the deck says
      "44 0.0254 6/6 2026-04-01",
      "690 0.9975 6/6 2026-04-01",
    ],
  },
];

type Refused = { readonly file: string; readonly problems: number; readonly why: readonly string[] };

const REFUSED: readonly Refused[] = [
  {
    // 19 rows whose names hold commas without quotes, 19 rates that are prefixes with a mark-up, one rate of zero.
    file: "az/AZtest1.csv",
    problems: 39,
    why: [
      'row 3887: ratePerMinute "1409.9" is above the ceiling of 20 a minute',
      'row 3888: prefix "Ontario" is not digits only',
    ],
  },
  {
    // 24 of the 26 prefixes that stand twice are alike; these two differ in whether seconds are billed.
    file: "az/ARIA.csv",
    problems: 2,
    why: [
      "row 14512: prefix 9596 from 2022-02-15 stands in row 14510 as well, with other increments, 1/1 and 60/60",
      "row 14514: prefix 95968 from 2022-02-15 stands in row 14511 as well, with other increments, 1/1 and 60/60",
    ],
  },
  {
    file: "excel/jbilling-RateCard.xls",
    problems: 3,
    why: ["row 1512: prefix 1473 from 2026-04-20 stands in row 1511 as well, at another price"],
  },
  {
    file: "billing-platform-imports/cdrtool-destinations.csv",
    problems: 1,
    why: ["no column can be told to be the prices"],
  },
  {
    file: "billing-platform-imports/astpp-did_sample.csv",
    problems: 1,
    why: [
      '"DID" is a column of telephone numbers: a list of numbers with their prices is inventory and a plan, no deck',
    ],
  },
  {
    file: "billing-platform-imports/jbilling-example_route_rate_card.csv",
    problems: 1,
    why: ['row 2: effectiveFrom "2011/01/01-2012/01/01" is not a day written YYYY/MM/DD'],
  },
];

describe.runIf(isThere)("rate decks of real carriers and platforms", () => {
  it("each goes in or is refused by a line here", () => {
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
      /\.(csv|zip|xls)$/.test(file),
    );
    expect([...GOES_IN, ...REFUSED].map(({ file }) => file).toSorted()).toEqual(files.toSorted());
  });

  it.each(GOES_IN)(
    "$file goes in: $rows prices, $kind",
    { timeout: 60_000 },
    async ({ file, kind, rows, some }) => {
      const read = await imported(file);
      expect(read.ok ? [] : read.problems).toEqual([]);
      if (!read.ok) return;
      expect([read.value.deck.kind, read.value.deck.rows.length]).toEqual([kind, rows]);
      const prefixes = new Set(some.map((each) => each.split(" ")[0]));
      expect(read.value.deck.rows.filter(({ prefix }) => prefixes.has(prefix)).map(told)).toEqual(some);
    },
  );

  it.each(REFUSED)(
    "$file is refused: $problems problems",
    { timeout: 60_000 },
    async ({ file, problems, why }) => {
      const read = await imported(file);
      const messages = read.ok ? [] : read.problems.map(({ message }) => message);
      expect(messages).toHaveLength(problems);
      expect(messages).toEqual(expect.arrayContaining([...why]));
    },
  );
});
