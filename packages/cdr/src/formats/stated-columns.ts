import type { FormatName } from "./format-names.ts";

type Stated = {
  readonly format: FormatName;
  readonly columns?: readonly string[] | undefined;
};

/** Without one of these no record can be read; of a list inside the list any one will do. */
const NEEDED: Readonly<Partial<Record<FormatName, readonly (string | readonly string[])[]>>> = {
  "asterisk-custom": [["start", "calldate"], "src", "dst", "billsec", "disposition"],
  "asterisk-cel": ["eventtype", "eventtime", "uniqueid", "linkedid", "channame"],
  "freeswitch-csv": [
    ["start_stamp", "start_epoch", "start_uepoch"],
    ["answer_stamp", "answer_epoch", "answer_uepoch"],
    ["billsec", "billmsec"],
    "uuid",
  ],
  "3cx-csv": ["time-start", "time-answered", "duration", "from-no", ["dial-no", "to-no"]],
};

/**
 * What is wrong with the columns that a source states, or null: a name that is misspelt would make every record unreadable.
 *
 * @example asterisk-custom without `billsec`: `columns lack billsec`.
 */
export function statedColumnsFault({ format, columns }: Stated): string | null {
  if (columns === undefined) return null;
  const needed = NEEDED[format];
  if (needed === undefined) return null;
  const missing = needed.filter((names) => ![names].flat().some((name) => columns.includes(name)));
  return missing.length === 0
    ? null
    : `columns lack ${missing.map((names) => [names].flat().join(" or ")).join(", ")}`;
}
