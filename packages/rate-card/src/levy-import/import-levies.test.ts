import { civilDate } from "@tollwright/calendar";
import type { SourceFile } from "@tollwright/yaml";
import { describe, expect, test } from "vitest";
import { documentsFrom } from "../documents-from.ts";
import { leviesOf } from "../parse-document.ts";
import { importLevies } from "./import-levies.ts";
import { overShipped } from "./over-shipped.ts";

const HEADINGS =
  "state,level,jurisdiction,tax_code,tax_name,category,basis,rate,applies_to_voip,pass_through,effective_from,effective_to,confidence,source_title,seen_in_force_on,line_cap";

const names = {
  states: new Map([["99", "ZZ"]]),
  counties: new Map([["99001", "Adams"]]),
};

function imported(text: string, existing: readonly SourceFile[] = [], path = "figures.csv") {
  const result = importLevies({ file: { path, text }, existing, readOn: civilDate("2026-11-22"), names });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  const { files, changes, problems } = result.value;
  const after = [
    ...existing.filter(({ path: old }) => !files.some(({ path: now }) => now === old)),
    ...files,
  ];
  const loaded = documentsFrom(after.map((file) => ({ ...file, path: `taxes/${file.path}` })));
  expect(loaded.problems).toEqual([]);
  return { after, changes, problems, levies: leviesOf(loaded.documents) };
}

const figures = (...rows: string[]) => `${[HEADINGS, ...rows].join("\n")}\n`;

test("a row of figures becomes a levy: percent points a share, the last day a first day without it", () => {
  const { levies, changes } = imported(
    figures(
      "ZZ,state,Zenith,ZZ-TET,Telecom excise (all service),excise,percent_intrastate,7,yes,required,1998-01-01,2025-06-30,high,Zenith Code 630,,",
      "ZZ,state,Zenith,ZZ-TET,Telecom excise (all service),excise,percent_intrastate,8.65,yes,required,2025-07-01,,high,Zenith Code 630,2025-10-01,",
      "ZZ,state,Zenith,ZZ-TET,Telecom excise (all service),excise,percent_intrastate,,yes,required,2027-01-01,,low,not found,,",
    ),
  );
  expect(levies).toMatchObject([
    {
      id: "zz-tet",
      kind: "tax",
      name: "Zenith Telecom Excise",
      family: "excise",
      codes: ["ZZ-TET"],
      jurisdiction: { level: "state", state: "ZZ" },
      portion: "intrastate",
      values: [
        { from: "1998-01-01", until: "2025-07-01", form: { percent: "0.07" } },
        { from: "2025-07-01", seenInForceOn: "2025-10-01", form: { percent: "0.0865" } },
        { from: "2027-01-01", form: null, confidence: "low" },
      ],
    },
  ]);
  expect(changes.map(({ kind, figure }) => [kind, figure])).toEqual([
    ["new", "0.07"],
    ["new", "0.0865"],
    ["new", null],
  ]);
});

test.each([
  // basis, what is counted, in which portion
  ["flat_per_line", { perUnit: { unit: "lines", orElse: { unit: "channels" }, amount: "0.50" } }, "all"],
  [
    "flat_per_simultaneous_outbound_call_path",
    { perUnit: { unit: "channels", orElse: { unit: "lines" }, amount: "0.50" } },
    "all",
  ],
  ["flat_per_number", { perUnit: { unit: "numbers", amount: "0.50" } }, "all"],
  ["flat_per_account", { perUnit: { unit: "account", amount: "0.50" } }, "all"],
  ["percent_interstate", { percent: "0.005" }, "interstate"],
  ["percent_interstate_and_intrastate", { percent: "0.005" }, ["interstate", "intrastate"]],
  ["percent_all_charges", { percent: "0.005" }, "all"],
])("%s", (basis, form, portion) => {
  const { levies } = imported(
    figures(`ZZ,state,Zenith,ZZ-FEE,A fee,fee,${basis},0.50,yes,required,2020-01-01,,high,A law,,`),
  );
  expect(levies).toMatchObject([{ portion, values: [{ form }] }]);
});

