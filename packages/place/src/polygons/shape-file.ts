import { fail, ok, type Problem, problem, type Result } from "@tollwright/problem";
import type { Ring, Shape, ShapeSet } from "./shape.ts";

/*
 * Layout: the four letters TWP1; tolerance in metres; number of shapes; then of each shape its code, its name, its number of
 * rings, and of each ring its number of points and the steps from point to point, longitude before latitude.
 * Numbers are variable-length (seven bits a byte, lowest first); steps are zigzag; texts are their length and UTF-8.
 */
const MAGIC = "TWP1";

/** Writes areas in the compact form that `decodeShapes` reads. */
export function encodeShapes({ toleranceMeters, shapes }: ShapeSet): Uint8Array {
  const bytes: number[] = [...new TextEncoder().encode(MAGIC)];
  number(bytes, toleranceMeters);
  number(bytes, shapes.length);
  for (const { code, name, rings } of shapes) {
    text(bytes, code);
    text(bytes, name);
    number(bytes, rings.length);
    for (const ring of rings) points(bytes, ring);
  }
  return Uint8Array.from(bytes);
}

function points(bytes: number[], ring: Ring): void {
  number(bytes, ring.length / 2);
  let [x, y] = [0, 0];
  for (let at = 0; at < ring.length; at += 2) {
    const [nextX = 0, nextY = 0] = [ring[at], ring[at + 1]];
    number(bytes, zigzag(nextX - x));
    number(bytes, zigzag(nextY - y));
    [x, y] = [nextX, nextY];
  }
}

function text(bytes: number[], value: string): void {
  const encoded = new TextEncoder().encode(value);
  number(bytes, encoded.length);
  bytes.push(...encoded);
}

function zigzag(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value;
}

function number(bytes: number[], value: number): void {
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  bytes.push(rest);
}

/**
 * Reads what `encodeShapes` wrote.
 *
 * @returns `PLACE_FILE` for bytes that are something else, or that were cut off.
 */
export function decodeShapes(bytes: Uint8Array): Result<ShapeSet> {
  const magic = new TextDecoder().decode(bytes.subarray(0, MAGIC.length));
  if (magic !== MAGIC) return fail(notShapes(`it begins with ${JSON.stringify(magic)}, not ${MAGIC}`));
  const reader = new Reader(bytes, MAGIC.length);
  const toleranceMeters = reader.number();
  const shapes: Shape[] = new Array(reader.number());
  for (let at = 0; at < shapes.length; at += 1) shapes[at] = reader.shape();
  return reader.past ? fail(notShapes("it ends too early")) : ok({ toleranceMeters, shapes });
}

function notShapes(why: string): Problem {
  return problem({ code: "PLACE_FILE", message: `this is no file of areas: ${why}` });
}

/** A place in the bytes that moves on; past their end it reads zeros and says so. */
class Reader {
  private readonly bytes: Uint8Array;
  private at: number;

  constructor(bytes: Uint8Array, at: number) {
    this.bytes = bytes;
    this.at = at;
  }

  get past(): boolean {
    return this.at > this.bytes.length;
  }

  number(): number {
    let value = 0;
    let weight = 1;
    for (;;) {
      const byte = this.bytes[this.at++] ?? 0;
      value += (byte & 0x7f) * weight;
      if (byte < 0x80) return value;
      weight *= 0x80;
    }
  }

  shape(): Shape {
    const [code, name] = [this.text(), this.text()];
    const rings: Ring[] = [];
    for (let left = this.number(); left > 0 && !this.past; left -= 1) rings.push(this.ring());
    return { code, name, rings };
  }

  private text(): string {
    const length = this.number();
    const from = this.at;
    this.at = from + length;
    return new TextDecoder().decode(this.bytes.subarray(from, this.at));
  }

  private ring(): Ring {
    const count = this.number();
    const ring = new Int32Array(Math.min(count, this.bytes.length) * 2);
    let [x, y] = [0, 0];
    for (let at = 0; at < ring.length; at += 2) {
      x += this.step();
      y += this.step();
      ring[at] = x;
      ring[at + 1] = y;
    }
    return ring;
  }

  private step(): number {
    const value = this.number();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }
}
