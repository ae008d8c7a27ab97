import { fail, ok, type Problem, type Result } from "@tollwright/problem";
import type { Levy } from "./schema/levy.ts";
import { problem } from "./schema-problems.ts";

/** Which levies stand in whose base, and an order in which every base is ready before it is used. */
export type BaseGraph = {
  /** Ids of the levies inside the base of each, in the order they are listed. */
  readonly includedBy: ReadonlyMap<string, readonly string[]>;
  /** Ids of the levies that are inside another's. */
  readonly inBases: ReadonlySet<string>;
  /** Ids of the self-including group of each (itself among them); absent for a levy that does not include itself. */
  readonly groupOf: ReadonlyMap<string, readonly string[]>;
  readonly order: readonly Levy[];
  readonly byId: ReadonlyMap<string, Levy>;
  /** The place of each in the list. */
  readonly listed: ReadonlyMap<string, number>;
};

const graphs = new WeakMap<readonly Levy[], Result<BaseGraph>>();

/**
 * Resolves the base lists and sorts the levies; once for a list, which all invoices of a place share.
 *
 * @returns `LEVY_UNKNOWN` for an id in a base list that is no levy of the request; `CYCLE` where levies stand in each
 *   other's base without being a self-including group.
 */
export function baseGraph(levies: readonly Levy[]): Result<BaseGraph> {
  const known = graphs.get(levies) ?? resolved(levies);
  graphs.set(levies, known);
  return known;
}

function resolved(levies: readonly Levy[]): Result<BaseGraph> {
  const unknown = unknownIds(levies);
  if (unknown.length > 0) return fail(...unknown);

  const groupOf = groups(levies);
  const includedBy = new Map(levies.map((levy) => [levy.id, included(levy, levies, groupOf)]));
  const order: Levy[] = [];
  const waiting = new Set(levies);
  while (waiting.size > 0) {
    const ready = [...waiting].filter((levy) => isReady(levy, includedBy, waiting));
    if (ready.length === 0) return fail(cycle([...waiting]));
    for (const levy of ready) {
      order.push(levy);
      waiting.delete(levy);
    }
  }
  const byId = new Map(levies.map((levy) => [levy.id, levy]));
  const listed = new Map(levies.map(({ id }, index) => [id, index]));
  const inBases = new Set([...includedBy.values()].flat());
  return ok({ includedBy, inBases, groupOf, order, byId, listed });
}

function isReady(levy: Levy, includedBy: BaseGraph["includedBy"], waiting: ReadonlySet<Levy>): boolean {
  const ids = includedBy.get(levy.id) ?? [];
  return ![...waiting].some((other) => ids.includes(other.id));
}

function cycle(levies: readonly Levy[]): Problem {
  const ids = levies.map((levy) => levy.id).join(", ");
  return problem("CYCLE", "levies", `these levies stand, through each other, in their own base: ${ids}`);
}

function unknownIds(levies: readonly Levy[]): readonly Problem[] {
  const known = new Set(levies.map((levy) => levy.id));
  return levies.flatMap((levy, index) =>
    (["baseIncludes", "baseExcludes"] as const).flatMap((list) =>
      (levy[list] ?? [])
        .filter((entry) => !isClass(entry) && !known.has(entry))
        .map((entry) =>
          problem(
            "LEVY_UNKNOWN",
            `levies[${index}].${list}`,
            `levy ${levy.id} names ${entry}, which is no levy here`,
          ),
        ),
    ),
  );
}

/** An entry of a list that names levies by their family or kind. */
export function isClass(entry: string): boolean {
  return entry.startsWith("family:") || entry.startsWith("kind:");
}

function groups(levies: readonly Levy[]): ReadonlyMap<string, readonly string[]> {
  const members = new Map<string, string[]>();
  for (const levy of levies) {
    const name = groupName(levy);
    if (name !== null) members.set(name, [...(members.get(name) ?? []), levy.id]);
  }
  return new Map([...members.values()].flatMap((ids) => ids.map((id) => [id, ids] as const)));
}

function groupName(levy: Levy): string | null {
  if (levy.selfIncluding === true) return `own:${levy.id}`;
  return typeof levy.selfIncluding === "string" ? `named:${levy.selfIncluding}` : null;
}

/** A class selector never means the levy itself; members of one group are never in each other's list. */
function included(levy: Levy, levies: readonly Levy[], groupOf: BaseGraph["groupOf"]): readonly string[] {
  const group = groupOf.get(levy.id) ?? [];
  const taken = levy.baseIncludes ?? [];
  const left = levy.baseExcludes ?? [];
  return levies
    .filter((other) => taken.some((entry) => fits(entry, other, levy)))
    .filter((other) => !left.some((entry) => fits(entry, other, levy)))
    .map((other) => other.id)
    .filter((id) => !group.includes(id));
}

function fits(entry: string, other: Levy, levy: Levy): boolean {
  return isNamed(entry, other) && (!isClass(entry) || other.id !== levy.id);
}

/** Whether an entry of a list means a levy: by its id, `family:…` or `kind:…`. */
export function isNamed(entry: string, { id, kind, family }: Levy): boolean {
  if (!isClass(entry)) return entry === id;
  return entry === `kind:${kind}` || (family ? entry === `family:${family}` : false);
}