test("what the seller pays is absorbed, recovered or never shown; what a row cannot say is not modelled", () => {
  const { levies } = imported(
    figures(
      "ZZ,state,Zenith,ZZ-USF,Fund,usf,percent_intrastate,1,unclear,allowed,2020-01-01,,high,A law,,",
      "ZZ,state,Zenith,ZZ-GRT,Receipts,gross_receipts,percent_intrastate,1,no,provider_tax,2020-01-01,,high,A law,,first 10 lines",
    ),
  );
  expect(levies).toMatchObject([
    {
      kind: "passThrough",
      passThrough: "forbidden",
      serviceClasses: ["tollFree", "localExchange", "interexchange"],
    },
    { kind: "passThrough", passThrough: "allowed" },
  ]);
  expect(levies.map(({ notModelled }) => notModelled)).toEqual([
    ["Lines are counted by the law so: first 10 lines."],
    ["Whether VoIP is reached is not clear from the sources; it is taken as reached."],
  ]);
});

const city = (name: string, rate: string) =>
  `ZZ,city,${name},ZZ-LST-${name.toUpperCase()},Local Sales Tax,sales,percent_intrastate,${rate},yes,required,2020-01-01,,high,A list,,`;

test("three places under one law are a table, two are files of their own", () => {
  const two = imported(figures(city("Amity", "1"), city("Borden", "1.5")));
  expect(two.after.map(({ path }) => path)).toEqual(["us/zz/lst-amity.yaml", "us/zz/lst-borden.yaml"]);
  const three = imported(figures(city("Amity", "1"), city("Borden", "1.5"), city("Corning", "2")));
  expect(three.after.map(({ path }) => path)).toEqual([
    "us/zz/local-sales-tax.table.yaml",
    "us/zz/local-sales-tax.csv",
  ]);
  expect(three.levies.map(({ id, name }) => [id, name])).toEqual([
    ["zz-lst-amity", "Amity Sales Tax"],
    ["zz-lst-borden", "Borden Sales Tax"],
    ["zz-lst-corning", "Corning Sales Tax"],
  ]);
});

test("the same file again changes nothing", () => {
  const text = figures(
    city("Amity", "1"),
    city("Borden", "1.5"),
    city("Corning", "2"),
    "ZZ,state,Zenith,ZZ-911,911 fee,911,flat_per_line,0.75,yes,required,2020-01-01,,high,A law,,",
  );
  const first = imported(text);
  const again = imported(text, first.after);
  expect(new Set(again.changes.map(({ kind }) => kind))).toEqual(new Set(["unchanged"]));
  expect(again.after).toEqual(first.after);
});

test("a new figure goes into the history of a levy that a person wrote, and all else in the file stays", () => {
  const file = {
    path: "us/zz/911.yaml",
    text: `# Counted by paths, since the law says so.
id: zz-911
kind: tax
codes: [ZZ-911]
jurisdiction: { level: state, state: ZZ }
chargeKinds: [recurring]
values:
  - from: 2020-01-01 # the day of the act
    form: { perUnit: { unit: channels, amount: "0.75", maxUnits: "25", per: account } }
    confidence: high
    source: An act
`,
  };
  const row = (rate: string, from: string, to: string) =>
    `ZZ,state,Zenith,ZZ-911,911 fee,911,flat_per_line,${rate},yes,required,${from},${to},high,A second act,,`;
  const { after, changes, problems } = imported(
    figures(
      row("0.75", "2020-01-01", "2026-12-31"),
      row("0.80", "2027-01-01", ""),
      row("0.70", "2020-01-01", ""),
    ),
    [file],
  );
  expect(changes.map(({ kind }) => kind)).toEqual(["ended", "added", "conflict"]);
  expect(problems).toMatchObject([{ code: "TAX_CONFLICT", line: 4 }]);
  expect(after[0]?.text).toBe(`# Counted by paths, since the law says so.
id: zz-911
kind: tax
codes: [ZZ-911]
jurisdiction: { level: state, state: ZZ }
chargeKinds: [recurring]
values:
  - from: 2020-01-01 # the day of the act
    form: { perUnit: { unit: channels, amount: "0.75", maxUnits: "25", per: account } }
    confidence: high
    source: An act
    until: 2027-01-01
  - from: 2027-01-01
    form: { perUnit: { unit: channels, amount: "0.80", per: account, maxUnits: "25" } }
    confidence: high
    source:
      title: A second act
`);
});

