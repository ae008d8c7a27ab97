import { describe, expect, it } from "vitest";
import { FORMAT_SETTINGS, type FormatSetting, settingsOf } from "./format-settings.ts";
import { FORMAT_NAMES, type FormatName } from "./formats/format-names.ts";
import { StatedSource } from "./source.ts";

const SOURCE = { id: "switch", description: "a test switch", zone: "America/Chicago" };

/** A value that the setting may have and that no format has of itself. */
const VALUES: Readonly<Record<Exclude<FormatSetting, "layout">, unknown>> = {
  billedLeg: "a",
  billingBase: "seconds",
  columns: [
    ...["eventtype", "eventtime", "uniqueid", "linkedid", "channame"],
    ...["start", "src", "dst", "billsec", "disposition"],
    ...["start_epoch", "answer_epoch", "uuid", "start_time"],
    ...["time-start", "time-answered", "duration", "from-no", "dial-no"],
  ],
  dialogStart: "answer",
  escape: "backslash",
  estimateAfterHours: 24,
  headings: { from: "Caller", to: "Called" },
  interim: "pieces",
  onNet: "never",
  separator: "|",
  seventeenthColumn: "userfield",
  template: "snom",
  zoneAbbreviations: { XYZ: "-05:00" },
};

const LAYOUT = {
  kind: "delimited",
  records: { column: 1, start: ["A"], interim: ["I"], stop: ["Z"] },
  fields: {
    start: { column: 2, time: "YYYY-MM-DD HH:mm:ss ZZ" },
    billable: { column: 3, unit: "seconds" },
  },
  answered: "always",
  key: [4],
};

