import {
  absolute,
  add,
  compare,
  divide,
  type Exact,
  exact,
  isZero,
  round,
  subtract,
  sum,
  zero,
} from "@tollwright/money";
import type { Problem } from "@tollwright/problem";
import { type AllLevies, assessAll } from "./all-levies.ts";
import type { Assessing } from "./assessing.ts";
import { isClass, isNamed } from "./base-graph.ts";
import type { ChargeFacts, Rounded } from "./draft-line.ts";
import type { Levy } from "./schema/levy.ts";
import type { AssessRequest, TaxCharge } from "./schema/request.ts";
import { problem } from "./schema-problems.ts";

/** The net is kept to five places (tax method 3.8). */
const NET_PLACES = 5;
const CLOSE_ENOUGH = exact("0.0000001");
/** Between two brackets a step is exact; so many brackets on one charge would be a tariff gone wrong. */
const MOST_STEPS = 40;

/**
 * The request with prices that had taxes in them replaced by the nets: net + the billed taxes in it = price. Levies are linear
 * between their brackets, so a secant finds each net in a few steps; several such charges are solved in turn, twice,
 * since thresholds tie them together.
 *
 * @example a price of 106.00 under a 6 % tax: the net is 100.00000.
 */
export function withNets(assessing: Assessing): Assessing {
  const included = assessing.charges.filter(({ charge }) => hasTaxes(charge));
  if (included.length === 0) return assessing;
  let solved = unrounded(assessing);
  for (let turn = 0; turn < (included.length === 1 ? 1 : 3); turn += 1) {
    for (const { index } of included) solved = solveOne(solved, index);
  }
  const nets = new Map(solved.charges.map((facts) => [facts.index, facts.amount]));
  return included.reduce(
    (result, { index }) =>
      withAmount(result, index, round(nets.get(index) ?? exact("0"), { mode: "halfUp", places: NET_PLACES })),
    assessing,
  );
}

function solveOne(assessing: Assessing, index: number): Assessing {
  const facts = assessing.charges[index];
  if (facts === undefined) return assessing;
  const price = exact(facts.charge.amount);
  let low = { net: exact("0"), error: errorOf(assessing, index, exact("0"), price) };
  let high = { net: price, error: errorOf(assessing, index, price, price) };
  for (let step = 0; step < MOST_STEPS; step += 1) {
    if (compare(absolute(high.error), CLOSE_ENOUGH) <= 0) break;
    const slope = divide(subtract(high.error, low.error), subtract(high.net, low.net));
    if (isZero(slope)) break;
    const net = round(subtract(high.net, divide(high.error, slope)), { mode: "halfUp", places: 12 });
    if (compare(net, high.net) === 0) break;
    low = high;
    high = { net, error: errorOf(assessing, index, net, price) };
  }
  return withAmount(assessing, index, high.net);
}

/** The charge's amount is a price with taxes in it. */
export function hasTaxes({ taxIncluded }: TaxCharge): boolean {
  return taxIncluded === true || (Array.isArray(taxIncluded) && taxIncluded.length > 0);
}

/** The billed taxes that the price of a charge has in it. */
export function taxesInside(
  lines: readonly Rounded[],
  { charge }: ChargeFacts,
  of: "exact" | "amount",
): Exact {
  const own = lines.filter(
    ({ measured: { passing, facts, levy } }) =>
      passing.isBilled && facts.charge === charge && isInside(levy, charge),
  );
  return own.length === 0 ? zero : sum(own.map((line) => line[of]));
}

function isInside(levy: Levy, { taxIncluded }: TaxCharge): boolean {
  return !Array.isArray(taxIncluded) || taxIncluded.some((entry) => isNamed(entry, levy));
}

/** Levies that a charge is said to have in its price, or to be credited by, and that are none. */
export function includedProblems({ charges, levies }: AssessRequest): readonly Problem[] {
  if (!charges.some(({ taxIncluded, taxPaid }) => Array.isArray(taxIncluded) || taxPaid)) return [];
  const known = new Set((levies ?? []).map(({ id }) => id));
  return charges.flatMap(({ id, taxIncluded, taxPaid }, index) => {
    const inPrice = (Array.isArray(taxIncluded) ? taxIncluded : []).filter((entry) => !isClass(entry));
    const named = [
      ...inPrice.map((levy) => ({ levy, field: "taxIncluded" })),
      ...(taxPaid ?? []).map(({ levy }) => ({ levy, field: "taxPaid" })),
    ];
    return named
      .filter(({ levy }) => !known.has(levy))
      .map(({ levy, field }) =>
        problem(
          "LEVY_UNKNOWN",
          `charges[${index}].${field}`,
          `charge ${id} names ${levy}, which is no levy here`,
        ),
      );
  });
}

/** How far net + taxes is above the price. */
function errorOf(assessing: Assessing, index: number, net: Exact, price: Exact): Exact {
  const tried = withAmount(assessing, index, net);
  const facts = tried.charges[index];
  const all: AllLevies = assessAll(tried);
  return facts ? subtract(add(net, taxesInside(all.lines, facts, "exact")), price) : subtract(net, price);
}

function withAmount(assessing: Assessing, index: number, amount: Exact): Assessing {
  const charges: readonly ChargeFacts[] = assessing.charges.map((facts) =>
    facts.index === index ? { ...facts, amount } : facts,
  );
  return { ...assessing, charges, splits: new Map() };
}

/** Rounding would hide the slope while the net is searched for. */
function unrounded(assessing: Assessing): Assessing {
  const exactly = (levy: Levy): Levy => ({ ...levy, rounding: { mode: "none" } });
  const levies = new Map([...assessing.levies].map(([id, levy]) => [id, exactly(levy)]));
  const graph = {
    ...assessing.graph,
    order: assessing.graph.order.map((levy) => levies.get(levy.id) ?? levy),
  };
  const request = { ...assessing.request, rounding: { mode: "none" as const } };
  return { ...assessing, request, levies, graph };
}