test("rows that cannot be read are told by line and field, and the others are imported", () => {
  const { changes, problems } = imported(
    figures(
      "ZZ,state,Zenith,ZZ-911,911 fee,911,flat_per_line,0.75,yes,required,2020-01-01,,high,A law,,",
      "Zenith,state,Zenith,ZZ-1,A fee,fee,flat_per_line,1,yes,required,2020-01-01,,high,A law,,",
      "ZZ,state,Zenith,ZZ-2,A fee,fee,per_head,1,yes,required,2020-01-01,,high,A law,,",
      'ZZ,state,Zenith,ZZ-3,A fee,fee,flat_per_line,"1,00",yes,required,2020-01-01,,high,A law,,',
      "ZZ,state,Zenith,ZZ-4,A fee,fee,flat_per_line,1,yes,required,2020-02-30,,high,A law,,",
      "ZZ,state,Zenith,ZZ-5,A fee,fee,flat_per_line,1,yes,required,2020-01-01,2019-01-01,high,A law,,",
      "ZZ,state,Zenith,ZZ-6,A fee,fee,percent_intrastate,700,yes,required,2020-01-01,,high,A law,,",
      "ZZ,state,Zenith,ZZ-7,A fee,fee,flat_per_line,1,yes,required,2020-01-01,,high,,,",
    ),
  );
  expect(changes).toHaveLength(1);
  expect(problems.map(({ line, path }) => [line, path])).toEqual([
    [3, "state"],
    [4, "basis"],
    [5, "rate"],
    [6, "effective_from"],
    [7, "effective_to"],
    [8, "rate"],
    [9, "source_title"],
  ]);
});

test.each([
  ["a file without a byte", "ZZR2026Q3JUN01.csv", ""],
  ["blank lines and headings", "ZZR2026Q3JUN01.csv", "State,Type,Code,A,B,C,D,Begin,End\n\n"],
  ["figures of which the headings alone came", "figures.csv", `${HEADINGS}\n`],
])("%s is no import that changes nothing: it is refused", (_, path, text) => {
  const result = importLevies({ file: { path, text }, existing: [], readOn: civilDate("2026-11-22"), names });
  expect(result).toMatchObject({ ok: false, problems: [{ code: "TAX_FILE_EMPTY", file: path }] });
});

test("a rate file of a state: its local parts on top of the state's own sales tax, by whose reach they go", () => {
  const rates = [
    "99,45,99,0.04,0.04,0,0,20110101,29991231",
    "99,00,001,0.03,0.03,0,0,20110101,20251231",
    "99,00,001,0.04,0.04,0,0,20260101,29991231",
    "99,01,04000,0.01,0.01,0,0,20110101,29991231",
    "99,63,80001,0.005,0.005,0,0,20110101,29991231",
  ].join("\n");
  const sales = imported(
    figures(
      "ZZ,state,Zenith,ZZ-SALES,Sales tax,sales,percent_intrastate,4,yes,required,2011-01-01,,high,A law,,",
    ),
  );
  const { levies, changes } = imported(rates, sales.after, "ZZR2026Q2FEB19.csv");
  expect(changes.map(({ kind }) => kind)).toEqual(["seen", "new", "new", "new", "new"]);
  expect(levies).toMatchObject([
    { id: "zz-sales", portion: "intrastate" },
    {
      id: "zz-sst-00-001",
      name: "Adams County Sales Tax",
      portion: "intrastate",
      values: [
        { until: "2026-01-01", form: { percent: "0.03" } },
        { from: "2026-01-01", seenInForceOn: "2026-02-19", form: { percent: "0.04" } },
      ],
    },
    { id: "zz-sst-01-04000", jurisdiction: { level: "city", cityFips: "9904000" } },
    { id: "zz-sst-63-80001", jurisdiction: { level: "district", district: "sst-99-80001" } },
  ]);
});

