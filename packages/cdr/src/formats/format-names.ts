/** The switch formats that a source can name; each has its line in format-table.ts, and the compiler checks it. */
export const FORMAT_NAMES = [
  "asterisk-csv",
  "asterisk-custom",
  "freepbx-csv",
  "freeswitch-json",
  "grandstream-csv",
] as const;
export type FormatName = (typeof FORMAT_NAMES)[number];
