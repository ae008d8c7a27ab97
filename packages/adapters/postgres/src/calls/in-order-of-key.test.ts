import type { Call } from "@tollwright/cdr";
import type { RatedCall } from "@tollwright/rating";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inOrderOfKey } from "./in-order-of-key.ts";
import type { CallWithOutcome } from "./outcomes.ts";

/** What is looked at here; `offset` tells two with one key apart. */
type Facts = { readonly callKey: string; readonly keyDay: string; readonly offset: number };

function called({ callKey, keyDay, offset }: Facts): CallWithOutcome {
  const call = { callKey, keyDay, record: { offset } } as unknown as Call;
  return { call, outcome: {} as RatedCall };
}

const facts = ({ call }: CallWithOutcome): Facts => ({
  callKey: call.callKey,
  keyDay: call.keyDay,
  offset: call.record.offset,
});

describe("calls in order of day and key", () => {
  it("stand by day, by key, and with one key as they came", () => {
    const given: Facts[] = [
      { callKey: "ffffffff01", keyDay: "2026-04-08", offset: 0 },
      { callKey: "ffffffff02", keyDay: "2026-04-07", offset: 1 },
      { callKey: "ffffffff01", keyDay: "2026-04-07", offset: 2 },
      { callKey: "00000000aa", keyDay: "2026-04-07", offset: 3 },
      { callKey: "ffffffff01", keyDay: "2026-04-07", offset: 4 },
    ];
    const { calls, repeated } = inOrderOfKey(given.map(called));
    expect(calls.map(({ call }) => call.record.offset)).toEqual([3, 2, 4, 1, 0]);
    expect(repeated).toEqual(new Set(["ffffffff01"]));
  });

  it("as a plain sort by texts puts them, whatever the keys", () => {
    // Two beginnings of a key and two ends: many of them begin alike.
    const key = fc.tuple(fc.constantFrom("0000000a", "fffffffe"), fc.constantFrom("00", "01"));
    const one = fc.record({
      callKey: key.map(([begin, end]) => begin + end),
      keyDay: fc.constantFrom("2026-04-07", "2026-04-08"),
    });
    fc.assert(
      fc.property(fc.array(one), (given) => {
        const all = given.map((each, offset) => ({ ...each, offset }));
        const text = ({ keyDay, callKey, offset }: Facts): string =>
          `${keyDay} ${callKey} ${String(offset).padStart(6, "0")}`;
        const expected = all.toSorted((left, right) => (text(left) < text(right) ? -1 : 1));
        const { calls, repeated } = inOrderOfKey(all.map(called));
        expect(calls.map(facts)).toEqual(expected);
        const counts = Map.groupBy(all, ({ callKey }) => callKey);
        const twice = [...counts].filter(([, same]) => same.length > 1).map(([callKey]) => callKey);
        expect(repeated).toEqual(new Set(twice));
      }),
    );
  });
});
