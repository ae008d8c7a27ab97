import fc from "fast-check";
import { expect, it } from "vitest";
import type { Shape } from "./shape.ts";
import { decodeShapes, encodeShapes } from "./shape-file.ts";
import { indexShapes } from "./shape-index.ts";
import { dbfRecords, shapefileRings } from "./shapefile.ts";
import { metersToSegment, simplifyLine } from "./simplify.ts";

const whole = fc.integer({ min: -18_000_000, max: 18_000_000 });
const ring = fc
  .array(fc.tuple(whole, whole), { minLength: 3, maxLength: 40 })
  .map((points) => Int32Array.from(points.flat()));
const shapes = fc.array(
  fc.record({
    code: fc.stringMatching(/^\d{5}$/),
    name: fc.string({ maxLength: 200 }),
    rings: fc.array(ring, { maxLength: 3 }),
  }),
  { maxLength: 5 },
);

it("what is written is read again", () => {
  fc.assert(
    fc.property(shapes, fc.integer({ min: 0, max: 5000 }), (given, toleranceMeters) => {
      const read = decodeShapes(encodeShapes({ toleranceMeters, shapes: given.map(wellFormed) }));
      expect(read).toEqual({ ok: true, value: { toleranceMeters, shapes: given.map(wellFormed) } });
    }),
  );
});

/** Halves of a character do not survive UTF-8. */
function wellFormed(shape: Shape): Shape {
  return { ...shape, name: shape.name.toWellFormed() };
}

it.each([
  ["something else", new TextEncoder().encode("PK\u0003\u0004")],
  ["nothing", new Uint8Array()],
  [
    "a file that was cut off",
    encodeShapes({
      toleranceMeters: 1,
      shapes: [{ code: "1", name: "", rings: [Int32Array.of(1, 2, 3, 4, 5, 6)] }],
    }).slice(0, -2),
  ],
])("%s is no file of areas", (_, bytes) => {
  expect(decodeShapes(bytes)).toMatchObject({ ok: false, problems: [{ code: "PLACE_FILE" }] });
});

/** A square of one degree with a hole of a fifth in its middle, and an island east of it. */
const HOLED: Shape = {
  code: "1",
  name: "Holed",
  rings: [
    Int32Array.of(0, 0, 100_000, 0, 100_000, 100_000, 0, 100_000),
    Int32Array.of(40_000, 40_000, 60_000, 40_000, 60_000, 60_000, 40_000, 60_000),
    Int32Array.of(120_000, 0, 130_000, 0, 130_000, 10_000, 120_000, 10_000),
  ],
};

it.each([
  [0.2, 0.2, true],
  [0.5, 0.5, false],
  [0.05, 1.25, true],
  [0.5, 1.1, false],
  [-0.1, 0.5, false],
])("at %d north, %d east: inside %s", (latitude, longitude, inside) => {
  const around = indexShapes({ toleranceMeters: 0, shapes: [HOLED] }).around({ latitude, longitude }, 0);
  expect(around.some((area) => area.inside)).toBe(inside);
});

it("tells the distance to a border as far as it was asked", () => {
  const index = indexShapes({ toleranceMeters: 0, shapes: [HOLED] });
  const at = (latitude: number, within: number) =>
    index.around({ latitude, longitude: 0.2 }, within)[0]?.borderMeters;
  expect(at(0.001, 200)).toBeCloseTo(111.32, 2);
  expect(at(0.001, 111)).toBe(null);
  expect(at(-0.001, 200)).toBeCloseTo(111.32, 2);
});

it("a simplified line stays within its tolerance of every point, and keeps its ends", () => {
  const line = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 0, max: 5000 })), {
      minLength: 2,
      maxLength: 30,
    })
    .map((points) => Int32Array.from(points.flat()));
  fc.assert(
    fc.property(line, fc.integer({ min: 1, max: 800 }), (given, tolerance) => {
      const kept = simplifyLine(given, tolerance);
      expect([...kept.subarray(0, 2), ...kept.subarray(-2)]).toEqual([
        ...given.subarray(0, 2),
        ...given.subarray(-2),
      ]);
      for (let at = 0; at < given.length; at += 2) {
        const [x = 0, y = 0] = [given[at], given[at + 1]];
        const distances = Array.from({ length: kept.length / 2 - 1 }, (_, index) => {
          const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = kept.subarray(index * 2, index * 2 + 4);
          return metersToSegment({ x, y, x1, y1, x2, y2 });
        });
        expect(Math.min(...distances)).toBeLessThanOrEqual(tolerance + 1e-6);
      }
    }),
  );
});

it("reads the polygons of a shapefile, and leaves the point out that repeats the first", () => {
  const bytes = new Uint8Array(100 + 8 + 48 + 4 * 16);
  const view = new DataView(bytes.buffer);
  view.setInt32(104, (48 + 4 * 16) / 2, false);
  view.setInt32(108, 5, true);
  view.setInt32(108 + 36, 1, true);
  view.setInt32(108 + 40, 4, true);
  const points = [-87.65, 41.85, -87.6, 41.85, -87.6, 41.9, -87.65, 41.85];
  for (const [at, value] of points.entries()) view.setFloat64(108 + 48 + at * 8, value, true);
  expect(shapefileRings(bytes)).toEqual([
    [Int32Array.of(-8_765_000, 4_185_000, -8_760_000, 4_185_000, -8_760_000, 4_190_000)],
  ]);
});

it("reads the fields of a dBASE table", () => {
  const bytes = new Uint8Array(32 + 2 * 32 + 1 + 9);
  const view = new DataView(bytes.buffer);
  const write = (at: number, text: string) => bytes.set(new TextEncoder().encode(text), at);
  view.setUint32(4, 1, true);
  view.setUint16(8, 32 + 2 * 32 + 1, true);
  view.setUint16(10, 9, true);
  write(32, "GEOID");
  bytes[32 + 16] = 3;
  write(64, "NAME");
  bytes[64 + 16] = 5;
  bytes[96] = 0x0d;
  write(97, " 123Ren\u00e9");
  expect(dbfRecords(bytes, "utf-8")).toEqual([{ GEOID: "123", NAME: "René" }]);
});
