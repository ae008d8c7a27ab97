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
};

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
  return selects(levy, charge, buyer) ? shareAt(levy, situs, seller) : zero;
}

function shareAt(levy: Levy, situs: ChargeSitus, seller: AssessRequest["seller"]): Exact {
  return isSuppliedFrom(levy, situs, seller) ? placeShare(situs, levy) : zero;
}

/** What one levy finds, charge by charge. */
export type Finding = {
  /** As `reachedShare`. */
  readonly share: (facts: ChargeFacts) => Exact;
  /** Its figure, people's decisions included. */
  readonly figure: (facts: ChargeFacts) => Decided;
};

/** The last place and dates are kept at hand: most charges of an invoice share both. */
export function findingOf(levy: Levy, { request }: Assessing): Finding {
  let at: { readonly situs: ChargeSitus; readonly share: Exact } | null = null;
  let on: { readonly dates: ChargeDates; readonly decided: Decided } | null = null;
  return {
    share({ charge, situs }) {
      if (!selects(levy, charge, request.buyer)) return zero;
      if (at?.situs !== situs) at = { situs, share: shareAt(levy, situs, request.seller) };
      return at.share;
    },
    figure(facts) {
      const { dates } = facts;
      if (on?.dates !== dates) on = { dates, decided: lookedUp(levy, facts, request) };
      return on.decided;
    },
  };
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
    const decided = lookedUp(member, facts, request);
    const percent = decided.kind === "figure" ? decided.figure.form.percent : null;
    return percent ? [percent] : [];
  });
}