describe("a rate file has every local part of a state's sales tax", () => {
  const rates = [
    "99,00,001,0.03,0.03,0,0,20110101,29991231",
    "99,01,04000,0.01,0.01,0,0,20110101,29991231",
    "99,63,80001,0.005,0.005,0,0,20110101,29991231",
  ].join("\n");
  const summed = ["Amity", "Borden", "Corning"].map(
    (name) =>
      `ZZ,city,${name},ZZ-LST-${name.toUpperCase()},Local sales tax,sales,percent_interstate_and_intrastate,4,yes,required,,,medium,A list,2026-01-01,`,
  );

  test("sums of its parts in the same table give way to it: nothing is taxed twice", () => {
    const before = imported(figures(...summed));
    expect(before.levies).toHaveLength(3);
    const { levies, changes, problems, after } = imported(rates, before.after, "ZZR2026Q2FEB19.csv");
    expect(problems).toEqual([]);
    expect(changes.map(({ kind, levy }) => `${kind} ${levy}`)).toEqual([
      "replaced zz-lst-amity",
      "replaced zz-lst-borden",
      "replaced zz-lst-corning",
      "new zz-sst-00-001",
      "new zz-sst-01-04000",
      "new zz-sst-63-80001",
    ]);
    expect(levies.map(({ id }) => id)).toEqual(["zz-sst-00-001", "zz-sst-01-04000", "zz-sst-63-80001"]);
    expect(imported(rates, after, "ZZR2026Q2FEB19.csv").changes.map(({ kind }) => kind)).toEqual([
      "unchanged",
      "unchanged",
      "unchanged",
    ]);
  });

  test("a levy in a file of its own is named, for a person to look at", () => {
    const before = imported(figures(...summed.slice(0, 1)));
    const { problems, levies } = imported(rates, before.after, "ZZR2026Q2FEB19.csv");
    expect(problems).toMatchObject([
      {
        code: "TAX_CONFLICT",
        message:
          "zz-lst-amity in us/zz/lst-amity.yaml taxes local sales beside the rate file: what both have is taxed twice",
      },
    ]);
    expect(levies).toHaveLength(4);
  });
});

test("where rates inside the state and across its border differ, each is a levy of its own", () => {
  const rates = [
    "99,00,001,0.03,0.02,0,0,20110101,29991231",
    "99,00,003,0.03,0.03,0,0,20110101,29991231",
    "99,00,005,0.03,0.03,0,0,20110101,29991231",
  ].join("\n");
  const { levies } = imported(rates, [], "ZZR2026Q2.csv");
  const adams = levies.filter(({ id }) => id.startsWith("zz-sst-00-001"));
  expect(adams).toMatchObject([
    { portion: "interstate", values: [{ form: { percent: "0.02" } }] },
    { portion: "intrastate", values: [{ form: { percent: "0.03" } }] },
  ]);
});

test("rates that come to differ later are left to a person: service across the border is taxed already", () => {
  const rows = (interstate: string) =>
    ["001", "003", "005", "007"]
      .map((code) => `99,00,${code},0.03,${code === "001" ? interstate : "0.03"},0,0,20110101,29991231`)
      .join("\n");
  const same = imported(rows("0.03"), [], "ZZR2026Q2FEB19.csv");
  expect(same.problems).toEqual([]);
  const differing = imported(rows("0.02"), same.after, "ZZR2026Q3JUN05.csv");
  expect(differing.problems.map(({ code, line }) => `${code} ${line}`)).toEqual(["TAX_CONFLICT 1"]);
  expect(differing.levies.filter(({ id }) => id.endsWith("-interstate"))).toEqual([]);
});

