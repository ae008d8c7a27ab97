import { unreadable } from "../fault.ts";
import type { Format } from "../format-reader.ts";
import { delimited } from "../records/delimited.ts";
import { textLines } from "../records/text-lines.ts";
import type { Source } from "../source.ts";
import type { SourceRecord } from "../source-record.ts";
import { freeswitchFacts } from "./freeswitch-facts.ts";
import { holdsTwoRecords, namedColumns, twoRecords, withoutSurplus } from "./named-columns.ts";
import { writtenStamp } from "./written-stamp.ts";

/*
 * FreeSWITCH mod_cdr_csv, `Master.csv` and `<accountcode>.csv`: a line of channel variables, pasted between quotes by a template of
 * cdr_csv.conf. Nothing is escaped, so a quote in a caller's name stands as it is; a quote closes only before a comma or the line end.
 * Templates of the sample configuration, and the one compiled into the module:
 *
 *    example    caller_id_name caller_id_number destination_number context start_stamp answer_stamp end_stamp duration billsec
 *               hangup_cause uuid bleg_uuid accountcode read_codec write_codec
 *    builtin    the same up to accountcode, a blank before that, and where configured so `;` at the end of the line
 *    sql        the same as builtin inside `INSERT INTO cdr VALUES (…);`
 *    asterisk   accountcode caller_id_number destination_number context caller_id channel_name bridge_channel last_app last_arg
 *               start_stamp answer_stamp end_stamp duration billsec hangup_cause amaflags uuid userfield
 *    snom       the same as example, a blank before accountcode, and sip_user_agent call_clientcode sip_rtp_rxstat
 *               sip_rtp_txstat sofia_record_file
 *    linksys    the same as example, and sip_user_agent sip_p_rtp_stat
 *    opencdrrate  uuid signal_bond direction ani destination_number answer_stamp end_stamp billsec accountcode userfield
 *               network_addr (a letter of the caller's name) sip_gateway_name: no start, so the answer, or the end of a call that
 *               nobody answered, stands for it
 *
 * Another template is stated as `columns`. Stamps are local; one that a spreadsheet saved again has lost its seconds, `2020/2/10
 * 22:41`, and so billsec is billed, never a difference of stamps. By default the module writes A legs alone; rows of `legs=ab` can be
 * told apart only where the template holds originating_leg_uuid. Reference: cdr and rate decks, section 2.3.
 */
const BEFORE_ACCOUNT = [
  ...["caller_id_name", "caller_id_number", "destination_number", "context", "start_stamp", "answer_stamp"],
  ...["end_stamp", "duration", "billsec", "hangup_cause", "uuid", "bleg_uuid", "accountcode"],
];
const TEMPLATES: Readonly<Record<NonNullable<Source["template"]>, readonly string[]>> = {
  example: [...BEFORE_ACCOUNT, "read_codec", "write_codec"],
  builtin: BEFORE_ACCOUNT,
  sql: BEFORE_ACCOUNT,
  asterisk: [
    ...["accountcode", "caller_id_number", "destination_number", "context", "caller_id", "channel_name"],
    ...["bridge_channel", "last_app", "last_arg", "start_stamp", "answer_stamp", "end_stamp", "duration"],
    ...["billsec", "hangup_cause", "amaflags", "uuid", "userfield"],
  ],
  snom: [
    ...[
      ...BEFORE_ACCOUNT,
      "read_codec",
      "write_codec",
      "sip_user_agent",
      "call_clientcode",
      "sip_rtp_rxstat",
    ],
    ...["sip_rtp_txstat", "sofia_record_file"],
  ],
  linksys: [...BEFORE_ACCOUNT, "read_codec", "write_codec", "sip_user_agent", "sip_p_rtp_stat"],
  opencdrrate: [
    ...[
      "uuid",
      "signal_bond",
      "direction",
      "ani",
      "destination_number",
      "answer_stamp",
      "end_stamp",
      "billsec",
    ],
    ...["accountcode", "userfield", "network_addr", "caller_letter", "sip_gateway_name"],
  ],
};

