import { METERS_PER_UNIT, type Ring, UNITS_PER_DEGREE } from "./shape.ts";

/**
 * Leaves out points of a line that lie within the tolerance of the line without them (Douglas and Peucker). Both ends stay.
 *
 * @param line Longitude and latitude in turn, in ring units.
 * @example Three points of one street, the middle one 3 m off, at 100 m: the two ends.
 */
export function simplifyLine(line: Ring, toleranceMeters: number): Ring {
  const count = line.length / 2;
  if (count <= 2) return line;
  const kept = new Uint8Array(count);
  kept[0] = 1;
  kept[count - 1] = 1;
  const stretches: [number, number][] = [[0, count - 1]];
  for (let stretch = stretches.pop(); stretch !== undefined; stretch = stretches.pop()) {
    const [from, until] = stretch;
    const farthest = farthestOf(line, from, until);
    if (farthest === null || farthest.meters <= toleranceMeters) continue;
    kept[farthest.at] = 1;
    stretches.push([from, farthest.at], [farthest.at, until]);
  }
  return Int32Array.from(pointsKept(line, kept));
}

function* pointsKept(line: Ring, kept: Uint8Array): Generator<number> {
  for (let at = 0; at < kept.length; at += 1) {
    if (kept[at] !== 1) continue;
    yield line[2 * at] ?? 0;
    yield line[2 * at + 1] ?? 0;
  }
}

function farthestOf(line: Ring, from: number, until: number): { at: number; meters: number } | null {
  let farthest: { at: number; meters: number } | null = null;
  const [x1 = 0, y1 = 0] = [line[2 * from], line[2 * from + 1]];
  const [x2 = 0, y2 = 0] = [line[2 * until], line[2 * until + 1]];
  for (let at = from + 1; at < until; at += 1) {
    const [x = 0, y = 0] = [line[2 * at], line[2 * at + 1]];
    const meters = metersToSegment({ x, y, x1, y1, x2, y2 });
    if (farthest === null || meters > farthest.meters) farthest = { at, meters };
  }
  return farthest;
}

/** Metres from a point to a segment, all in ring units; the earth is flat over such a distance. */
export function metersToSegment(given: {
  readonly x: number;
  readonly y: number;
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}): number {
  const { x, y, x1, y1, x2, y2 } = given;
  const narrowing = Math.cos((y / UNITS_PER_DEGREE) * (Math.PI / 180));
  const [dx, dy] = [(x2 - x1) * narrowing, y2 - y1];
  const [px, py] = [(x - x1) * narrowing, y - y1];
  const squared = dx * dx + dy * dy;
  const along = squared === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / squared));
  return Math.hypot(px - along * dx, py - along * dy) * METERS_PER_UNIT;
}
