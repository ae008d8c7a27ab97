import { z } from "zod";
import { DurationUnit } from "../values/duration-unit.ts";
import { timePatternFault } from "../values/time-pattern.ts";

/**
 * Which column: its position from 1, or its heading (delimited) · `7-10`, characters from 1 (fixedWidth) · `data.from`, a path of names
 * and positions (json) · `caller/number`, `leg/@id`, a path of element names (xml).
 */
const Column = z.union([z.int().min(1), z.string().min(1)], {
  error: "a column: its position from 1, its heading, 7-10, or a path",
});
export type Column = z.infer<typeof Column>;

const Columns = z.array(Column).min(1);
const Values = z.array(z.string()).min(1);

/** A text: the column alone, or with what is to be done to it. */
const Text = z.preprocess(
  (value) => (typeof value === "object" && value !== null ? value : { column: value }),
  z.strictObject({
    column: Column.optional(),
    /** The first of these that is not empty. */
    firstOf: Columns.optional(),
    /** Taken off the beginning: the first of these that stands there. */
    strip: z.union([z.string().min(1), Values]).optional(),
    /** Put in front of what is left, where something was taken off or `strip` is not stated; never of nothing. */
    add: z.string().min(1).optional(),
  }),
);

const Pattern = z.string().superRefine((pattern, context) => {
  const fault = timePatternFault(pattern);
  if (fault !== null) context.addIssue({ code: "custom", message: `${fault}, see docs/sources.md` });
});

/** A moment: written in a column, or its date in one and its clock in another; or, where `rule` says so, worked out. */
const moment = <Rule extends string>(...rules: readonly [Rule, ...Rule[]]) =>
  z.strictObject({
    column: Column.optional(),
    /** Date and clock: their texts are joined by a space, and the pattern has one there. */
    columns: z.tuple([Column, Column]).optional(),
    time: z.union([Pattern, z.array(Pattern).min(1)]).optional(),
    /** Texts that mean that there was no time, beside nothing and what is before 1971. */
    noTime: Values.optional(),
    rule: z.enum(rules).optional(),
  });

const Duration = z.strictObject({ column: Column, unit: DurationUnit });

const Fields = z.strictObject({
  from: Text.optional(),
  to: Text.optional(),
  start: moment("answer", "end - duration"),
  answer: moment("start", "start + setup", "start + duration - billable", "end - billable").optional(),
  end: moment("start + duration", "answer + billable").optional(),
  /** From start to answer. */
  setup: Duration.optional(),
  /** From start to end. */
  duration: Duration.optional(),
  /** Conversation, what is billed. */
  billable: Duration,
  releaseCause: Text.optional(),
  trunkIn: Text.optional(),
  trunkOut: Text.optional(),
  accountCode: Text.optional(),
  chargeNumber: Text.optional(),
  originatingLineInfo: Text.optional(),
  jurisdictionParameter: Text.optional(),
  routingNumber: Text.optional(),
});

/** Which records are calls, by the value of a column; without it each record is one. */
const Records = z.strictObject({
  column: Column,
  call: Values.optional(),
  /** Pieces of a call, that are joined by the key. */
  start: Values.optional(),
  interim: Values.optional(),
  stop: Values.optional(),
  /** Counted and passed over: headers, restarts, messages. */
  ignored: Values.optional(),
  trailer: Values.optional(),
  /** What any other value means. */
  otherwise: z.enum(["call", "ignored", "refused"]).default("refused"),
});

/** When a call was answered: all that is stated must hold. */
const Answered = z.union(
  [
    z.literal("always"),
    z.strictObject({
      column: Column.optional(),
      values: Values.optional(),
      /** An answer time stands in the record. */
      answerTime: z.literal(true).optional(),
      /** There are billable seconds. */
      seconds: z.literal(true).optional(),
    }),
  ],
  { error: "always, or { column, values, answerTime: true, seconds: true }" },
);

const Common = {
  records: Records.optional(),
  fields: Fields,
  answered: Answered,
  /** The columns that together name a call; `weak`: the format has none (books 1). */
  key: z.union([z.literal("weak"), Columns], { error: "a list of columns, or weak" }),
  direction: z
    .strictObject({
      column: Column,
      inbound: Values.optional(),
      outbound: Values.optional(),
      onNet: Values.optional(),
      /** Where the columns name our end and the other one, not caller and called: values with which they change places. */
      swapped: Values.optional(),
    })
    .optional(),
  /** The zone of the record's local times, where it is not always the source's. */
  zone: z
    .strictObject({ column: Column, as: z.enum(["name", "offset", "minutesEast", "minutesWest"]) })
    .optional(),
  /** A number that the switch counts up: what is missing is reported. */
  sequence: z.strictObject({ column: Column, counter: Column.optional() }).optional(),
  /** Control totals of the trailer. */
  trailer: z
    .strictObject({
      /** How many calls, and pieces of calls, the file holds. */
      records: z.strictObject({ column: Column }).optional(),
      billable: Duration.optional(),
    })
    .optional(),
};

const Delimited = z.strictObject({
  kind: z.literal("delimited"),
  separator: z
    .string()
    .regex(/^[\t\x20-\x7e]$/, 'one character; a tab is "\\t"')
    .default(","),
  quote: z.enum(['"', "'", "none"]).default('"'),
  escape: z.enum(["doubledQuote", "backslash", "none"]).default("doubledQuote"),
  recordEnd: z
    .string()
    .regex(/^[\x20-\x7e]$/, "one character")
    .optional(),
  looseQuotes: z.boolean().default(false),
  /** Lines at the top; the first of them names the columns. */
  headingRows: z.int().min(0).max(100).default(0),
  /** So many columns has a call; the heading's number by default. More are counted, fewer are refused. */
  expectedColumns: z.int().min(1).optional(),
  ...Common,
});
const FixedWidth = z.strictObject({
  kind: z.literal("fixedWidth"),
  headingRows: z.int().min(0).max(100).default(0),
  /** The switch takes blanks off the ends of its lines: a shorter line is then not one that was cut off. */
  trimmed: z.boolean().default(false),
  ...Common,
});
const Json = z.strictObject({ kind: z.literal("json"), path: z.string().min(1).optional(), ...Common });
const Xml = z.strictObject({ kind: z.literal("xml"), element: z.string().min(1), ...Common });

/** What `Layout` checks before it looks for contradictions. */
export const LayoutShape = z.discriminatedUnion("kind", [Delimited, FixedWidth, Json, Xml]);
export type Layout = z.infer<typeof LayoutShape>;
export type TextField = z.infer<typeof Text>;
export type DurationField = z.infer<typeof Duration>;
export type Moment = z.infer<typeof Fields>["start"] | NonNullable<z.infer<typeof Fields>["answer" | "end"]>;
