import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keptByKey } from "./kept-by-key.ts";

const keyOf = (name: string): string => createHash("sha256").update(name).digest("hex");
type Value = { readonly key: string; readonly text: string; readonly at: number };

/** What comes out, by key. */
function kept(values: readonly Value[], mostInMemory: number): ReadonlyMap<string, readonly Value[]> {
  const store = keptByKey<Value>({ mostInMemory });
  for (const value of values) store.add(value.key, value);
  const portions = [...store.portions()];
  store.close();
  const found = new Map<string, readonly Value[]>();
  for (const portion of portions) {
    for (const [key, group] of Map.groupBy(portion, (value) => value.key)) {
      expect(found.has(key)).toBe(false);
      found.set(key, group);
    }
  }
  return found;
}

describe("values kept by key", () => {
  it.each([0, 1, 2, 3, 1_000])(
    "of which at most %i stay in memory: all with one key come together, in order",
    (most) => {
      fc.assert(
        fc.property(
          fc.array(fc.tuple(fc.nat(5), fc.string({ unit: "binary" })), { maxLength: 20 }),
          (given) => {
            const values = given.map(([name, text], at) => ({ key: keyOf(String(name)), text, at }));
            expect(kept(values, most)).toEqual(Map.groupBy(values, ({ key }) => key));
          },
        ),
        { numRuns: 10 },
      );
    },
  );

  it("in many blocks, with characters of several bytes", () => {
    const values = Array.from({ length: 3_000 }, (_, at) => ({
      key: keyOf("one"),
      text: "€".repeat(at % 900),
      at,
    }));
    expect(kept(values, 10).get(keyOf("one"))).toEqual(values);
  });

  it("knows what it surely does not hold, as long as it is in memory", () => {
    const store = keptByKey<number>({ mostInMemory: 1 });
    store.add(keyOf("a"), 1);
    expect([store.mayHold(keyOf("a")), store.mayHold(keyOf("b"))]).toEqual([true, false]);
    store.add(keyOf("a"), 2);
    expect(store.mayHold(keyOf("b"))).toBe(true);
    store.close();
  });

  it("leaves nothing in the folder for temporary files", () => {
    const before = readdirSync(tmpdir()).filter((name) => /^tollwright-.{6}$/.test(name));
    const store = keptByKey<number>({ mostInMemory: 0 });
    store.add(keyOf("a"), 1);
    expect(readdirSync(tmpdir()).filter((name) => /^tollwright-.{6}$/.test(name))).toEqual(before);
    store.close();
  });
});
