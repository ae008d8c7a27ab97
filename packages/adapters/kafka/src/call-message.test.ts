import { civilDate, instant } from "@tollwright/calendar";
import type { Call } from "@tollwright/cdr";
import fc from "fast-check";
import { expect, it } from "vitest";
import { callOf, messageOf } from "./call-message.ts";
import { isPlainCall } from "./plain-call.ts";

const call: Call = {
  source: "asterisk-chi",
  callKey: "0".repeat(32),
  keyIsWeak: false,
  contentHash: "a".repeat(64),
  keyDay: civilDate("2026-04-07"),
  record: { fileHash: "b".repeat(64), offset: 81_920, length: 100, line: 501 },
  from: "13125550142",
  to: "16035550199",
  startedAt: instant(1_775_570_590_000),
  answeredAt: instant(1_775_570_591_000),
  releasedAt: null,
  billableMilliseconds: 72_000,
  answered: true,
  releaseCause: 'ANSWERED "Ødegård"',
  direction: "outbound",
  trunkIn: "acme-chi",
  trunkOut: null,
  accountHint: null,
  chargeNumber: null,
  originatingLineInfo: "27",
  jurisdictionParameter: "312555",
  routingNumber: null,
  estimated: false,
};

const message = (facts: Record<string, unknown>): Buffer =>
  Buffer.from(JSON.stringify({ form: 1, ...call, ...facts }));

it("comes back as it was sent", () => {
  expect(callOf(Buffer.from(messageOf(call)))).toEqual({ form: 1, ...call });
});

/** One field of it, or of its record, is another or missing. */
const changed = fc
  .record({
    inRecord: fc.boolean(),
    field: fc.nat(),
    value: fc.oneof(
      fc.constantFrom<unknown>(undefined, null, "", "x", true, "2026-04-07", "2026-02-30", "inbound"),
      fc.constantFrom<unknown>(
        "0".repeat(32),
        "a".repeat(64),
        "A".repeat(64),
        "a\0",
        -1,
        0,
        0.5,
        2 ** 53,
        {},
      ),
      fc.jsonValue(),
    ),
  })
  .map(({ inRecord, field, value }): Record<string, unknown> => {
    const whole: Record<string, unknown> = { form: 1, ...call };
    const facts: Record<string, unknown> = inRecord ? { ...call.record } : whole;
    const names = Object.keys(facts);
    facts[names[field % names.length] ?? ""] = value;
    return inRecord ? { ...whole, record: facts } : facts;
  });

/** A field that nobody knows keeps the one look from taking it, and the schema leaves it out. */
const callBySchema = (json: Record<string, unknown>): unknown =>
  callOf(Buffer.from(JSON.stringify({ ...json, unknown: 1 })));

it("is taken at one look, or else by the schema: both take and refuse the same", () => {
  expect(isPlainCall({ form: 1, ...call }, 1)).toBe(true);
  fc.assert(
    fc.property(changed, (json) => {
      expect(callOf(Buffer.from(JSON.stringify(json)))).toEqual(callBySchema(json));
    }),
    { numRuns: 2_000 },
  );
});

it("leaves out a field that is not known: a newer program may send one under the same form", () => {
  expect(callOf(message({ emergency: true }))).toEqual({ form: 1, ...call });
});

it.each<[string, Buffer | null, string]>([
  ["nothing", null, "the message has no value"],
  ["damaged JSON", Buffer.from('{"form":1,'), "the message is no JSON"],
  ["a text", Buffer.from('"call"'), "the message: Invalid input: expected object, received string"],
  ["another form", message({ form: 2 }), "form: Invalid input: expected 1"],
  ["a key that is cut off", message({ callKey: "0".repeat(31) }), "callKey: "],
  ["a day that no calendar has", message({ keyDay: "2026-02-30" }), "keyDay: a day, YYYY-MM-DD"],
  ["half a millisecond", message({ startedAt: 0.5 }), "startedAt: "],
  ["a length below zero", message({ billableMilliseconds: -1 }), "billableMilliseconds: "],
  ["a zero character, which no text of the database holds", message({ to: "1603\0" }), "to: "],
  ["a direction of its own", message({ direction: "sideways" }), "direction: "],
  ["a record without a place", message({ record: { fileHash: "b".repeat(64) } }), "record.offset: "],
])("%s is no call", (_, value, reason) => {
  const read = callOf(value);
  expect(typeof read === "string" ? read.slice(0, reason.length) : read).toBe(reason);
});
