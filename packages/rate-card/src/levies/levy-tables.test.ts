import type { SourceFile } from "@tollwright/yaml";
import { describe, expect, test } from "vitest";
import { checkReferences } from "../check-references.ts";
import { documentsFrom } from "../documents-from.ts";
import { exportedFiles } from "../exported-files.ts";
import { leviesOf } from "../parse-document.ts";

const yaml = (fields: string) => `id: zz-local-sales
description: Local sales taxes of Zenith.
figures: local-sales.csv
state: ZZ
${fields}levy:
  kind: tax
  name: "{place} Sales Tax"
  family: sales
verifiedOn: 2026-11-22
sources:
  list: { title: A list }
`;
const rows = `id,county,city,exceptCities,figure,from,until,confidence,source
zz-adams,Adams,,Amity,0.01,2020-01-01,2026-01-01,high,list
zz-adams,Adams,,Amity,0.02,2026-01-01,,high,list
zz-amity,Adams,Amity,,,2020-01-01,,low,list
`;

const files = (text: string, csv: string, more: Readonly<Record<string, string>> = {}): SourceFile[] =>
  Object.entries({
    "taxes/us/zz/local-sales.table.yaml": text,
    "taxes/us/zz/local-sales.csv": csv,
    ...more,
  }).map(([path, content]) => ({ path, text: content }));

test("a table is one version, and its rows are levies with their histories", () => {
  const { documents, problems } = documentsFrom(files(yaml("form: percent\n"), rows));
  expect(problems).toEqual([]);
  expect(documents.map(({ kind, name }) => [kind, name])).toEqual([["levyTable", "zz-local-sales"]]);
  expect(leviesOf(documents)).toMatchObject([
    {
      id: "zz-adams",
      name: "Adams County Sales Tax",
      jurisdiction: { level: "county", state: "ZZ", county: "Adams" },
      exceptPlaces: [{ state: "ZZ", city: "Amity" }],
      values: [
        { from: "2020-01-01", until: "2026-01-01", form: { percent: "0.01" }, source: { title: "A list" } },
        { from: "2026-01-01", form: { percent: "0.02" } },
      ],
    },
    { id: "zz-amity", name: "Amity Sales Tax", values: [{ form: null, confidence: "low" }] },
  ]);
});

test("cities that are left out have their Census codes, by the text or by their row", () => {
  const coded = `id,county,city,cityFips,exceptCities,figure,from,until,confidence,source
zz-adams,Adams,,,Amity|Birch 9900200|(unincorporated),0.01,2020-01-01,,high,list
zz-amity,Adams,Amity,9900100,,0.02,2020-01-01,,high,list
`;
  const { documents } = documentsFrom(files(yaml("form: percent\n"), coded));
  expect(leviesOf(documents)[0]?.exceptPlaces).toEqual([
    { state: "ZZ", city: "Amity", cityFips: "9900100" },
    { state: "ZZ", city: "Birch", cityFips: "9900200" },
    { state: "ZZ", county: "Adams", unincorporated: true },
  ]);
});

test("per unit, the figure is the amount", () => {
  const form = 'form: { perUnit: { unit: lines, per: account, maxUnits: "10" } }\n';
  const { documents } = documentsFrom(files(yaml(form), rows));
  expect(leviesOf(documents)[0]?.values?.[0]?.form).toEqual({
    perUnit: { unit: "lines", per: "account", maxUnits: "10", amount: "0.01" },
  });
});

test("places that it does not name are a gap, where the table says so", () => {
  const elsewhere = "form: percent\nelsewhere: { level: city, source: A list of some }\n";
  const { documents } = documentsFrom(files(yaml(elsewhere), rows));
  expect(leviesOf(documents).at(-1)).toMatchObject({
    id: "zz-local-sales-elsewhere",
    jurisdiction: { level: "city", state: "ZZ" },
    exceptPlaces: [
      { state: "ZZ", county: "Adams" },
      { state: "ZZ", county: "Adams", city: "Amity" },
      { state: "ZZ", unincorporated: true },
    ],
    values: [{ form: null }],
  });
});

