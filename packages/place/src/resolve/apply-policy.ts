import type { Candidate, Level } from "./level.ts";
import type { AmbiguousPlaces } from "./place-query.ts";

/**
 * What the legal entity's stated policy makes of a level that is ambiguous. The level stays ambiguous, and names the policy.
 *
 * `largestShare` takes the largest part of the land; of counties without shares the first, which is that of the ZIP's point.
 * `inside` takes the largest city among the candidates, `outside` none. What a policy cannot decide is held.
 */
export function applyPolicy(
  level: Level,
  policy: AmbiguousPlaces["city"],
  { firstIsMain }: { readonly firstIsMain: boolean },
): Level {
  if (level.status !== "undetermined" || policy === "hold") return level;
  if (policy === "outside") return { ...level, status: "none", policy };
  const cities =
    policy === "inside" ? level.candidates?.filter(({ name }) => name !== null) : level.candidates;
  const chosen = largest(cities ?? [], firstIsMain || cities?.length === 1);
  if (chosen === null) return level;
  const { name, code } = chosen;
  return { ...level, status: name === null ? "none" : "found", name, code, policy };
}

function largest(candidates: readonly Candidate[], firstWithoutShares: boolean): Candidate | null {
  const [first = null] = candidates;
  if (candidates.every(({ share }) => share === null)) return firstWithoutShares ? first : null;
  return candidates.reduce<Candidate | null>(
    (best, each) => (Number(each.share ?? 0) > Number(best?.share ?? -1) ? each : best),
    null,
  );
}
