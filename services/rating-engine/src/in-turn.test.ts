import type { Delivery } from "@tollwright/bus";
import { expect, it } from "vitest";
import { inTurn, type Turn } from "./in-turn.ts";

const delivery = (position: string, ...keys: string[]): Delivery => ({
  calls: keys.map((callKey) => ({ callKey })) as unknown as Delivery["calls"],
  positions: [{ id: position, expected: 0n, next: 1n }],
  intake: null,
});

const pieceOf = (callKey: string): Delivery["intake"] =>
  ({ setAside: [{ callKey }] }) as unknown as Delivery["intake"];

/** A store that goes on when the test says so, and what happened in it. */
function scene() {
  const story: string[] = [];
  const store = inTurn();
  const gates = new Map<string, () => void>();
  const gate = (name: string): Promise<void> => new Promise((resolve) => gates.set(name, resolve));
  return {
    story,
    open: async (name: string): Promise<void> => {
      gates.get(name)?.();
      await settled();
    },
    store: (name: string, what: Delivery, fails = false): Promise<void> =>
      store(what, {
        prepare: () => gate(`${name} priced`),
        store: async (_, turn: Turn) => {
          story.push(`${name} begins, fence ${turn.fence}`);
          if (turn.sharedKeys.size > 0) {
            await turn.whenSharedStored();
            story.push(`${name} knows what became of ${[...turn.sharedKeys].join(", ")}`);
          }
          if (turn.fence === "first") turn.onFenced();
          await gate(`${name} copied`);
          if (fails) throw new Error("refused");
          if (turn.fence === "last") {
            await turn.whenNext();
            turn.onFenced();
            story.push(`${name} asks for its position`);
          }
          await gate(`${name} committed`);
          story.push(`${name} stored`);
        },
      }),
  };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));

it("nothing in common: whoever is priced first begins", async () => {
  const { store, open, story } = scene();
  store("one", delivery("a", "k1"));
  store("two", delivery("b", "k2"));
  await open("two priced");
  await open("one priced");
  expect(story).toEqual(["two begins, fence first", "one begins, fence first"]);
});

it("one position: all begin when they are priced, and ask for it in the order of their coming", async () => {
  const { store, open, story } = scene();
  store("one", delivery("a", "k1"));
  store("two", delivery("a", "k2"));
  store("three", delivery("a", "k3"));
  for (const name of ["three", "two", "one"]) await open(`${name} priced`);
  expect(story).toEqual(["three begins, fence last", "two begins, fence last", "one begins, fence first"]);
  await open("three copied");
  expect(story.slice(3)).toEqual([]);
  await open("two copied");
  expect(story.slice(3)).toEqual(["two asks for its position", "three asks for its position"]);
});

it("one position, and the one before it is stored: first again", async () => {
  const { store, open, story } = scene();
  store("one", delivery("a", "k1"));
  store("two", delivery("a", "k2"));
  for (const step of ["one priced", "one copied", "one committed", "two priced"]) await open(step);
  expect(story).toEqual(["one begins, fence first", "one stored", "two begins, fence first"]);
});

it("one call key: the second begins, and stores that call when the first is stored, whatever their positions", async () => {
  const { store, open, story } = scene();
  store("one", delivery("a", "k1", "k2"));
  store("two", delivery("b", "k2", "k3"));
  for (const step of ["two priced", "one priced", "one copied"]) await open(step);
  expect(story).toEqual(["two begins, fence first", "one begins, fence first"]);
  await open("one committed");
  expect(story.slice(2)).toEqual(["one stored", "two knows what became of k2"]);
});

it("a piece of a call in one of them: the second waits until the first is stored", async () => {
  const { store, open, story } = scene();
  store("one", delivery("a", "k1"));
  store("two", { ...delivery("b", "k2"), intake: pieceOf("k1") });
  for (const step of ["two priced", "one priced", "one copied"]) await open(step);
  expect(story).toEqual(["one begins, fence first"]);
  await open("one committed");
  expect(story.slice(1)).toEqual(["one stored", "two begins, fence first"]);
});

it("goes on where the one before it failed", async () => {
  const { store, open, story } = scene();
  const failing = store("one", delivery("a", "k1"), true);
  store("two", delivery("a", "k1"));
  for (const step of ["two priced", "one priced"]) await open(step);
  const refused = expect(failing).rejects.toThrow("refused");
  await open("one copied");
  await refused;
  await settled();
  expect(story).toEqual(["two begins, fence last", "one begins, fence first", "two knows what became of k1"]);
});

it("gives way: comes again when all before it are done, as the first", async () => {
  const storeInTurn = inTurn();
  const story: string[] = [];
  const gate = Promise.withResolvers<void>();
  const one = storeInTurn(delivery("a", "k1"), {
    prepare: async () => undefined,
    store: async () => {
      await gate.promise;
      story.push("one stored");
    },
  });
  const two = storeInTurn(delivery("a", "k1", "k2"), {
    prepare: async () => undefined,
    store: async (_, turn) => {
      story.push(`two begins, fence ${turn.fence}, ${turn.sharedKeys.size} shared`);
      const again = await turn.afterAll();
      story.push(`two again, fence ${again.fence}, ${again.sharedKeys.size} shared`);
    },
  });
  await settled();
  gate.resolve();
  await Promise.all([one, two]);
  expect(story).toEqual([
    "two begins, fence last, 1 shared",
    "one stored",
    "two again, fence first, 0 shared",
  ]);
});
