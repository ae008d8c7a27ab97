import { describe, expect, it } from "vitest";
import { documentsFrom } from "../documents-from.ts";
import { readDeck } from "../read-deck.ts";
import { DECK, exampleFiles, PLAN } from "../testing/example-files.ts";
import { lintSet } from "./lint-set.ts";

const DECK_FILE = "rate-cards/decks/us/deck.yaml";
const PLAN_FILE = "rate-cards/plans/basic.yaml";

function rowsOf(...rows: readonly string[]): readonly string[] {
  const yaml = DECK.replace(
    "intrastate: Intra }",
    "intrastate: Intra, effectiveFrom: From, effectiveUntil: Until }\nexpiryIs: firstDayAfter",
  );
  const read = readDeck({
    description: { path: DECK_FILE, text: yaml },
    beside: [
      { path: "rate-cards/decks/us/us.csv", text: ["NPANXX,Inter,Intra,From,Until", ...rows, ""].join("\n") },
    ],
  });
  return read.ok
    ? read.value.warnings.map(({ code, line, message }) => `${code} ${line} ${message}`)
    : ["refused"];
}

describe("rows of a deck that stand in each other's way", () => {
  it.each([
    ["one day beside the next", ["312,0.1,0.1,2026-01-01,2026-05-01", "312,0.2,0.2,2026-05-01,"], []],
    [
      "a gap",
      ["312,0.1,0.1,2026-01-01,2026-05-01", "312,0.2,0.2,2026-05-10,"],
      [
        "DECK_GAP 2 row 2: prefix 1312 has no price of its own from 2026-05-01 until row 3 begins on 2026-05-10",
      ],
    ],
    [
      "an overlap",
      ["312,0.1,0.1,2026-01-01,2026-05-02", "312,0.2,0.2,2026-05-01,"],
      ["DECK_OVERLAP 2 row 2: prefix 1312 holds until 2026-05-02, but row 3 takes its place from 2026-05-01"],
    ],
    ["an end without another beginning", ["312,0.1,0.1,2026-01-01,2026-05-02"], []],
  ])("%s", (_, rows, told) => {
    expect(rowsOf(...rows)).toEqual(told);
  });

  it("a row that no number reaches; one of the ten ending makes it reachable", () => {
    const ten = Array.from({ length: 10 }, (_, digit) => `312555${digit},0.1,0.1,,`);
    expect(rowsOf("312555,0.1,0.1,,", ...ten)).toEqual([
      "DECK_ROW_HIDDEN 2 no number reaches row 2 (1312555): all ten longer prefixes have their own price",
    ]);
    expect(rowsOf("312555,0.1,0.1,,", ...ten.slice(1))).toEqual([]);
    expect(rowsOf("312555,0.1,0.1,,", "3125550,0.1,0.1,,2026-07-01", ...ten.slice(1))).toEqual([]);
  });
});

describe("a whole set", () => {
  const told = (changes: Readonly<Record<string, string>>): readonly string[] => {
    const { documents, problems } = documentsFrom(exampleFiles(changes));
    expect(problems).toEqual([]);
    return lintSet(documents).map(({ code, file, line, message }) => `${code} ${file}:${line} ${message}`);
  };
  const levy = {
    "rate-cards/taxes/us/il/il-excise.yaml":
      'id: il-excise\nkind: tax\nserviceClasses: [voip]\nform: { percent: "0.07" }\n',
  };

  it("that holds together has nothing to tell", () => {
    expect(told(levy)).toEqual([]);
  });

  it("a class that no levy names, with its line", () => {
    const misspelt = PLAN.replace("serviceClass: voip", "serviceClass: vopi");
    expect(misspelt).not.toBe(PLAN);
    const found = told({ ...levy, [PLAN_FILE]: misspelt });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(
      /^SERVICE_CLASS_UNKNOWN rate-cards\/plans\/basic\.yaml:\d+ product \S+: no levy names class vopi; they name voip$/,
    );
    expect(told({ [PLAN_FILE]: misspelt })).toEqual([]); // the levies reach every class
  });

  it.each([
    ["no table of exchanges", {}, true],
    ["one", { "rate-cards/numbering/exchanges-il.csv": "prefix,lata,ocn\n312555,358,358F\n" }, false],
  ])("a deck by company with %s", (_, more, isTold) => {
    const files = {
      "rate-cards/decks/up/deck.yaml": DECK.replace("id: us", "id: up")
        .replace("kind: npaNxxJurisdictional", "kind: ocn")
        .replace("us.csv", "up.csv"),
      "rate-cards/decks/up/up.csv": "NPANXX,Inter,Intra\n358F,0.01,0.02\n",
      ...more,
    };
    const told = lintSet(documentsFrom(exampleFiles(files)).documents);
    expect(told.map(({ code }) => code).includes("DECK_EXCHANGES_MISSING")).toBe(isTold);
  });

  it("a deck that nothing is priced by", () => {
    const other = {
      "rate-cards/decks/eu/deck.yaml": DECK.replace("id: us", "id: eu"),
      "rate-cards/decks/eu/us.csv": "NPANXX,Inter,Intra\n312,0.1,0.1\n",
    };
    expect(told({ ...levy, ...other })).toEqual([
      "DECK_UNUSED rate-cards/decks/eu/deck.yaml:1 no plan and no vendor names deck eu",
    ]);
  });
});
