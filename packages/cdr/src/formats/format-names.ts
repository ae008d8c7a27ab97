/** The switch formats that a source can name; each has its line in format-table.ts, and the compiler checks it. */
export const FORMAT_NAMES = [
  "3cx-csv",
  "acc-csv",
  "acme-csv",
  "asterisk-csv",
  "asterisk-custom",
  "bandwidth-csv",
  "cube-csv",
  "cucm-csv",
  "flatstore",
  "flowroute-csv",
  "freepbx-csv",
  "freeswitch-csv",
  "freeswitch-json",
  "freeswitch-xml",
  "grandstream-csv",
  "ribbon-act",
  "sansay-csv",
  "telnyx-csv",
  "telnyx-json",
  "twilio-json",
] as const;
export type FormatName = (typeof FORMAT_NAMES)[number];