test("it goes out as it came in", () => {
  const given = files(yaml("form: percent\n"), rows);
  const [document] = documentsFrom(given).documents;
  if (document === undefined) throw new Error("no document");
  const out = exportedFiles(document);
  expect(out.map(({ path }) => path).toSorted()).toEqual([
    "taxes/zz-local-sales/local-sales.csv",
    "taxes/zz-local-sales/local-sales.table.yaml",
  ]);
  expect(documentsFrom(out).documents[0]?.hash).toBe(document.hash);
});

describe("what is wrong is told by line, and then nothing of the table is loaded", () => {
  test.each([
    ["zz-b,,,,0.01,2020-01-01,,high,list", "a row names a county, a city or a district"],
    ["zz-b,Boone,,,1 %,2020-01-01,,high,list", /figure/],
    ["zz-b,Boone,,,0.01,2020-01-01,2019-01-01,high,list", "until: must be later than `from`"],
    ["zz-b,Boone,,,0.01,2020-01-01,,sure,list", /confidence/],
    ["zz-b,Boone,,,0.01,2020-01-01,,high,letter", "source letter is not among the sources of the table"],
    ["zz-adams,Boone,,,0.01,2020-01-01,,high,list", /^levy zz-adams is at Boone/],
    ["zz-b,Boone,,,0.01,2020-01-01,,high,list,more", "10 cells, and 9 headings"],
  ])("%s", (row, message) => {
    const { documents, problems } = documentsFrom(files(yaml("form: percent\n"), `${rows}${row}\n`));
    expect(documents).toEqual([]);
    expect(problems).toMatchObject([
      {
        code: "LEVY_TABLE",
        line: 5,
        message: typeof message === "string" ? message : expect.stringMatching(message),
      },
    ]);
  });

  test("an unknown column, no rows, no file", () => {
    const messages = (text: string, csv: string) =>
      documentsFrom(files(text, csv)).problems.map(({ message }) => message);
    expect(messages(yaml("form: percent\n"), "id,rate\n")).toMatchObject([
      expect.stringMatching(/^rate: no such column/),
    ]);
    expect(messages(yaml("form: percent\n"), "id,county\n")).toEqual(["it has no rows"]);
    expect(messages(yaml("form: percent\n").replace("local-sales.csv", "other.csv"), rows)).toEqual([
      "there is no file other.csv beside it",
    ]);
  });
});

test("one levy in two places is a problem, unless a table says that it takes the other's place", () => {
  const own = yaml("form: percent\nreplaces: zz-local-sales\n")
    .replace("id: zz-local-sales", "id: acme-zz-sales")
    .replace("local-sales.csv", "own.csv");
  const twice = yaml("form: percent\n")
    .replace("id: zz-local-sales", "id: zz-again")
    .replace("local-sales.csv", "own.csv");
  const check = (text: string) => {
    const loaded = documentsFrom(
      files(yaml("form: percent\n"), rows, {
        "acme/taxes/own.table.yaml": text,
        "acme/taxes/own.csv": rows.replaceAll("0.02", "0.03"),
      }),
    );
    return { problems: checkReferences(loaded.documents), levies: leviesOf(loaded.documents) };
  };
  expect(check(twice).problems.map(({ code }) => code)).toEqual(["LEVY_TWICE", "LEVY_TWICE"]);
  expect(check(own).problems).toEqual([]);
  expect(check(own).levies[0]).toMatchObject({
    overlaidBy: "table acme-zz-sales, in place of zz-local-sales",
    values: [{ form: { percent: "0.01" } }, { form: { percent: "0.03" } }],
  });
});

test("an overlay over a levy that is not there is a problem", () => {
  const overlay = (id: string) =>
    documentsFrom(
      files(yaml("form: percent\n"), rows, {
        "acme/tax-overlays/own.yaml": `id: ${id}\nby: Finance\nreason: a letter\nvalues: [{ from: 2027-01-01, form: { percent: "0.04" } }]\n`,
      }),
    );
  expect(checkReferences(overlay("zz-adams").documents)).toEqual([]);
  expect(leviesOf(overlay("zz-adams").documents)[0]?.values).toHaveLength(3);
  expect(checkReferences(overlay("zz-none").documents)).toMatchObject([
    { code: "LEVY_UNKNOWN", message: "there is no levy zz-none to lay this over", line: 1 },
  ]);
});
