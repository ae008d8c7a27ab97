import { type Exact, isZero, zero } from "@tollwright/money";
import type { Result } from "@tollwright/problem";
import type { BaseGraph } from "./base-graph.ts";
import { type ChargeDates, keyDate, lookUp } from "./dated-value.ts";
import { type Decided, decide } from "./decision.ts";
import type { ChargeFacts } from "./draft-line.ts";
import { passingOf } from "./pass-through.ts";
import { type Split, splitOf } from "./portion.ts";
import { exception, selects } from "./reach.ts";
import type { Levy } from "./schema/levy.ts";
import type { AssessRequest } from "./schema/request.ts";
import { type ChargeSitus, placeShare, turnsOnUndetermined } from "./situs.ts";
import { isSuppliedFrom } from "./vat/seller-place.ts";

/** One request while it is being worked on: what does not change from levy to levy. */
export type Assessing = {
  readonly request: AssessRequest;
  readonly graph: BaseGraph;
  readonly levies: ReadonlyMap<string, Levy>;
  readonly charges: readonly ChargeFacts[];
  readonly splits: Map<ChargeFacts, Result<Split>>;
  /** Of levies, what was found so far: their parts by place, their figures by dates. Most charges of an invoice share both. */
  readonly shares: Found<ChargeSitus, Exact>;
  readonly figures: Found<ChargeDates, Decided>;
};

type Found<Of, What> = Map<Of, Map<Levy, What>>;

function foundOnce<Of, What>(
  known: Found<Of, What>,
  { of, levy }: { readonly of: Of; readonly levy: Levy },
  find: () => What,
): What {
  const ofLevies = known.get(of) ?? new Map<Levy, What>();
  if (ofLevies.size === 0) known.set(of, ofLevies);
  const found = ofLevies.get(levy);
  if (found !== undefined) return found;
  const made = find();
  ofLevies.set(levy, made);
  return made;
}

/** The split of a charge, found once, and only where a levy needs it. */
export function splitFor(assessing: Assessing, facts: ChargeFacts): Result<Split> {
  const known = assessing.splits.get(facts);
  if (known !== undefined) return known;
  const split = splitOf(facts.charge, facts.index, assessing.request.seller);
  assessing.splits.set(facts, split);
  return split;
}

/** True where the levy is held: it takes such charges, and the place's county or city, which it turns on, is not known. */
export function isHeldByPlace(levy: Levy, facts: ChargeFacts, request: AssessRequest): boolean {
  return (
    turnsOnUndetermined(levy, facts.situs) &&
    selects(levy, facts.charge, request.buyer) &&
    isSuppliedFrom(levy, facts.situs, request.seller)
  );
}

/** The part of a charge that is inside the levy's place; zero, too, where its classes and kinds do not hold the charge. */
export function reachedShare(levy: Levy, { charge, situs }: ChargeFacts, assessing: Assessing): Exact {
  const { buyer, seller } = assessing.request;
  if (!selects(levy, charge, buyer)) return zero;
  return foundOnce(assessing.shares, { of: situs, levy }, () =>
    isSuppliedFrom(levy, situs, seller) ? placeShare(situs, levy) : zero,
  );
}

/** The figure of a levy for a charge, people's decisions included. */
export function figureFor(levy: Levy, facts: ChargeFacts, assessing: Assessing): Decided {
  return foundOnce(assessing.figures, { of: facts.dates, levy }, () =>
    lookedUp(levy, facts, assessing.request),
  );
}

function lookedUp(levy: Levy, facts: ChargeFacts, request: AssessRequest): Decided {
  const day = keyDate(levy, facts.dates);
  return decide(lookUp(levy, facts.dates, day), {
    levy,
    day,
    billDate: facts.dates.billDate,
    decisions: request.decisions ?? [],
  });
}

/**
 * The percents by which a self-including levy is grossed up on a charge: its own, and those of the group's other
 * members that reach the charge and are billed on it.
 */
export function groupPercents(levy: Levy, facts: ChargeFacts, assessing: Assessing): readonly string[] {
  const { request } = assessing;
  return (assessing.graph.groupOf.get(levy.id) ?? []).flatMap((id) => {
    const member = assessing.levies.get(id);
    if (member === undefined || isZero(reachedShare(member, facts, assessing))) return [];
    if (exception(member, facts.charge, request) !== null) return [];
    if (member !== levy && !passingOf(member, request.seller).isBilled) return [];
    // A member without its date is a problem of its own pass, which refuses the request.
    if (member.values && keyDate(member, facts.dates) === null) return [];
    const decided = figureFor(member, facts, assessing);
    const percent = decided.kind === "figure" ? decided.figure.form.percent : null;
    return percent ? [percent] : [];
  });
}
