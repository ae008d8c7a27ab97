import { type CanonicalValue, canonicalJson } from "@tollwright/canonical";

/** A `T` whose members `Key` are left out where they are what nearly all are. */
export type Packed<T, Key extends keyof T> = Omit<T, Key> & {
  readonly [Each in Key]?: NonNullable<T[Each]> | undefined;
};

/** Nothing for the usual text: canonical JSON leaves it out. */
export function unless(usual: string, text: string): string | undefined {
  return text === usual ? undefined : text;
}

/** By content; what came from the same levy or charge is the same object, so nothing is written to compare it. */
export function isSame(left: CanonicalValue | undefined, right: CanonicalValue | undefined): boolean {
  if (left === right) return true;
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false;
  return canonicalJson(left) === canonicalJson(right);
}
