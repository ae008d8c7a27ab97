import { type Ring, type Shape, simplifyLine } from "../../packages/place/src/index.ts";

/**
 * Simplifies areas that share borders so that they still share them: each stretch between two junctions is simplified once,
 * in one direction, whichever area it is seen from. Islands that vanish are left out, but for the last ring of an area.
 */
export function simplifyTogether(shapes: readonly Shape[], toleranceMeters: number): readonly Shape[] {
  const owners = ownersOfPoints(shapes);
  return shapes.map((shape) => {
    const simplified = shape.rings.map((ring) => simplifyRing(ring, owners, toleranceMeters));
    const kept = simplified.filter((ring) => ring.length >= 6);
    const largest = shape.rings.toSorted((left, right) => right.length - left.length).slice(0, 1);
    return { ...shape, rings: kept.length > 0 ? kept : largest };
  });
}

type Owners = ReadonlyMap<number, string>;

/** Which areas pass through a point, as one text: where it changes along a border is a junction. */
function ownersOfPoints(shapes: readonly Shape[]): Owners {
  const owners = new Map<number, string>();
  for (const [shape, { rings }] of shapes.entries())
    for (const ring of rings)
      for (let at = 0; at < ring.length; at += 2) {
        const point = keyOf(ring, at);
        const before = owners.get(point) ?? "";
        if (!before.endsWith(`,${shape}`)) owners.set(point, `${before},${shape}`);
      }
  return owners;
}

function keyOf(ring: Ring, at: number): number {
  return (ring[at] ?? 0) * 100_000_000 + (ring[at + 1] ?? 0);
}

function simplifyRing(ring: Ring, owners: Owners, toleranceMeters: number): Ring {
  const count = ring.length / 2;
  const ownerAt = (index: number): string => owners.get(keyOf(ring, ((index + count) % count) * 2)) ?? "";
  const isJunction = (index: number): boolean =>
    [index - 1, index + 1].some(
      (other) => ownerAt(index) !== ownerAt(other) && ownerAt(index).length >= ownerAt(other).length,
    );
  const found = Array.from({ length: count }, (_, index) => index).filter(isJunction);
  const junctions = found.length > 0 ? found : [smallestPoint(ring)];
  const stretches = junctions.map((from, at) => {
    const until = junctions[at + 1] ?? (junctions[0] ?? 0) + count;
    const line = Int32Array.from(
      { length: (until - from + 1) * 2 },
      (_, index) => ring[(from * 2 + index) % ring.length] ?? 0,
    );
    return simplifyOneWay(line, toleranceMeters).subarray(0, -2);
  });
  return Int32Array.from(stretches.flatMap((line) => [...line]));
}

/** A ring without a junction begins at the same point, whichever area it is seen from. */
function smallestPoint(ring: Ring): number {
  let smallest = 0;
  for (let at = 2; at < ring.length; at += 2) if (keyOf(ring, at) < keyOf(ring, smallest)) smallest = at;
  return smallest / 2;
}

function simplifyOneWay(line: Ring, toleranceMeters: number): Ring {
  const last = line.length - 2;
  const [first, end] = keyOf(line, 0) === keyOf(line, last) ? [2, last - 2] : [0, last];
  if (keyOf(line, first) <= keyOf(line, end)) return simplifyLine(line, toleranceMeters);
  return reversed(simplifyLine(reversed(line), toleranceMeters));
}

function reversed(line: Ring): Ring {
  return Int32Array.from(
    { length: line.length },
    (_, index) => line[line.length - 2 - index + 2 * (index % 2)] ?? 0,
  );
}
