import { expect } from "vitest";
import type { RecordId } from "../call.ts";
import type { Source } from "../source.ts";
import { type AllRead, readBy, sourceOf } from "./read-all.ts";

/** Rounds of each kind of damage; many more by hand: `DAMAGE_ROUNDS=5000 npx vitest run packages/cdr`. Another seed: `DAMAGE_SEED=8`. */
const { DAMAGE_ROUNDS = "80", DAMAGE_SEED = "7" } = process.env;
const ROUNDS = Number(DAMAGE_ROUNDS);

/**
 * Damages a good file in all the ways that files are damaged: cut off at each byte, bytes changed, stretches missing, doubled or moved,
 * line ends of another machine, blocks of NUL. Nothing may throw, each record must be in one place with its line and its bytes, the
 * size of the chunks must change nothing, and what is left of a record that was cut off is billed as nothing.
 */
export function surviveDamage(settings: object, content: string): void {
  const source = sourceOf(settings);
  const good = new TextEncoder().encode(content);
  const random = randomNumbers(Number(DAMAGE_SEED));
  surviveCuts(source, content, random);
  for (let round = 0; round < ROUNDS; round += 1)
    for (const damage of DAMAGES) readEveryWay(source, damage(good, random), random);
}

/** Of lines a second copy is cut, for of the first records of a file nothing tells how long they should be. */
function surviveCuts(source: Source, content: string, random: Random): void {
  const good = new TextEncoder().encode(content);
  const isOfLines = content.endsWith("\n");
  const file = isOfLines ? Uint8Array.from([...good, ...good]) : good;
  const whole = new Set(billed(readBy(source, file)));
  const step = Math.max(1, Math.floor(good.length / ROUNDS));
  for (let cut = 0; cut <= file.length; cut += step) {
    const read = readEveryWay(source, file.subarray(0, cut), random);
    if (!isOfLines || cut > good.length) expect(billed(read).filter((call) => !whole.has(call))).toEqual([]);
  }
}

type Random = (below: number) => number;
type Damage = (good: Uint8Array, random: Random) => Uint8Array;

/** Quotes, separators, line ends and the like do the most harm. */
const ODD_BYTES = [...'",;<>&|\\\r\n%:0-=']
  .map((character) => character.charCodeAt(0))
  .concat([0, 0xff, 0xc3]);

const DAMAGES: readonly Damage[] = [
  (good, random) => {
    const bytes = good.slice();
    for (let times = 1 + random(3); times > 0; times -= 1)
      bytes[random(bytes.length)] = ODD_BYTES[random(ODD_BYTES.length)] ?? random(256);
    return bytes;
  },
  (good, random) => {
    const [from, length] = [random(good.length), random(40)];
    return Uint8Array.from([...good.subarray(0, from), ...good.subarray(from + length)]);
  },
  (good, random) => {
    const [from, length, to] = [random(good.length), random(60), random(good.length)];
    const stretch = good.subarray(from, from + length);
    return Uint8Array.from([...good.subarray(0, to), ...stretch, ...good.subarray(to)]);
  },
  (good, random) => {
    const at = random(good.length);
    return Uint8Array.from([
      ...good.subarray(0, at),
      ...new Uint8Array(1 + random(40)),
      ...good.subarray(at),
    ]);
  },
  (good, random) => {
    const end = [[13], [13, 10], [10, 13], []][random(4)] ?? [];
    const isAll = random(2) === 0;
    return Uint8Array.from(
      [...good].flatMap((byte) => (byte === 10 && (isAll || random(2) === 0) ? end : [byte])),
    );
  },
  (good, random) => {
    const from = random(good.length);
    return Uint8Array.from([
      0xef,
      0xbb,
      0xbf,
      ...good.subarray(0, from),
      0xef,
      0xbb,
      0xbf,
      ...good.subarray(from),
    ]);
  },
];

function readEveryWay(source: Source, bytes: Uint8Array, random: Random): AllRead {
  const whole = readBy(source, bytes);
  const inChunks = readBy(source, bytes, { chunk: 1 + random(60) });
  expect(JSON.stringify(inChunks)).toBe(JSON.stringify(whole));
  for (const { record } of [...whole.calls, ...whole.parts, ...whole.setAside]) standsIn(bytes, record);
  return whole;
}

function standsIn(bytes: Uint8Array, { offset, length, line }: RecordId): void {
  const isInside = offset >= 0 && length >= 0 && offset + length <= bytes.length && line >= 1;
  if (!isInside) expect({ offset, length, line, bytes: bytes.length }).toBe("inside the file");
}

/** What would be billed, or joined to what is; columns that nobody reads change the hash of a record and no bill. */
function billed({ calls, parts }: AllRead): readonly string[] {
  const answered = calls.filter(({ billableMilliseconds }) => billableMilliseconds > 0);
  return [
    ...answered.map((call) => JSON.stringify({ ...call, record: call.record.offset, contentHash: "" })),
    ...parts.map(({ callKey, part, record: { offset } }) => JSON.stringify([callKey, part.facts, offset])),
  ];
}

/** A stream of numbers that is the same in each run (Park and Miller's). */
function randomNumbers(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}