/** What stands for a variable that the template `opencdrrate` does not write. */
const INSTEAD: ReadonlyMap<string, readonly string[]> = new Map([
  ["caller_id_number", ["ani"]],
  ["start_stamp", ["answer_stamp", "end_stamp"]],
]);

/** One record of one uuid: the same with other content is a conflict, for a person to decide. */
export const freeswitchCsv: Format = {
  split(source, handlers) {
    if (source.template === "sql") return textLines()(source, handlers);
    return delimited({ separator: ",", quote: '"', escape: "none", recordEnd: ";" })(source, handlers);
  },
  open(source, tools) {
    const columns = source.columns ?? TEMPLATES[source.template ?? "example"];
    const named = namedColumns(columns);
    const least = leastColumns(columns);
    const start = columns.findIndex((name) => /^(?:start|end)_(?:stamp|epoch|uepoch)$/.test(name));
    let widthBefore = 0;
    return (line) => {
      const cells = source.template === "sql" ? valuesOf(line) : line;
      if (cells === null) return unreadable("RECORD_COLUMNS", "the line is no INSERT of the template `sql`");
      const record = withWholeName(cells, columns);
      if (record.cellCount < least)
        return unreadable(
          "RECORD_COLUMNS",
          `${record.cellCount} columns, and the template has ${columns.length}`,
        );
      if (holdsTwoRecords(record, columns.length, start)) return twoRecords(record);
      if (record.cellCount > columns.length) tools.extraColumns();
      const column = named(record);
      const written = (name: string): string => unquoted(column(name));
      const endsInUuid = record.cellCount === least && least < columns.length;
      const isNarrower = record.cellCount < widthBefore && (endsInUuid || line.text().startsWith('"'));
      widthBefore = record.cellCount;
      if (isNarrower || (endsInUuid && !UUID.test(written("uuid"))))
        return unreadable("RECORD_COLUMNS", "the record ends inside or behind its uuid: it is cut off");
      const variable =
        source.template === "opencdrrate"
          ? (name: string): string =>
              (INSTEAD.get(name) ?? [name]).map(written).find((text) => text !== "") ?? ""
          : written;
      return freeswitchFacts({ variable, profile: null, hasOriginator: false }, source);
    };
  },
};

/** The blank that a template has before a value keeps its quotes from being taken off with the others. */
function unquoted(value: string): string {
  return value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value;
}

/** As the switch makes them; another one, that a dialplan set, may be a part of it where the record ends. */
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What stands behind these may be missing: a spreadsheet drops empty cells at the end of a row, the switch itself never. */
function leastColumns(columns: readonly string[]): number {
  return (
    Math.max(...["end_stamp", "billsec", "hangup_cause", "uuid"].map((name) => columns.indexOf(name))) + 1
  );
}

/** `INSERT INTO cdr VALUES ("Ann","1001", "acme");` → its values. */
function valuesOf(line: SourceRecord): SourceRecord | null {
  const inside = /^\s*INSERT\s+INTO\s.*?\sVALUES\s*\(\s*["'](.*)["']\s*\)\s*;?\s*$/is.exec(line.text())?.[1];
  if (inside === undefined) return null;
  const cells = inside.split(/["']\s*,\s*["']/);
  return { ...line, cellCount: cells.length, cell: (index) => cells[index] ?? "" };
}

/** A caller's name that itself holds `","` makes cells too many: they are counted to the times behind it. */
function withWholeName(record: SourceRecord, columns: readonly string[]): SourceRecord {
  const [start, end] = [columns.indexOf("start_stamp"), columns.indexOf("end_stamp")];
  const caller = columns.findIndex((name) => name === "caller_id_name" || name === "caller_id");
  if (caller < 0 || start < caller || end < caller) return record;
  for (let surplus = 0; end + surplus < record.cellCount; surplus += 1) {
    if (isTime(record.cell(start + surplus)) && isTime(record.cell(end + surplus)))
      return withoutSurplus(record, caller, surplus);
  }
  return record;
}

function isTime(text: string): boolean {
  const stamp = writtenStamp(text.trim());
  return stamp !== null && stamp !== "unreadable";
}