describe("quarter after quarter", () => {
  const quarter = (name: string, before: Parameters<typeof imported>[1], ...spans: readonly string[]) =>
    imported(spans.map((span) => `99,00,001,${span}`).join("\n"), before, name);
  const spansOf = ({ levies }: ReturnType<typeof imported>) =>
    levies.flatMap(({ values }) =>
      (values ?? []).map(({ form, from, until }) => `${form?.percent} ${from} ${until ?? ""}`.trim()),
    );
  const second = quarter("ZZR2026Q2FEB19.csv", [], "0.01,0.01,0,0,20200101,20261231");

  test.each([
    ["an end that is put off", "0.01,0.01,0,0,20200101,20321231", ["0.01 2020-01-01 2033-01-01"]],
    ["an end that is taken away", "0.01,0.01,0,0,20200101,29991231", ["0.01 2020-01-01"]],
    [
      "an end that comes sooner",
      "0.01,0.01,0,0,20200101,20260630",
      ["0.01 2020-01-01 2026-07-01", "0 2026-07-01"],
    ],
    ["the same end", "0.01,0.01,0,0,20200101,20261231", ["0.01 2020-01-01 2027-01-01"]],
  ])("%s", (_, span, expected) => {
    const third = quarter("ZZR2026Q3JUN05.csv", second.after, span);
    expect(third.problems).toEqual([]);
    expect(spansOf(third)).toEqual(expected);
    // The older file once more brings nothing back.
    const older = quarter("ZZR2026Q2FEB19.csv", third.after, "0.01,0.01,0,0,20200101,29991231");
    expect(spansOf(older)).toEqual(expected);
  });

  test("a rise in the next quarter ends the rate that was open", () => {
    const open = quarter("ZZR2026Q2FEB19.csv", [], "0.01,0.01,0,0,20200101,29991231");
    const risen = ["0.01,0.01,0,0,20200101,20260630", "0.0125,0.0125,0,0,20260701,"];
    const third = quarter("ZZR2026Q3JUN05.csv", open.after, ...risen);
    expect(third.problems).toEqual([]);
    expect(spansOf(third)).toEqual(["0.01 2020-01-01 2026-07-01", "0.0125 2026-07-01"]);
  });
});

describe("a levy of an earlier rate file that a newer one lacks goes on, and is told", () => {
  const county = (code: string, from: string, to: string) => `99,00,${code},0.01,0.01,0,0,${from},${to}`;
  const kept = [county("001", "20200101", "29991231"), county("003", "20200101", "29991231")];
  const told = (last: string, next: string, ...rows: readonly string[]) => {
    const before = imported([...kept, last].join("\n"), [], "ZZR2026Q2FEB19.csv");
    const after = imported([...kept, ...rows].join("\n"), before.after, next);
    return after.problems.map(({ code, line, message }) => `${code} ${line ?? ""} ${message}`);
  };
  const absent =
    "TAX_ABSENT  zz-sst-00-005 in us/zz/local-sales-tax.csv is levied on 2026-07-01 and is not in this file: it goes on as it stands";

  test.each([
    ["open", county("005", "20200101", "29991231"), "ZZR2026Q3JUN05.csv", [], [absent]],
    [
      "ends on the quarter's first day",
      county("005", "20200101", "20260701"),
      "ZZR2026Q3JUN05.csv",
      [],
      [absent],
    ],
    ["ended the day before the quarter", county("005", "20200101", "20260630"), "ZZR2026Q3JUN05.csv", [], []],
    [
      "begins on the quarter's first day",
      county("005", "20260701", "29991231"),
      "ZZR2026Q3JUN05.csv",
      [],
      [absent],
    ],
    ["begins the day after", county("005", "20260702", "29991231"), "ZZR2026Q3JUN05.csv", [], []],
    [
      "is listed",
      county("005", "20200101", "29991231"),
      "ZZR2026Q3JUN05.csv",
      [county("005", "20200101", "29991231")],
      [],
    ],
    ["is an older file's future", county("005", "20260401", "29991231"), "ZZR2026Q1NOV20.csv", [], []],
  ])("%s", (_, last, next, rows, expected) => {
    expect(told(last, next, ...rows)).toEqual(expected);
  });

  test("a rate of nothing is not missed", () => {
    expect(told("99,00,005,0,0,0,0,20200101,29991231", "ZZR2026Q3JUN05.csv")).toEqual([]);
  });
});

