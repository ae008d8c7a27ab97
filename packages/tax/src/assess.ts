import assert from "node:assert";
import { type Exact, exact, isZero, round, subtract, sum, toFixedText, toText } from "@tollwright/money";
import { fail, ok, type Problem, type Result } from "@tollwright/problem";
import { type AllLevies, assessAll } from "./all-levies.ts";
import type { Assessing } from "./assessing.ts";
import { baseGraph } from "./base-graph.ts";
import { chargeFacts } from "./charge-facts.ts";
import { chargeRecords } from "./charge-record.ts";
import { coverageGaps } from "./coverage-gaps.ts";
import type { ChargeFacts, Rounded } from "./draft-line.ts";
import { gapsOf } from "./gap.ts";
import { leviesReaching } from "./levy-index.ts";
import { roundingOf } from "./rounding.ts";
import type { Coverage } from "./schema/coverage.ts";
import type { Levy } from "./schema/levy.ts";
import { type AssessRequest, AssessRequestSchema } from "./schema/request.ts";
import { checked, problem } from "./schema-problems.ts";
import { situsOf } from "./situs.ts";
import { hasTaxes, includedProblems, taxesInside, withNets } from "./tax-included.ts";
import type { Assessment } from "./tax-line.ts";
import { taxLineOf } from "./tax-line-of.ts";
import { withReverseCharge } from "./vat/reverse-charge.ts";
import { wholeOf } from "./whole-charge.ts";
import { yearProblems } from "./year.ts";

/**
 * Taxes, assessments and fees on the charges of one invoice.
 *
 * Pure: the request carries the dates, the levies and the decisions. Problems refuse the whole request; a figure that is
 * missing is no problem but a gap in the answer. The contract is `docs/contracts`, section assess.
 *
 * @example 100.00 of mixed VoIP by the safe harbor, FUSF 0.37 rounded down and a 6 % sales tax over both:
 *   64.90 × 0.37 = 24.013 → 24.01; (100.00 + 24.01) × 0.06 = 7.4406 → 7.44; total 31.45.
 */
export function assess(asked: AssessRequest): Result<Assessment> {
  const request = withReverseCharge(asked);
  const levies = request.levies ?? [];
  const doubled = [...leviesTwice(levies), ...twice("charges", request.charges)];
  const bad = [...doubled, ...badSitus(request), ...yearProblems(request), ...includedProblems(request)];
  if (bad.length > 0) return fail(...bad);
  const graph = baseGraph(levies);
  if (!graph.ok) return graph;
  const assessing: Assessing = {
    request,
    graph: graph.value,
    levies: graph.value.byId,
    charges: chargeFacts(request),
    splits: new Map(),
  };
  const first = assessAll(assessing);
  if (first.problems.length > 0) return fail(...once(first.problems));
  const solved = withNets(assessing);
  const all = solved === assessing ? first : assessAll(solved);
  return ok(answer(all, solved));
}

/** What is loaded where a request brings no levies; all of it was checked when it was loaded. */
export type LoadedTaxes = { readonly levies: readonly Levy[]; readonly coverage: readonly Coverage[] };

/**
 * `assess` for a request from outside: each field is checked first, and an unknown one is a problem.
 *
 * @param loaded The levies where the request carries none. What their coverage does not know at the charges' places is then
 *   a gap too, so that an unknown tax is never a silent zero. Null: the request must carry its levies.
 */
export function assessDocument(document: unknown, loaded: LoadedTaxes | null = null): Result<Assessment> {
  const checkedRequest = checked(AssessRequestSchema, document);
  if (!checkedRequest.ok) return checkedRequest;
  const request = checkedRequest.value;
  if (request.levies) return assess(request);
  if (loaded === null) {
    return fail(
      problem("INVALID_DOCUMENT", "levies", "levies: the request carries none, and none are loaded"),
    );
  }
  const assessed = assess({ ...request, levies: leviesReaching(loaded.levies, request) });
  if (!assessed.ok) return assessed;
  const uncovered = coverageGaps({
    coverage: loaded.coverage,
    places: request.charges.flatMap((charge) =>
      situsOf(charge, request.place).places.map(({ place }) => ({ place, charges: [charge.id] })),
    ),
    billDate: request.billDate ?? null,
    decisions: request.decisions ?? [],
  });
  return ok({ ...assessed.value, gaps: [...assessed.value.gaps, ...uncovered] });
}

