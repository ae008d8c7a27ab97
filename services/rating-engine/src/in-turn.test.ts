import type { Delivery } from "@tollwright/bus";
import { expect, it } from "vitest";
import { inTurn } from "./in-turn.ts";

const delivery = (position: string, ...keys: string[]): Delivery => ({
  calls: keys.map((callKey) => ({ callKey })) as unknown as Delivery["calls"],
  positions: [{ id: position, expected: 0n, next: 1n }],
  intake: null,
});

const SECOND = "second, prepared at once";

/** What is stored when two deliveries come and pricing the first one takes long. */
async function order(first: Delivery, second: Delivery, fails = false): Promise<readonly string[]> {
  const story: string[] = [];
  const store = inTurn();
  const { promise, resolve } = Promise.withResolvers<void>();
  const one = store(first, {
    prepare: () => promise,
    store: async () => {
      if (fails) throw new Error("refused");
      story.push("first");
    },
  });
  const two = store(second, {
    prepare: async () => "at once",
    store: async (prepared) => void story.push(`second, prepared ${prepared}`),
  });
  await new Promise((done) => setTimeout(done, 1));
  resolve();
  await Promise.allSettled([one, two]);
  return story;
}

it.each([
  ["nothing in common: side by side", delivery("a", "k1"), delivery("b", "k2"), [SECOND, "first"]],
  ["one position: in turn", delivery("a", "k1"), delivery("a", "k2"), ["first", SECOND]],
  ["one call key: in turn", delivery("a", "k1", "k2"), delivery("b", "k2"), ["first", SECOND]],
])("%s", async (_, first, second, stored) => {
  expect(await order(first, second)).toEqual(stored);
});

it("goes on where the one before it failed", async () => {
  expect(await order(delivery("a", "k1"), delivery("a", "k2"), true)).toEqual([SECOND]);
});
