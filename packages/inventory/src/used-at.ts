import { z } from "zod";
import { Id } from "./fields.ts";

/**
 * Where something is used that is not used at one location; all of them are locations of the account (tax method 2.2, 2.3):
 *
 * - `segment`: a circuit between two locations, half of it at each;
 * - `terminationPoints`: each location by its part of all points;
 * - `shares`: each location by its weight of an agreed key, as call paths are shared by sites: `numbers held at each site`.
 */
export const UsedAt = z.union([
  z.strictObject({ segment: z.tuple([Id, Id]) }),
  z.strictObject({
    terminationPoints: z.array(z.strictObject({ location: Id, count: z.int().min(1) })).min(2),
  }),
  z.strictObject({
    key: z.string().min(1),
    shares: z.array(z.strictObject({ location: Id, weight: z.int().min(1) })).min(2),
  }),
]);
export type UsedAt = z.infer<typeof UsedAt>;

/** Every location that it names, with its path. */
export function locationsOf(
  used: UsedAt,
): readonly { readonly path: readonly (string | number)[]; readonly location: string }[] {
  if ("segment" in used) {
    return used.segment.map((location, index) => ({ path: ["segment", index], location }));
  }
  const [name, places] =
    "shares" in used ? ["shares", used.shares] : ["terminationPoints", used.terminationPoints];
  return places.map(({ location }, index) => ({ path: [name, index, "location"], location }));
}
