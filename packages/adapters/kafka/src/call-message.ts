import { CivilDate, instant } from "@tollwright/calendar";
import type { Call } from "@tollwright/cdr";
import { z } from "zod";
import { isPlainCall } from "./plain-call.ts";

/**
 * A call as it stands on the topic: JSON, with the number of its form. Fields may be added under the same number, and whoever
 * does not know them leaves them out; another meaning takes another number.
 */
const FORM = 1;

/** The database's text has no zero character: one of them would refuse its whole batch again and again. */
const text = z.string().regex(/^[^\0]*$/);
const maybeText = text.nullable();
const at = z.int().transform(instant);
const count = z.int().min(0);
const hash = z.string().regex(/^[0-9a-f]{64}$/);

const CallMessage = z.object({
  form: z.literal(FORM),
  source: text.min(1),
  callKey: z.string().regex(/^[0-9a-f]{32}$/),
  keyIsWeak: z.boolean(),
  contentHash: hash,
  keyDay: CivilDate,
  record: z.object({ fileHash: hash, offset: count, length: count, line: count }),
  from: text,
  to: text,
  startedAt: at,
  answeredAt: at.nullable(),
  releasedAt: at.nullable(),
  billableMilliseconds: count,
  answered: z.boolean(),
  releaseCause: text,
  direction: z.enum(["inbound", "outbound", "onNet", "unknown"]),
  trunkIn: maybeText,
  trunkOut: maybeText,
  accountHint: maybeText,
  chargeNumber: maybeText,
  originatingLineInfo: maybeText,
  jurisdictionParameter: maybeText,
  routingNumber: maybeText,
  estimated: z.boolean(),
}) satisfies z.ZodType<Call & { readonly form: typeof FORM }>;

/** @example `{"form":1,"source":"asterisk-chi","callKey":"9f86…","keyDay":"2026-04-07", …}` */
export function messageOf(call: Call): string {
  return JSON.stringify({ form: FORM, ...call });
}

/** The call of a message, or why it is none, in words for people. */
export function callOf(value: Buffer | null): Call | string {
  if (value === null) return "the message has no value";
  const content = value.toString();
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch {
    return "the message is no JSON";
  }
  // A call with its form beside it is a call: taking that out would cost more than all the rest.
  if (!content.includes(ZERO_CHARACTER) && isPlainCall(json, FORM)) return json;
  const read = CallMessage.safeParse(json);
  if (read.success) return read.data;
  const wrong = read.error.issues.map(
    ({ path, message }) => `${path.join(".") || "the message"}: ${message}`,
  );
  return wrong.slice(0, REASONS_TOLD).join("; ");
}

/** As JSON writes it. */
const ZERO_CHARACTER = "\\u0000";

/** The first is the form: where that is another, the rest follows from it. */
const REASONS_TOLD = 2;