test("a new place goes into the table of its law; nothing is written over a file that is there", () => {
  const three = imported(figures(city("Amity", "1"), city("Borden", "1.5"), city("Corning", "2")));
  const broken = { path: "us/zz/911.yaml", text: 'id: not-a-levy\nkind: tax\nform: { percent: "0.01" }\n' };
  const { after, changes, levies } = imported(
    figures(
      city("Corning", "2"),
      city("Dayton", "3"),
      "ZZ,state,Zenith,ZZ-911,911 fee,911,flat_per_line,0.75,yes,required,2020-01-01,,high,A law,,",
    ),
    [...three.after, broken],
  );
  expect(changes.map(({ kind, levy, file }) => [kind, levy, file])).toEqual([
    ["new", "zz-911", "us/zz/911-2.yaml"],
    ["unchanged", "zz-lst-corning", "us/zz/local-sales-tax.csv"],
    ["new", "zz-lst-dayton", "us/zz/local-sales-tax.csv"],
  ]);
  expect(after).toContainEqual(broken);
  expect(levies.map(({ id }) => id).toSorted()).toEqual([
    "not-a-levy",
    "zz-911",
    "zz-lst-amity",
    "zz-lst-borden",
    "zz-lst-corning",
    "zz-lst-dayton",
  ]);
});

test("over shipped files: their levies get overlays, their tables one that takes their place, and none is edited", () => {
  const fee = (rate: string, from: string) =>
    `ZZ,state,Zenith,ZZ-911,911 fee,911,flat_per_line,${rate},yes,required,${from},,high,A law,,`;
  const shipped = imported(
    figures(city("Amity", "1"), city("Borden", "1.5"), city("Corning", "2"), fee("0.75", "2020-01-01")),
  ).after;
  const text = figures(city("Amity", "1"), city("Dayton", "3"), fee("0.80", "2027-01-01"));
  const result = importLevies({
    file: { path: "f.csv", text },
    existing: shipped,
    readOn: civilDate("2026-11-22"),
    names,
  });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  const earlier = {
    path: "tax-overlays/zz-911.yaml",
    text: 'id: zz-911\nby: Finance\nreason: a letter\nvalues: [{ from: 2024-01-01, form: { percent: "0.1" } }]\n',
  };
  const { files } = overShipped(
    result.value,
    { shipped, own: [earlier] },
    { by: "Finance", reason: "figures of f.csv" },
  );
  expect(files.map(({ path }) => path).toSorted()).toEqual([
    "tax-overlays/zz-911.yaml",
    "us/zz/local-sales-tax.csv",
    "us/zz/local-sales-tax.table.yaml",
  ]);
  const loaded = documentsFrom([
    ...shipped.map((file) => ({ ...file, path: `shipped/taxes/${file.path}` })),
    ...files.map((file) => ({ ...file, path: `acme/taxes/${file.path}` })),
  ]);
  expect(loaded.problems).toEqual([]);
  const levies = leviesOf(loaded.documents);
  expect(levies.map(({ id, overlaidBy }) => [id, overlaidBy])).toEqual([
    ["zz-911", "Finance: figures of f.csv"],
    ...["amity", "borden", "corning", "dayton"].map((name) => [
      `zz-lst-${name}`,
      "table own-zz-local-sales-tax, in place of zz-local-sales-tax",
    ]),
  ]);
  expect(levies[0]?.values?.map(({ from }) => from)).toEqual(["2020-01-01", "2024-01-01", "2027-01-01"]);
});
