import type { Candidate, Level } from "./level.ts";
import type { AmbiguousPlaces } from "./place-query.ts";

/**
 * What the legal entity's stated policy makes of a level that is ambiguous. The level stays ambiguous, and names the policy.
 *
 * `largestShare` takes the largest part of the land, `inside` the largest city among the candidates, or the only one, `outside`
 * none. What a policy cannot decide, such as the largest of parts without shares, or of candidates that are not all listed, is held.
 */
export function applyPolicy(level: Level, policy: AmbiguousPlaces["city"]): Level {
  if (level.status !== "undetermined" || policy === "hold") return level;
  if (policy === "outside") return { ...level, status: "none", policy };
  if (level.candidates?.some(({ unlisted }) => unlisted)) return level;
  const cities =
    policy === "inside" ? level.candidates?.filter(({ name }) => name !== null) : level.candidates;
  const chosen = largest(cities ?? []);
  if (chosen === null) return level;
  const { name, code } = chosen;
  return { ...level, status: name === null ? "none" : "found", name, code, policy };
}

function largest(candidates: readonly Candidate[]): Candidate | null {
  const [first = null] = candidates;
  if (candidates.length === 1) return first;
  if (candidates.every(({ share }) => share === null)) return null;
  return candidates.reduce<Candidate | null>(
    (best, each) => (Number(each.share ?? 0) > Number(best?.share ?? -1) ? each : best),
    null,
  );
}
