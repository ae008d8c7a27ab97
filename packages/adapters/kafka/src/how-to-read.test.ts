import { expect, it } from "vitest";
import { type HowToRead, howToRead, type Place } from "./how-to-read.ts";

const read = (place: Partial<Place>, first: bigint, last: bigint): HowToRead =>
  howToRead({ next: 500n, soughtTo: null, readTo: null, ...place }, { first, last });

it.each<[string, Partial<Place>, bigint, bigint, HowToRead]>([
  ["begins where the books are: taken", {}, 500n, 599n, { kind: "take" }],
  ["begins below: taken, and what was stored is dropped", {}, 400n, 500n, { kind: "take" }],
  ["all of it below: read on from the position", {}, 400n, 499n, { kind: "seek", to: 500n }],
  ["begins above: back to the position", {}, 501n, 599n, { kind: "seek", to: 500n }],
  [
    "above again after seeking: there is nothing in between",
    { soughtTo: 500n },
    501n,
    599n,
    { kind: "hole" },
  ],
  ["sought for another place: sought again", { soughtTo: 400n }, 501n, 599n, { kind: "seek", to: 500n }],
  ["goes on behind what was read: taken", { readTo: 500n }, 500n, 599n, { kind: "take" }],
  ["older than what was just read: another log", { readTo: 500n }, 499n, 599n, { kind: "wentBack" }],
  [
    "another process went on: read on from there",
    { next: 700n, readTo: 500n },
    500n,
    599n,
    { kind: "seek", to: 700n },
  ],
])("books 4: a stretch that %s", (_, place, first, last, expected) => {
  expect(read(place, first, last)).toEqual(expected);
});
