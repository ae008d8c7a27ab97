import { civilDate, instant } from "@tollwright/calendar";
import type { Call } from "@tollwright/cdr";
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

it("is taken at one look, or else by the schema: both take the same", () => {
  const values = [
    null,
    "",
    "x",
    "0".repeat(32),
    "a".repeat(64),
    "2026-04-07",
    "2026-02-30",
    -1,
    0,
    0.5,
    1e300,
    true,
    {},
    [],
  ];
  const whole: Record<string, unknown> = { form: 1, ...call };
  expect(isPlainCall(whole, 1)).toBe(true);
  for (const name of Object.keys(whole)) {
    const { [name]: _, ...without } = whole;
    expect(isPlainCall(without, 1), `without ${name}`).toBe(false);
    for (const value of values) {
      const changed = { ...whole, [name]: value };
      if (isPlainCall(changed, 1)) expect(callBySchema(changed), `${name} ${value}`).toEqual(changed);
    }
  }
  for (const name of Object.keys(call.record)) {
    for (const value of values) {
      const changed = { ...whole, record: { ...call.record, [name]: value } };
      if (isPlainCall(changed, 1)) expect(callBySchema(changed), `record.${name} ${value}`).toEqual(changed);
    }
  }
});

/** A field that nobody knows keeps the one look from taking it, and the schema leaves it out. */
const callBySchema = (json: Record<string, unknown>): unknown =>
  callOf(Buffer.from(JSON.stringify({ ...json, unknown: 1 })));

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
