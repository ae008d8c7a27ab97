import { CivilDate, isZone } from "@tollwright/calendar";
import { z } from "zod";
import { FORMAT_NAMES } from "./formats/format-names.ts";
import { statedColumnsFault } from "./formats/stated-columns.ts";
import { Layout } from "./mapped/layout.ts";
import { unusedInLayout } from "./mapped/unused-in-layout.ts";
import { unusedSettings } from "./unused-settings.ts";

/** Ways to find the owner of a call, the first that fits first. */
const Attribution = z.array(z.enum(["accountCode", "trunk", "number", "chargeNumber"])).min(1);

/** What a column of a carrier's export can tell. */
const Headings = z.partialRecord(
  z.enum([
    "key",
    "from",
    "to",
    "direction",
    "start",
    "answer",
    "end",
    "seconds",
    "status",
    "cause",
    "trunk",
    "account",
    "routingNumber",
    "attempt",
  ]),
  z.string().min(1),
);

/**
 * A switch or carrier that writes call records, and how to read them. Zone, unit and key are properties of the source,
 * never of the machine that reads (reference: cdr and rate decks, section 1).
 */
export const Source = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9-]{1,40}$/, "lower-case letters, digits and dashes"),
    description: z.string().min(1),
    format: z.enum(FORMAT_NAMES),
    /** mapped: the format itself, described; see docs/sources.md. */
    layout: Layout.optional(),
    /** Zone of the local times that the switch writes. */
    zone: z.string().refine(isZone, "a name of the time zone database, such as America/Chicago"),
    /** Asterisk with 17 columns: which one the 17th is. Refused where it is needed and not stated. */
    seventeenthColumn: z.enum(["uniqueid", "userfield"]).optional(),
    /**
     * asterisk-custom, asterisk-cel, freeswitch-csv, 3cx-csv, flatstore, acc-csv: the columns in the file's order, by the switch's own
     * names, for they are set by whoever set up the switch. Absent: the order that the switch ships with. A name that means nothing is passed over.
     */
    columns: z.array(z.string()).min(3).optional(),
    /**
     * asterisk-custom, asterisk-cel, freepbx-csv, 3cx-csv, flatstore, acc-csv, sansay-csv, telnyx-csv, twilio-csv, bandwidth-csv, flowroute-csv: what stands
     * between the columns, where it is not what the switch ships with.
     */
    separator: z.enum([",", ";", "|", "\t"]).optional(),
    /** asterisk-custom, asterisk-cel, flatstore, acc-csv: how a quote inside a value is written, where it is not doubled. */
    escape: z.enum(["doubledQuote", "backslash", "none"]).optional(),
    /** freeswitch-csv: the template of cdr_csv.conf that writes the file; `builtin` is the one compiled into the module. */
    template: z.enum(["example", "asterisk", "sql", "builtin", "snom", "linksys", "opencdrrate"]).optional(),
    /**
     * telnyx, bandwidth, flowroute, acc-csv: how the file's heading calls a column, where it is not what the maker documents. Account and
     * report settings pick and rename columns.
     */
    headings: Headings.optional(),
    /** What letters after a clock time mean, where a switch was told its own: `{ XYZ: "-05:00" }` (acme-csv, cube-csv). */
    zoneAbbreviations: z
      .record(
        z.string().regex(/^[A-Z0-9]{1,8}$/, "capital letters and digits"),
        z.string().regex(/^[+-]\d\d:\d\d$/, "an offset such as -05:00"),
      )
      .optional(),
    /** FreeSWITCH: which leg of a call is billed; the other is ignored. `b` only where a switch writes no A legs. */
    billedLeg: z.enum(["a", "b"]).optional(),
    /**
     * acc-csv, the table acc_cdrs: whether its calls begin with the answer (`cdr_start_on_confirmed`) or with the INVITE; then the
     * ringing is billed too, for nobody can tell it apart. Refused where it is needed and not stated.
     */
    dialogStart: z.enum(["answer", "invite"]).optional(),
    /** FreeSWITCH and OpenSIPS: `seconds` bills billsec or duration, `milliseconds` bills billmsec or ms_duration. */
    billingBase: z.enum(["seconds", "milliseconds"]).default("seconds"),
    attribution: z
      .union([Attribution, z.array(z.strictObject({ from: CivilDate, order: Attribution })).min(1)])
      .default(["trunk", "accountCode", "number"]),
    /** Records outside this window around the day of reading are suspended (books 2). */
    window: z
      .strictObject({ daysBack: z.int().min(1), daysAhead: z.int().min(0) })
      .default({ daysBack: 400, daysAhead: 2 }),
    /** Trunks of ours that lead to the public network; a call between two others is on-net. */
    carrierTrunks: z.array(z.string()).default([]),
    /**
     * When a call is on-net: `trunks`, both its trunks are known and none leads to the public network · `record`, only where
     * the record says so · `never`.
     */
    onNet: z.enum(["trunks", "record", "never"]).default("trunks"),
    /** Interim records of a long call: each tells the seconds so far, or those of its own piece (reference, section 3.3). */
    interim: z.enum(["cumulative", "pieces"]).default("cumulative"),
    /** A call whose closing record never comes is billed by what is known, so many hours after its last piece. */
    estimateAfterHours: z.int().min(1).max(2_400).default(48),
    /** Numbers in file names, as one group of a regular expression: a number that is missing is reported. */
    fileSequence: z
      .string()
      .refine(isPattern, "a regular expression with one group, such as -(\\d+)\\.CDR$")
      .optional(),
    /** A source that delivers nothing for so long is reported as silent. */
    silentAfterHours: z.int().min(1).optional(),
  })
  .refine(({ format, layout }) => (format === "mapped") === (layout !== undefined), {
    path: ["layout"],
    error: "a layout goes with the format mapped, and with no other",
  })
  .superRefine((source, context) => {
    const fault = statedColumnsFault(source);
    if (fault !== null) context.addIssue({ code: "custom", path: ["columns"], message: fault });
  });
export type Source = z.infer<typeof Source>;

/**
 * A source as a person writes it: nothing in it may be without effect. What is in the books was checked when it came, and is read
 * by `Source`.
 */
export const StatedSource = z.intersection(
  Source,
  // It looks at what is written, before defaults are filled in, and adds nothing.
  z.unknown().transform((written, context) => {
    refuseUnused(written, context);
    return {};
  }),
);

function refuseUnused(written: unknown, context: z.RefinementCtx): void {
  const { data } = Source.safeParse(written);
  const stated = new Set(Object.keys(written ?? {}));
  const unused = [
    ...unusedSettings(written),
    ...(data?.layout === undefined ? [] : unusedInLayout({ layout: data.layout, stated })),
  ];
  for (const { path, message, wayOut } of unused)
    context.addIssue({
      code: "custom",
      path: [...path],
      message,
      params: { problem: "SETTING_UNUSED", wayOut },
    });
}

/** The order of attribution on a day; before the first dated one, the first. */
export function attributionOn(source: Source, day: CivilDate): z.infer<typeof Attribution> {
  const [first] = source.attribution;
  if (typeof first !== "object") return source.attribution as z.infer<typeof Attribution>;
  // Asked twice a call, so no list is made of it.
  for (let index = source.attribution.length - 1; index > 0; index -= 1) {
    const dated = source.attribution[index];
    if (typeof dated === "object" && dated.from <= day) return dated.order;
  }
  return first.order;
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(`${text}|`).exec("")?.length === 2;
  } catch {
    return false; // no regular expression
  }
}