function told(source: object): readonly string[] {
  const { error } = StatedSource.safeParse({ ...SOURCE, ...source });
  return (error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`);
}

function sourceOf(format: FormatName, setting: FormatSetting, value: unknown): object {
  const layout = format === "mapped" ? { layout: LAYOUT } : {};
  const columns =
    setting === "dialogStart" && format === "flatstore" ? { columns: ["callid", "x", "start_time"] } : {};
  return { format, ...layout, ...columns, [setting]: value };
}

const CASES = FORMAT_NAMES.flatMap((format) =>
  Object.entries(VALUES).map(([setting, value]) => [format, setting as FormatSetting, value] as const),
);

it.each(CASES)("%s is told of %s exactly where it does not look at it", (format, setting, value) => {
  const { uses, does } = settingsOf[format];
  const counts = uses.includes(setting) || does[setting] === value;
  const found = told(sourceOf(format, setting, value));
  if (counts) expect(found).toEqual([]);
  else
    expect(found).toEqual([expect.stringMatching(`^${setting}: the format ${format} does not look at it`)]);
});

it("every setting that only some formats look at has a value above", () => {
  expect(Object.keys(VALUES).concat("layout").toSorted()).toEqual([...FORMAT_SETTINGS]);
});

it("is told together with all else that is wrong", () => {
  expect(told({ format: "asterisk-csv", template: "sql", zone: "Chicago" })).toEqual([
    expect.stringMatching("^zone: a name of the time zone database"),
    expect.stringMatching("^template: "),
  ]);
});

describe("what a format does anyway", () => {
  it.each<readonly [FormatName, object, readonly string[]]>([
    ["asterisk-csv", { billingBase: "seconds", escape: "doubledQuote", separator: "," }, []],
    [
      "asterisk-csv",
      { billingBase: "milliseconds" },
      ["billingBase: the format asterisk-csv does not look at it: it is always seconds"],
    ],
    [
      "asterisk-csv",
      { separator: ";" },
      ['separator: the format asterisk-csv does not look at it: it is always ","'],
    ],
    ["broadworks-xml", { billingBase: "milliseconds" }, []],
    [
      "broadworks-xml",
      { billingBase: "seconds" },
      ["billingBase: the format broadworks-xml does not look at it: it is always milliseconds"],
    ],
    ["broadworks-csv", { escape: "backslash" }, []],
    ["ribbon-act", { billingBase: "seconds" }, ["billingBase: the format ribbon-act does not look at it"]],
  ])("%s: %j", (format, settings, messages) => {
    expect(told({ format, ...settings })).toEqual(messages);
  });
});

describe("what changes nothing beside the rest", () => {
  const columns = ["uuid", "start_epoch", "answer_epoch", "billsec"];
  it.each<readonly [FormatName, object, readonly string[]]>([
    ["flatstore", { escape: "doubledQuote" }, ["escape"]],
    ["flatstore", { escape: "none" }, []],
    ["flatstore", { dialogStart: "answer" }, ["dialogStart"]],
    ["freeswitch-csv", { columns, template: "snom" }, ["template"]],
    ["freeswitch-csv", { columns, template: "sql" }, []],
    ["freeswitch-csv", { billedLeg: "b" }, ["billedLeg"]],
    ["freeswitch-csv", { columns, billedLeg: "b" }, ["billedLeg"]],
    ["freeswitch-csv", { columns: [...columns, "originating_leg_uuid"], billedLeg: "b" }, []],
    ["freeswitch-csv", { billingBase: "milliseconds" }, ["billingBase"]],
    ["freeswitch-csv", { columns: [...columns, "billmsec"], billingBase: "milliseconds" }, []],
    ["acc-csv", { headings: { from: "a", account: "b" } }, []],
    ["acc-csv", { headings: { start: "a" } }, ["headings.start"]],
    ["flowroute-csv", { headings: { answer: "a", to: "b" } }, ["headings.answer"]],
    ["bandwidth-csv", { headings: { trunk: "a" } }, ["headings.trunk"]],
    ["telnyx-json", { headings: { attempt: "a" } }, ["headings.attempt"]],
  ])("%s: %j", (format, settings, paths) => {
    expect(told({ format, ...settings }).map((text) => text.split(":")[0])).toEqual(paths);
  });
});

describe("a described source", () => {
  const { records: _, ...whole } = LAYOUT;
  const { start, billable } = LAYOUT.fields;
  const withFields = (fields: object): object => ({
    layout: { ...whole, fields: { start, billable, ...fields } },
  });
  it.each<readonly [object, readonly string[]]>([
    [{ layout: whole }, []],
    [{ layout: whole, interim: "cumulative" }, ["interim"]],
    [{ layout: whole, estimateAfterHours: 24 }, ["estimateAfterHours"]],
    [
      {
        layout: { ...LAYOUT, records: { column: 1, stop: ["Z"] } },
        estimateAfterHours: 24,
        interim: "pieces",
      },
      ["interim"],
    ],
    [{ layout: whole, billingBase: "seconds" }, ["billingBase"]],
    [{ layout: whole, separator: ";", columns: ["a", "b", "c"] }, ["columns", "separator"]],
    [
      { ...withFields({ start: { column: 2, time: "epochSeconds" } }), zoneAbbreviations: { XYZ: "-05:00" } },
      ["zoneAbbreviations"],
    ],
    [withFields({ setup: { column: 5, unit: "seconds" } }), ["layout.fields.setup"]],
    [withFields({ setup: { column: 5, unit: "seconds" }, answer: { rule: "start + setup" } }), []],
    [
      withFields({ answer: { rule: "start", time: "iso8601", noTime: ["NA"] } }),
      ["layout.fields.answer.time", "layout.fields.answer.noTime"],
    ],
    [withFields({ from: { add: "1" } }), ["layout.fields.from"]],
    [withFields({ from: { firstOf: [5, 6], add: "1" } }), []],
    [{ layout: { ...whole, direction: { column: 5 } } }, ["layout.direction"]],
    [{ layout: { ...whole, quote: "none", looseQuotes: true } }, ["layout.looseQuotes"]],
    [{ layout: { ...LAYOUT, records: { column: 1, trailer: ["T"] }, trailer: {} } }, ["layout.trailer"]],
  ])("%j", (settings, paths) => {
    expect(told({ format: "mapped", ...settings }).map((text) => text.split(":")[0])).toEqual(paths);
  });
});
