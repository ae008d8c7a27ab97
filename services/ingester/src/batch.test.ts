import { type Reading, Source } from "@tollwright/cdr";
import { describe, expect, it } from "vitest";
import { batcher } from "./batch.ts";

const pbx = Source.parse({ id: "pbx", description: "A switch.", format: "asterisk-csv", zone: "UTC" });

/** A stretch of a file in which nothing was found but its end. */
function reading(nextOffset: number): Reading {
  return {
    calls: [],
    parts: [],
    setAside: [],
    sequences: [],
    records: 0,
    recordsWithExtraColumns: 0,
    nextOffset,
  };
}

describe("a batch", () => {
  it("is full with a thousand positions, and not with one less", () => {
    const gathered = batcher(pbx, { carriesIntake: true });
    for (let file = 1; file <= 999; file += 1) gathered.add(`file:pbx:${file}`, 0, reading(10));
    expect(gathered.isFull()).toBe(false);
    gathered.add("file:pbx:1000", 0, reading(10));
    expect(gathered.isFull()).toBe(true);
  });

  it("moves a position once, from where it first stood to where it came last, in id order", () => {
    const gathered = batcher(pbx, { carriesIntake: true });
    gathered.add("b", 5, reading(10));
    gathered.add("a", 0, reading(7));
    gathered.add("b", 5, reading(20));
    expect(gathered.take()?.intake.positions).toEqual([
      { id: "a", expected: 0n, next: 7n },
      { id: "b", expected: 5n, next: 20n },
    ]);
  });

  it("is nothing where nothing moved, and empty once it was taken", () => {
    const gathered = batcher(pbx, { carriesIntake: true });
    gathered.add("a", 7, reading(7));
    expect(gathered.take()).toBeNull();
    gathered.add("a", 7, reading(9));
    expect(gathered.take()).not.toBeNull();
    expect(gathered.take()).toBeNull();
  });
});
