import { FORMAT_SETTINGS, type FormatSetting, headedFacts, settingsOf } from "./format-settings.ts";
import { FORMAT_NAMES, type FormatName } from "./formats/format-names.ts";

export type UnusedSetting = {
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly wayOut: string;
};

/**
 * What a source states and its format does not look at: it would be believed and would change nothing. What a format does anyway may
 * be stated.
 *
 * @param written The source as it stands in its YAML, for defaults are nobody's statement.
 * @example `billingBase: milliseconds` for asterisk-csv is told; `billingBase: seconds`, which it bills by, is not.
 */
export function unusedSettings(written: unknown): readonly UnusedSetting[] {
  if (!isRecord(written)) return [];
  const format = FORMAT_NAMES.find((name) => name === written["format"]);
  if (format === undefined) return [];
  const unused = FORMAT_SETTINGS.flatMap((setting) => unusedSetting(setting, written[setting], format));
  return [...unused, ...withoutEffect(written, format)];
}

function unusedSetting(setting: FormatSetting, value: unknown, format: FormatName): readonly UnusedSetting[] {
  const { uses, does } = settingsOf[format];
  // That a layout goes with the format `mapped` the schema says itself.
  if (value === undefined || setting === "layout" || uses.includes(setting)) return [];
  const done = does[setting];
  if (done === value) return [];
  const instead = done === undefined ? "" : `: it is always ${written(done)}`;
  const wayOut =
    format === "mapped" && LAYOUT_SAYS[setting] !== undefined
      ? `Take it out; a layout says it in ${LAYOUT_SAYS[setting]}.`
      : `Take it out; it counts for ${formatsOf(setting)}.`;
  return [{ path: [setting], message: `the format ${format} does not look at it${instead}`, wayOut }];
}

function written(value: string): string {
  return value === "," ? '","' : value;
}

function formatsOf(setting: FormatSetting): string {
  return FORMAT_NAMES.filter((name) => settingsOf[name].uses.includes(setting)).join(", ");
}

/** Where the layout of a described source says the same. */
const LAYOUT_SAYS: Readonly<Partial<Record<FormatSetting, string>>> = {
  billedLeg: "records",
  billingBase: "the unit of fields.billable",
  columns: "fields",
  escape: "layout.escape",
  headings: "fields",
  separator: "layout.separator",
};

/** Settings that the format looks at, with a value that changes nothing beside the others. */
function withoutEffect(source: Stated, format: FormatName): readonly UnusedSetting[] {
  const columns = Array.isArray(source["columns"]) ? source["columns"] : [];
  const found: UnusedSetting[] = headedNowhere(source["headings"], format);
  const tell = (setting: FormatSetting, message: string, wayOut: string): void => {
    found.push({ path: [setting], message, wayOut });
  };
  if (format === "flatstore" && source["escape"] === "doubledQuote")
    tell("escape", "a quote means nothing in flatstore", "Take it out, or state backslash or none.");
  if (format === "freeswitch-csv") {
    const ofOther = [undefined, "sql", "opencdrrate"].includes(source["template"] as string | undefined);
    if (columns.length > 0 && !ofOther)
      tell("template", "columns stand in its place", "State one of the two, template or columns.");
    if (source["billedLeg"] === "b" && !LEG_COLUMNS.some((name) => columns.includes(name)))
      tell(
        "billedLeg",
        "no column tells legs apart, so each row is an A leg and none would be billed",
        "Let the template write originating_leg_uuid and state its columns, or take billedLeg out.",
      );
    if (source["billingBase"] === "milliseconds" && !columns.includes("billmsec"))
      tell(
        "billingBase",
        "no column holds billmsec, so no row could be billed",
        "Let the template write billmsec and state its columns, or bill by seconds.",
      );
  }
  if (format === "flatstore" && source["dialogStart"] !== undefined && !columns.includes("start_time"))
    tell("dialogStart", "it is asked where columns hold start_time", "Take it out, or state the columns.");
  return found;
}

/** One of them tells a B leg. */
const LEG_COLUMNS = ["originating_leg_uuid", "originator"];

function headedNowhere(headings: unknown, format: FormatName): UnusedSetting[] {
  const facts = headedFacts[format];
  if (facts === undefined || !isRecord(headings)) return [];
  return Object.keys(headings)
    .filter((fact) => !facts.includes(fact))
    .map((fact) => ({
      path: ["headings", fact],
      message: `the format ${format} reads no column for it`,
      wayOut: `Take it out; headings can be stated for ${facts.join(", ")}.`,
    }));
}

type Stated = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Stated {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
