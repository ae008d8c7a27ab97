import { type CivilDate, fromDayNumber, type Instant } from "@tollwright/calendar";
import type { Call } from "@tollwright/cdr";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { KnownCall } from "./known-calls.ts";
import { sortOutCalls } from "./sort-out-calls.ts";

const DAY_ZERO = 20_550; // 2026-04-07

type Facts = { key: string; day: number; content: string; file: string; offset: number; weak: boolean };

const known = ({ key, day, content, file, offset }: Facts): KnownCall => ({
  callKey: key,
  keyDay: fromDayNumber(DAY_ZERO + day),
  contentHash: content,
  record: { fileHash: file, offset },
  estimated: false,
});

function call(facts: Facts): Call {
  return {
    ...known(facts),
    source: "pbx",
    keyIsWeak: facts.weak,
    keyDay: fromDayNumber(DAY_ZERO + facts.day) as CivilDate,
    record: { fileHash: facts.file, offset: facts.offset, length: 10, line: 1 },
    from: "",
    to: "",
    startedAt: 0 as Instant,
    answeredAt: null,
    releasedAt: null,
    billableMilliseconds: 1000,
    answered: false,
    releaseCause: "",
    direction: "unknown",
    trunkIn: null,
    trunkOut: null,
    accountHint: null,
    chargeNumber: null,
    originatingLineInfo: null,
    jurisdictionParameter: null,
    routingNumber: null,
    estimated: false,
  };
}

const stored: Facts = { key: "k", day: 0, content: "c", file: "f", offset: 0, weak: false };

describe("what an arriving call is beside a stored one (books 1, 2)", () => {
  it.each<[string, Partial<Facts>, string]>([
    ["nothing else", {}, "redelivered"],
    ["another place in the file", { offset: 1 }, "DUPLICATE_CALL"],
    ["another file", { file: "g" }, "DUPLICATE_CALL"],
    ["another place, without a key", { offset: 1, weak: true }, "DUPLICATE_CALL"],
    ["another file, without a key", { file: "g", weak: true }, "WEAK_DUPLICATE"],
    ["other content", { offset: 1, content: "d" }, "KEY_CONFLICT"],
    ["another key", { offset: 1, key: "l" }, "fresh"],
    ["one day later", { offset: 1, day: 1 }, "KEY_ON_TWO_DAYS"],
    ["two days earlier", { offset: 1, day: -2 }, "KEY_ON_TWO_DAYS"],
    ["three days later", { offset: 1, day: 3 }, "fresh"],
    ["three days earlier", { offset: 1, day: -3 }, "fresh"],
  ])("differing in %s", (_, difference, expected) => {
    const { fresh, setAside, redelivered } = sortOutCalls(
      [call({ ...stored, ...difference })],
      [known(stored)],
    );
    const [aside] = setAside;
    const found =
      aside?.reason ?? (fresh.length === 1 ? "fresh" : redelivered === 1 ? "redelivered" : "lost");
    expect(found).toBe(expected);
  });
});

describe("the same records again in one delivery (books 1)", () => {
  it.each<[string, Partial<Facts>, string | null]>([
    ["one that is stored", {}, null],
    ["a duplicate", { offset: 1 }, "duplicate"],
    ["a conflict", { offset: 1, content: "d" }, "conflict"],
    ["a weak duplicate out of another file", { file: "g", weak: true }, "suspended"],
  ])("%s is counted once", (_, difference, bucket) => {
    const arriving = call({ ...stored, ...difference });
    const { fresh, setAside, redelivered } = sortOutCalls([arriving, arriving], [known(stored)]);
    const once = bucket === null ? [] : [bucket];
    expect([fresh.length, setAside.map((aside) => aside.bucket), redelivered]).toEqual([
      0,
      once,
      2 - once.length,
    ]);
  });
});

const anyFacts: fc.Arbitrary<Facts> = fc.record({
  key: fc.constantFrom("k", "l"),
  day: fc.integer({ min: -4, max: 4 }),
  content: fc.constantFrom("c", "d"),
  file: fc.constantFrom("f", "g"),
  offset: fc.integer({ min: 0, max: 3 }),
  weak: fc.boolean(),
});

describe("every arriving call ends in exactly one place (books 3)", () => {
  it("and no two fresh ones share a key on near days", () => {
    fc.assert(
      fc.property(fc.array(anyFacts), fc.array(anyFacts), (before, arriving) => {
        const { fresh, setAside, redelivered } = sortOutCalls(arriving.map(call), before.map(known));
        expect(fresh.length + setAside.length + redelivered).toBe(arriving.length);
        const records = setAside.map(({ record: { fileHash, offset } }) => `${fileHash} ${offset}`);
        expect(new Set(records).size).toBe(records.length);
        const again = sortOutCalls(fresh, before.map(known));
        expect(again.fresh).toEqual(fresh);
        const days = fresh.map(({ callKey, keyDay }) => `${callKey} ${keyDay}`);
        expect(new Set(days).size).toBe(days.length);
      }),
    );
  });
});

describe("what arrives beside an estimate (books 5)", () => {
  const estimate = { ...known(stored), estimated: true };
  const later = call({ ...stored, offset: 1, content: "d" });

  it("is its closing record, whatever it says, and waits for settling with all its facts", () => {
    const [aside] = sortOutCalls([later], [estimate]).setAside;
    expect(aside).toMatchObject({
      bucket: "pending",
      reason: "PART_WAITING",
      callKey: "k",
      milliseconds: 1000,
    });
    expect(aside?.part).toMatchObject({
      role: "stop",
      contentHash: "d",
      facts: { billableMilliseconds: 1000 },
    });
  });

  it("but not another estimate, nor on another day", () => {
    const [again] = sortOutCalls([{ ...later, estimated: true }], [estimate]).setAside;
    const [tomorrow] = sortOutCalls([call({ ...stored, offset: 1, day: 1 })], [estimate]).setAside;
    expect([again?.reason, tomorrow?.reason]).toEqual(["KEY_CONFLICT", "KEY_ON_TWO_DAYS"]);
  });
});
