import type { LegalEntity } from "@tollwright/inventory";
import type { Levy, LevyOverlay } from "@tollwright/tax";
import type { Finding } from "./finding.ts";

/** Ids in the base lists of a levy that no levy has: nobody who pays it could be billed. */
export function checkLevy(
  levy: Pick<Levy, "baseIncludes" | "baseExcludes">,
  known: ReadonlySet<string>,
): readonly Finding[] {
  return (["baseIncludes", "baseExcludes"] as const).flatMap((list) =>
    (levy[list] ?? []).flatMap((entry, index): Finding[] =>
      isClass(entry) || known.has(entry)
        ? []
        : [{ code: "LEVY_UNKNOWN", path: [list, index], message: `there is no levy ${entry}` }],
    ),
  );
}

function isClass(entry: string): boolean {
  return entry.startsWith("family:") || entry.startsWith("kind:");
}

/** A levy that is elected under another name than its own would be borne in silence. */
export function checkElections({ elections }: LegalEntity, known: ReadonlySet<string>): readonly Finding[] {
  return Object.keys(elections)
    .filter((id) => !known.has(id))
    .map((id) => ({ code: "LEVY_UNKNOWN", path: ["elections", id], message: `there is no levy ${id}` }));
}

/** Laid over nothing, an operator's figures would bill nobody. */
export function checkOverlay({ id, ...fields }: LevyOverlay, known: ReadonlySet<string>): readonly Finding[] {
  if (known.has(id)) return checkLevy(fields, known);
  return [{ code: "LEVY_UNKNOWN", path: ["id"], message: `there is no levy ${id} to lay this over` }];
}
