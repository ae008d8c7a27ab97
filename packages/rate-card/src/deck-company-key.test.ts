import type { CivilDate } from "@tollwright/calendar";
import { compileExchangeTable } from "@tollwright/numbering";
import { expect, it } from "vitest";
import { compileDecks } from "./compiled-deck.ts";
import { companyKeys, companyKeyText, readCompanyKey } from "./deck-company-key.ts";
import type { KeyedKind } from "./deck-keyed-kind.ts";
import { readDeck } from "./read-deck.ts";

it.each<[cell: string, kind: KeyedKind, prefix: string, why?: string]>([
  ["358F", "ocn", "358F/"],
  ["358f", "ocn", "358F/"],
  ["0012", "ocn", "0012/"],
  ["12", "ocn", "0012/", "a spreadsheet dropped its zeros"],
  ["1234", "ocn", "1234/"],
  ["358", "lata", "/358"],
  ["35801", "lata", "/35801"],
  ["358F/358", "ocnLata", "358F/358"],
  ["358F-358", "ocnLata", "358F/358"],
  ["358F358", "ocnLata", "358F/358"],
  ["358F35801", "ocnLata", "358F/35801"],
  ["12/358", "ocnLata", "0012/358"],
  ["358F", "ocnLata", "358F/", "the company everywhere"],
  ["358F/", "ocnLata", "358F/"],
  ["/358", "ocnLata", "/358", "every company there"],
])("reads %s in a deck of kind %s as %s", (cell, kind, prefix) => {
  expect(readCompanyKey(cell, kind)).toEqual({ ok: true, prefix });
});

it.each<[cell: string, kind: KeyedKind, why: string]>([
  ["", "ocn", "is empty"],
  ["/", "ocnLata", "is empty"],
  ["5.00E+12", "ocn", "float by a spreadsheet"], // OCN 5E12
  ["358FX", "ocn", "four letters or digits"],
  ["3.5F", "ocn", "four letters or digits"],
  ["35", "lata", "three or five digits"],
  ["3580", "lata", "three or five digits"],
  ["358F", "lata", "three or five digits"],
  ["358", "ocnLata", "four letters or digits"], // an OCN without its zero, or a LATA: nobody can tell
  ["358F/35", "ocnLata", "three or five digits"],
])("%s in a deck of kind %s: %s", (cell, kind, why) => {
  expect(readCompanyKey(cell, kind)).toEqual({ ok: false, why: expect.stringContaining(why) });
});

it("asks the narrowest key first, and the words say what a key means", () => {
  expect(companyKeys({ ocn: "358F", lata: "35801" })).toEqual([
    "358F/35801",
    "358F/358",
    "358F/",
    "/35801",
    "/358",
  ]);
  expect(companyKeys({ ocn: null, lata: "358" })).toEqual(["/358"]);
  expect(companyKeys({ ocn: "358F", lata: null })).toEqual(["358F/"]);
  expect(companyKeys({ ocn: null, lata: null })).toEqual([]);
  expect(["358F/358", "358F/", "/358", "1312"].map(companyKeyText)).toEqual([
    "OCN 358F, LATA 358",
    "OCN 358F",
    "LATA 358",
    null,
  ]);
});

const deckYaml = (columns: string) => `id: up
description: By company and LATA.
kind: ocnLata
currency: USD
effectiveFrom: 2026-01-01
zone: UTC
rows: up.csv
columns: ${columns}
defaults: { initialSeconds: 6, incrementSeconds: 6 }
rateCeilingPerMinute: "1"
rounding: { mode: halfUp, places: 6 }
`;
const read = (columns: string, text: string) =>
  readDeck({
    description: { path: "up/deck.yaml", text: deckYaml(columns) },
    beside: [{ path: "up/up.csv", text }],
  });
const TWO = "{ prefix: [OCN, LATA], ratePerMinute: Rate }";

it.each<[number: string, day: string, row: number | null, why: string]>([
  ["13125550142", "2026-04-01", 2, "OCN 358F in LATA 358"],
  ["13125561000", "2026-04-01", 3, "OCN 358F in LATA 360: the company's own price"],
  ["13125563000", "2026-04-01", 4, "another company: that of LATA 358"],
  ["13125550142", "2025-12-31", null, "before the deck begins"],
  ["13125570100", "2026-04-01", null, "no row for company or LATA"],
  ["13125580100", "2026-04-01", null, "no table knows the exchange"],
  ["13125559100", "2026-04-01", 4, "a block of another company"],
  ["13125550142", "2026-05-01", 5, "from May on another company holds it"],
])("%s on %s is priced by row %s: %s", (number, day, row) => {
  const deck = read(TWO, "OCN,LATA,Rate\n358F,358,0.010\n358F,,0.020\n,358,0.030\n12,358,0.040\n");
  const table = `prefix,lata,ocn,from
312555,358,358F,
312555,358,12,2026-05-01
3125559,358,9999,
312556,360,358F,
3125563,358,9999,
312557,999,9999,
`;
  const { exchanges, problems } = compileExchangeTable([{ file: "exchanges.csv", text: table }]);
  expect(problems).toEqual([]);
  if (!deck.ok) throw new Error(JSON.stringify(deck.problems));
  const compiled = compileDecks([{ hash: "h", deck: deck.value.deck }], exchanges);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  expect(compiled.value.find(number, day as CivilDate)?.row.row ?? null).toBe(row);
});

it.each<[why: string, columns: string, text: string, code: string | null]>([
  ["one price", TWO, "OCN,LATA,Rate\n358F,358,0.01\n", null],
  [
    "a price for each jurisdiction",
    "{ prefix: Key, interstate: Inter, intrastate: Intra }",
    "Key,Inter,Intra\n358F358,0.01,0.02\n",
    null,
  ],
  [
    "one of two jurisdictions",
    "{ prefix: Key, interstate: Inter }",
    "Key,Inter\n358F,0.01\n",
    "INVALID_DOCUMENT",
  ],
  [
    "both",
    "{ prefix: Key, interstate: Inter, intrastate: Intra, ratePerMinute: Rate }",
    "Key,Inter,Intra,Rate\n358F,0.01,0.02,0.03\n",
    "INVALID_DOCUMENT",
  ],
  ["a key twice, dearer", TWO, "OCN,LATA,Rate\n358F,358,0.01\n358F,358,0.02\n", "DECK_PREFIX_TWICE"],
  ["a broken key", TWO, "OCN,LATA,Rate\n358F,35,0.01\n", "DECK_ROW"],
])("a deck by company with %s", (_, columns, text, code) => {
  const deck = read(columns, text);
  expect(deck.ok ? null : deck.problems[0]?.code).toBe(code);
});
