import type { FormatName } from "./formats/format-names.ts";

/** Settings of a source that only some formats look at. Any other counts for all of them. */
export const FORMAT_SETTINGS = [
  "billedLeg",
  "billingBase",
  "columns",
  "dialogStart",
  "escape",
  "estimateAfterHours",
  "headings",
  "interim",
  "layout",
  "onNet",
  "separator",
  "seventeenthColumn",
  "template",
  "zoneAbbreviations",
] as const;
export type FormatSetting = (typeof FORMAT_SETTINGS)[number];

type SettingsOf = {
  /** Settings that the format looks at. */
  readonly uses: readonly FormatSetting[];
  /** What it does without being told: a source may state it all the same. */
  readonly does: Readonly<Partial<Record<FormatSetting, string>>>;
};

const SECONDS = { billingBase: "seconds" };
const MILLISECONDS = { billingBase: "milliseconds" };
const COMMAS = { separator: "," };
const DOUBLED = { escape: "doubledQuote" };
const UNESCAPED = { escape: "none" };

/** `onNet` is not looked at where each record says which way its call went, or nobody knows. */
export const settingsOf: Readonly<Record<FormatName, SettingsOf>> = {
  "3cx-csv": { uses: ["columns", "onNet", "separator"], does: { ...SECONDS, ...UNESCAPED } },
  "acc-csv": {
    uses: [
      ...(["billingBase", "columns", "dialogStart", "escape", "estimateAfterHours", "headings"] as const),
      ...(["onNet", "separator"] as const),
    ],
    does: {},
  },
  "acme-csv": {
    uses: ["estimateAfterHours", "interim", "onNet", "zoneAbbreviations"],
    does: { ...SECONDS, ...COMMAS, ...UNESCAPED },
  },
  "asterisk-cel": {
    uses: ["columns", "escape", "estimateAfterHours", "onNet", "separator"],
    does: MILLISECONDS,
  },
  "asterisk-csv": { uses: ["onNet", "seventeenthColumn"], does: { ...SECONDS, ...COMMAS, ...DOUBLED } },
  "asterisk-custom": { uses: ["columns", "escape", "onNet", "separator"], does: SECONDS },
  "bandwidth-csv": { uses: ["headings", "separator"], does: { ...SECONDS, ...DOUBLED } },
  "broadworks-csv": {
    uses: ["billedLeg", "onNet"],
    does: { ...MILLISECONDS, ...COMMAS, escape: "backslash" },
  },
  "broadworks-xml": { uses: ["billedLeg", "onNet"], does: MILLISECONDS },
  "cube-csv": {
    uses: ["billedLeg", "billingBase", "columns", "onNet", "zoneAbbreviations"],
    does: { ...COMMAS, ...DOUBLED },
  },
  "cucm-csv": { uses: ["onNet"], does: { ...SECONDS, ...COMMAS, ...DOUBLED } },
  flatstore: {
    uses: [
      ...(["billingBase", "columns", "dialogStart", "escape", "estimateAfterHours", "onNet"] as const),
      "separator",
    ],
    does: {},
  },
  "flowroute-csv": { uses: ["headings", "separator"], does: { ...SECONDS, ...DOUBLED } },
  "freepbx-csv": { uses: ["onNet", "separator"], does: { ...SECONDS, ...DOUBLED } },
  "freeswitch-csv": {
    uses: ["billedLeg", "billingBase", "columns", "onNet", "template"],
    does: { ...COMMAS, ...UNESCAPED },
  },
  "freeswitch-json": { uses: ["billedLeg", "billingBase", "onNet"], does: {} },
  "freeswitch-xml": { uses: ["billedLeg", "billingBase", "onNet"], does: {} },
  "grandstream-csv": { uses: ["onNet"], does: { ...SECONDS, ...COMMAS, ...DOUBLED } },
  mapped: { uses: ["estimateAfterHours", "interim", "layout", "onNet", "zoneAbbreviations"], does: {} },
  "ribbon-act": { uses: ["estimateAfterHours", "interim", "onNet"], does: { ...COMMAS, ...UNESCAPED } },
  "sansay-csv": { uses: ["billingBase", "onNet", "separator"], does: UNESCAPED },
  "telnyx-csv": { uses: ["headings", "separator"], does: { ...SECONDS, ...DOUBLED } },
  "telnyx-json": { uses: ["headings"], does: SECONDS },
  "twilio-csv": { uses: ["separator"], does: { ...SECONDS, ...DOUBLED } },
  "twilio-json": { uses: [], does: SECONDS },
};

const COMMON_FACTS = ["key", "from", "to", "direction", "start", "end", "seconds"];
const TELNYX_FACTS = [...COMMON_FACTS, "answer", "status", "cause", "trunk", "account", "routingNumber"];

/** What a heading can be stated for: a format reads no other fact out of a column with a heading. */
export const headedFacts: Readonly<Partial<Record<FormatName, readonly string[]>>> = {
  "acc-csv": ["from", "to", "account"],
  "bandwidth-csv": [...COMMON_FACTS, "attempt", "account", "routingNumber"],
  "flowroute-csv": [...COMMON_FACTS, "status", "cause", "trunk", "account"],
  "telnyx-csv": TELNYX_FACTS,
  "telnyx-json": TELNYX_FACTS,
};
