import type { Exact } from "@tollwright/money";
import type { Problem } from "@tollwright/problem";
import type { Assessing } from "./assessing.ts";
import type { ChargeFacts, Included, Limited, Rounded } from "./draft-line.ts";
import { authorityOf } from "./levy-facts.ts";
import type { FoundGap, Unassessed } from "./levy-on-charge.ts";
import { levyPass } from "./levy-pass.ts";
import { roundingOf } from "./rounding.ts";
import type { Levy } from "./schema/levy.ts";
import { rounded } from "./taxed.ts";

export type AllLevies = {
  /** By levies as listed, then charges. */
  readonly lines: readonly Rounded[];
  readonly gaps: readonly FoundGap[];
  readonly unassessed: readonly Unassessed[];
  readonly problems: readonly Problem[];
};

/** Every levy over every charge, in the order of the base graph, so that each base is ready when it is used. */
export function assessAll(assessing: Assessing): AllLevies {
  const ready = new Map<string, readonly Rounded[]>();
  const waiting: Limited[] = [];
  const results = { gaps: [] as FoundGap[], unassessed: [] as Unassessed[], problems: [] as Problem[] };
  const bases = new Map<string, Map<ChargeFacts, BaseAmount>>();

  for (const levy of assessing.graph.order) {
    const rounding = roundingOf(levy, assessing.request);
    const pass = levyPass(levy, assessing, (facts) => includedOn(levy, facts, assessing, bases));
    results.gaps.push(...pass.gaps);
    results.unassessed.push(...pass.unassessed);
    results.problems.push(...pass.problems);
    const isInBase = assessing.graph.inBases.has(levy.id);
    if (rounding.level === "jurisdiction") {
      waiting.push(...pass.lines);
      if (isInBase) bases.set(levy.id, baseAmounts(pass.lines, "exact"));
    } else {
      const lines = rounded(pass.lines, rounding);
      ready.set(levy.id, lines);
      if (isInBase) bases.set(levy.id, baseAmounts(lines, "amount"));
    }
  }
  const together = Map.groupBy(roundByAuthority(waiting, assessing), ({ measured }) => measured.levy.id);
  for (const [id, lines] of together) ready.set(id, inOrder(lines));
  return { ...results, lines: [...assessing.graph.listed.keys()].flatMap((id) => ready.get(id) ?? []) };
}

function inOrder(lines: readonly Rounded[]): readonly Rounded[] {
  return lines.toSorted((left, right) => left.measured.facts.index - right.measured.facts.index);
}

type BaseAmount = { readonly shown: Exact; readonly exact: Exact };

/** What billed lines bring into other bases; what is not billed enters none. */
function baseAmounts<Key extends "amount" | "exact">(
  lines: readonly (Limited & Readonly<Record<Key, Exact>>)[],
  shown: Key,
): Map<ChargeFacts, BaseAmount> {
  const billed = lines.filter(({ measured }) => measured.passing.isBilled);
  return new Map(billed.map((line) => [line.measured.facts, { shown: line[shown], exact: line.exact }]));
}

function includedOn(
  levy: Levy,
  facts: ChargeFacts,
  assessing: Assessing,
  bases: ReadonlyMap<string, ReadonlyMap<ChargeFacts, BaseAmount>>,
): readonly Included[] {
  const ids = assessing.graph.includedBy.get(levy.id) ?? [];
  if (ids.length === 0) return [];
  return ids.flatMap((id) => {
    const amount = bases.get(id)?.get(facts);
    if (amount === undefined) return [];
    return [{ levy: id, amount: levy.baseUses === "exact" ? amount.exact : amount.shown }];
  });
}

/** Level `jurisdiction`: all levies of one authority are rounded together, those that bill apart from those that do not. */
function roundByAuthority(lines: readonly Limited[], assessing: Assessing): readonly Rounded[] {
  const order = assessing.graph.listed;
  const groups = new Map<string, Limited[]>();
  const inOrder = lines.toSorted(
    (left, right) => (order.get(left.measured.levy.id) ?? 0) - (order.get(right.measured.levy.id) ?? 0),
  );
  for (const line of inOrder) {
    const { levy, passing } = line.measured;
    const { mode, places } = roundingOf(levy, assessing.request);
    const key = JSON.stringify([authorityOf(levy), mode, places, passing.isBilled]);
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  return [...groups.values()].flatMap((group) => {
    const first = group[0];
    return first ? rounded(group, roundingOf(first.measured.levy, assessing.request)) : [];
  });
}