function answer(all: AllLevies, assessing: Assessing): Assessment {
  const billed = all.lines.filter(({ measured }) => measured.passing.isBilled);
  const kept = all.lines.filter(({ measured }) => !measured.passing.isBilled);
  const { request } = assessing;
  const places = request.rounding?.places ?? 2;
  const records = chargeRecords(assessing);
  const taxLine = (line: Rounded) => {
    const { facts, levy } = line.measured;
    const record = records.get(facts);
    assert(record !== undefined, `${levy.id} is on a charge of the request`);
    return taxLineOf(line, record, request);
  };
  return {
    taxLines: all.lines.map(taxLine),
    gaps: gapsOf(all.gaps),
    unassessed: all.unassessed,
    total: totalText(billed, places),
    exact: toText(sum(billed.map((line) => line.exact))),
    notBilled: totalText(kept, places),
    charges: netsOf(all, assessing),
  };
}

/** With the places of its lines; unrounded lines make an unrounded total. */
function totalText(lines: readonly Rounded[], places: number): string {
  const total = sum(lines.map((line) => line.amount));
  const widest = Math.max(...lines.map((line) => line.rounding.places), lines.length === 0 ? places : -12);
  return fixedOr(total, widest);
}

function fixedOr(value: Exact, places: number): string {
  const isShort = isZero(subtract(round(value, { mode: "down", places }), value));
  return isShort ? toFixedText(value, places) : toText(value);
}

/** A bundle's components together are the bundle. */
function netsOf(all: AllLevies, assessing: Assessing): Assessment["charges"] {
  const nets = assessing.charges.map((facts) => ({
    id: wholeOf(facts.charge),
    net: netOf(facts, all, assessing),
  }));
  return [...Map.groupBy(nets, ({ id }) => id)].map(([id, [first, ...others]]) => ({
    id,
    net: toTogether(first?.net ?? "0", others),
  }));
}

function toTogether(net: string, others: Assessment["charges"]): string {
  return others.length === 0 ? net : toText(sum([exact(net), ...others.map((one) => exact(one.net))]));
}

/** Where lines are rounded, the net is what is left of the price, so that net and taxes add up to it. */
function netOf(facts: ChargeFacts, all: AllLevies, assessing: Assessing): string {
  if (!hasTaxes(facts.charge)) return facts.charge.amount;
  const levies = [...assessing.levies.values()];
  const isRounded = levies.every((levy) => roundingOf(levy, assessing.request).mode !== "none");
  if (!isRounded) return toText(facts.amount);
  return toText(subtract(exact(facts.charge.amount), taxesInside(all.lines, facts, "amount")));
}

const doubledLevies = new WeakMap<readonly Levy[], readonly Problem[]>();

/** Looked for once in a list, which all invoices of a place share. */
function leviesTwice(levies: readonly Levy[]): readonly Problem[] {
  const found = doubledLevies.get(levies) ?? twice("levies", levies);
  doubledLevies.set(levies, found);
  return found;
}

function twice(list: string, entries: readonly { readonly id: string }[]): readonly Problem[] {
  const seen = new Set<string>();
  if (new Set(entries.map(({ id }) => id)).size === entries.length) return [];
  return entries.flatMap(({ id }, index) => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [problem("INVALID_DOCUMENT", `${list}[${index}].id`, `the id ${id} stands twice`)];
  });
}

function badSitus(request: AssessRequest): readonly Problem[] {
  return request.charges.flatMap((charge, index) => {
    const shares = charge.situs?.shares;
    if (!shares || isZero(subtract(sum(shares.map(({ share }) => exact(share))), exact("1")))) return [];
    const path = `charges[${index}].situs.shares`;
    return [problem("INVALID_DOCUMENT", path, "the shares of the places must add up to 1")];
  });
}

/** A charge without a split is found by each levy that needs it; it is one problem. */
function once(problems: readonly Problem[]): readonly Problem[] {
  return [
    ...new Map(problems.map((found) => [`${found.code} ${found.path} ${found.message}`, found])).values(),
  ];
}
