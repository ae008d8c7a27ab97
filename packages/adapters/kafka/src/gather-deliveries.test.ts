import type { Delivery } from "@tollwright/bus";
import fc from "fast-check";
import { expect, it } from "vitest";
import { gatherDeliveries, type Piece } from "./gather-deliveries.ts";

type Facts = {
  readonly partition: string;
  readonly from: number;
  readonly until: number;
  readonly isAlone?: boolean;
  readonly isWanted?: () => boolean;
};

/** A call for each message, keyed by its partition and offset. */
const piece = ({ partition, from, until, isAlone = false, isWanted = () => true }: Facts): Piece => ({
  calls: Array.from({ length: until - from }, (_, index) => ({
    callKey: `${partition}${from + index}`,
  })) as unknown as Delivery["calls"],
  move: { id: partition, expected: BigInt(from), next: BigInt(until) },
  intake: null,
  isAlone,
  isWanted,
});

const told = ({ calls, positions }: Delivery): string =>
  `${positions.map(({ id, expected, next }) => `${id} ${expected}-${next}`).join(", ")}: ${calls.map(({ callKey }) => callKey).join(" ")}`;

/** A store that answers when the test says so. */
function scene(atOnce = 1) {
  const story: string[] = [];
  const answers: PromiseWithResolvers<void>[] = [];
  const gathering = gatherDeliveries({
    callsAtOnce: 4,
    atOnce,
    handle(delivery) {
      story.push(told(delivery));
      const answer = Promise.withResolvers<void>();
      answers.push(answer);
      return answer.promise;
    },
  });
  return {
    gathering,
    story,
    store(facts: Facts): void {
      gathering.store(piece(facts)).then(
        () => story.push(`${facts.partition} ${facts.from} is stored`),
        ({ message }: Error) => story.push(`${facts.partition} ${facts.from}: ${message}`),
      );
    },
    async answer(refusal?: string): Promise<void> {
      const answer = answers.shift();
      if (refusal === undefined) answer?.resolve();
      else answer?.reject(new Error(refusal));
      await settled();
    },
  };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it("a lone piece is handed over at once; what comes meanwhile gathers, of all partitions", async () => {
  const { store, answer, story } = scene();
  store({ partition: "a", from: 0, until: 1 });
  store({ partition: "b", from: 5, until: 7 });
  store({ partition: "a", from: 1, until: 2 });
  expect(story).toEqual(["a 0-1: a0"]);
  await answer();
  expect(story.slice(1)).toEqual(["a 0 is stored", "b 5-7, a 1-2: b5 b6 a1"]);
  await answer();
  expect(story.slice(3)).toEqual(["b 5 is stored", "a 1 is stored"]);
});

it("pieces of one partition move its position once", async () => {
  const { store, answer, story } = scene();
  store({ partition: "x", from: 0, until: 1 });
  store({ partition: "a", from: 0, until: 1 });
  store({ partition: "a", from: 1, until: 3 });
  await answer();
  expect(story.at(-1)).toBe("a 0-3: a0 a1 a2");
});

it("a second delivery begins beside the first when it is full, and no third", () => {
  const { store, story } = scene(2);
  store({ partition: "a", from: 0, until: 1 });
  store({ partition: "b", from: 0, until: 3 });
  expect(story).toEqual(["a 0-1: a0"]);
  store({ partition: "c", from: 0, until: 1 });
  expect(story.slice(1)).toEqual(["b 0-3, c 0-1: b0 b1 b2 c0"]);
  store({ partition: "d", from: 0, until: 4 });
  expect(story.slice(2)).toEqual([]);
});

it.each([
  ["a piece that does not fit any more waits for the next one", 3, "b 0-2: b0 b1"],
  ["a piece that is larger than a delivery goes by itself", 9, "b 0-2: b0 b1"],
  ["a piece that just fits goes too", 2, "b 0-2, c 0-2: b0 b1 c0 c1"],
])("%s", async (_, calls, second) => {
  const { store, answer, story } = scene();
  store({ partition: "a", from: 0, until: 1 });
  store({ partition: "b", from: 0, until: 2 });
  store({ partition: "c", from: 0, until: calls });
  await answer();
  expect(story.at(-1)).toBe(second);
});

it("what was refused before goes by itself, and so does what is behind it", async () => {
  const { store, answer, story } = scene();
  store({ partition: "x", from: 0, until: 1 });
  store({ partition: "a", from: 0, until: 1 });
  store({ partition: "b", from: 0, until: 1, isAlone: true });
  store({ partition: "c", from: 0, until: 1 });
  for (let times = 0; times < 3; times += 1) await answer();
  expect(story.filter((line) => line.includes("-"))).toEqual([
    "x 0-1: x0",
    "a 0-1: a0",
    "b 0-1: b0",
    "c 0-1: c0",
  ]);
});

it("a refusal is told to each of its pieces; what is not wanted any more is dropped", async () => {
  const { gathering, store, answer, story } = scene();
  let isWanted = true;
  store({ partition: "x", from: 0, until: 1 });
  store({ partition: "a", from: 0, until: 1, isWanted: () => isWanted });
  store({ partition: "b", from: 0, until: 1 });
  isWanted = false;
  await answer("the database went away");
  expect(story.slice(1)).toEqual(["x 0: the database went away", "b 0-1: b0", "a 0: not wanted any more"]);
  let isOver = false;
  void gathering.whenStored().then(() => {
    isOver = true;
  });
  await settled();
  expect(isOver).toBe(false);
  await answer();
  expect(isOver).toBe(true);
});

it("there is room for as many calls as one delivery has", async () => {
  const { gathering, store, answer } = scene();
  let hasRoom = false;
  const ask = (): void => {
    hasRoom = false;
    void gathering.whenRoom().then(() => {
      hasRoom = true;
    });
  };
  store({ partition: "a", from: 0, until: 9 }); // is being stored, and does not wait
  store({ partition: "b", from: 0, until: 3 });
  ask();
  await settled();
  expect(hasRoom).toBe(true);
  store({ partition: "b", from: 3, until: 4 });
  ask();
  await settled();
  expect(hasRoom).toBe(false);
  await answer();
  expect(hasRoom).toBe(true);
});

it("every message once, in the order of its partition, whatever is gathered", async () => {
  const pieces = fc.array(fc.record({ partition: fc.constantFrom("a", "b", "c"), calls: fc.nat(6) }));
  await fc.assert(
    fc.asyncProperty(pieces, fc.integer({ min: 1, max: 3 }), async (came, atOnce) => {
      const deliveries: Delivery[] = [];
      const handle = async (delivery: Delivery): Promise<void> => void deliveries.push(delivery);
      const gathering = gatherDeliveries({ callsAtOnce: 5, atOnce, handle });
      const ends = new Map<string, number>();
      for (const { partition, calls } of came) {
        const from = ends.get(partition) ?? 0;
        ends.set(partition, from + calls);
        void gathering.store(piece({ partition, from, until: from + calls }));
      }
      await gathering.whenStored();
      const moves = new Map<string, bigint>();
      for (const { id, expected, next } of deliveries.flatMap(({ positions }) => positions)) {
        expect(moves.get(id) ?? 0n).toBe(expected);
        moves.set(id, next);
      }
      const keys = deliveries.flatMap(({ calls }) => calls.map(({ callKey }) => callKey));
      for (const [partition, end] of ends)
        expect(keys.filter((key) => key.startsWith(partition))).toEqual(
          Array.from({ length: end }, (_, offset) => `${partition}${offset}`),
        );
    }),
  );
});
