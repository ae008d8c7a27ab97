import assert from "node:assert";
import { type CivilDate, civilDate } from "@tollwright/calendar";
import { type Exact, exact, zero } from "@tollwright/money";
import type { Problem } from "@tollwright/problem";
import type { YearlyWindow } from "./schema/form.ts";
import type { Levy } from "./schema/levy.ts";
import type { AssessRequest, BeforeInYear, TaxCharge } from "./schema/request.ts";
import { problem } from "./schema-problems.ts";
import { windowsOf } from "./window.ts";

/** A year of an account, or of one of its locations, by which a levy counts. */
export type LevyYear = {
  readonly from: CivilDate;
  readonly account: string | null;
  readonly location: string | null;
};

/** What the year's earlier bills came to. */
export type YearBefore = { readonly measure: Exact; readonly tax: Exact };

const rules = new WeakMap<Levy, readonly YearlyWindow[]>();

/** The rules of a levy that count by the year; most levies have none. They are all of one year. */
export function yearlyRules(levy: Levy): readonly YearlyWindow[] {
  const known = rules.get(levy);
  if (known !== undefined) return known;
  const forms = [levy.form, ...(levy.values ?? []).map(({ form }) => form)];
  const tiers = forms.map((form) => form?.tiers);
  const all = [levy.exemptFirst, levy.onlyAbove, levy.maxBase, levy.maximum, ...tiers];
  const found = all.flatMap((rule) => (rule?.per === "year" ? [rule] : []));
  rules.set(levy, found);
  return found;
}

/**
 * The year in which a charge counts, by the day that keys the levy.
 *
 * @example of a year that begins on 07-01, 2026-06-30 lies in the one from 2025-07-01.
 */
export function yearOf(rule: YearlyWindow, charge: TaxCharge, day: CivilDate | null): LevyYear {
  assert(day !== null, "a levy that counts by the year is looked up by a day: checked before");
  const begins = rule.yearBegins ?? "01-01";
  const year = Number(day.slice(0, 4));
  const from = day.slice(5) >= begins ? year : year - 1;
  const isOfLocation = rule.yearOf === "location";
  return {
    from: civilDate(`${String(from).padStart(4, "0")}-${begins}`),
    account: isOfLocation ? null : (charge.account ?? null),
    location: isOfLocation ? (charge.location ?? null) : null,
  };
}

/** The totals of a rule that a charge counts towards. */
export function windowsIn(rule: YearlyWindow, charge: TaxCharge, day: CivilDate | null): readonly string[] {
  const per = rule.per ?? "invoice";
  return per === "year" ? [windowOfYear(yearOf(rule, charge, day))] : windowsOf(charge, per);
}

function windowOfYear({ from, account, location }: LevyYear): string {
  return `year from ${from}, ${location === null ? `account ${account ?? "-"}` : `location ${location}`}`;
}

const NOTHING: ReadonlyMap<string, YearBefore> = new Map();

/** What the request tells of a levy's earlier bills, by window. */
export function beforeOf(levy: Levy, { beforeInYear }: AssessRequest): ReadonlyMap<string, YearBefore> {
  if (!beforeInYear || yearlyRules(levy).length === 0) return NOTHING;
  const own = beforeInYear.filter((entry) => entry.levy === levy.id);
  return new Map(
    own.map((entry) => [
      windowOfYear(yearTold(entry)),
      { measure: exact(entry.measure ?? "0"), tax: exact(entry.tax ?? "0") },
    ]),
  );
}

export function beforeIn(before: ReadonlyMap<string, YearBefore>, year: LevyYear): YearBefore {
  return before.get(windowOfYear(year)) ?? { measure: zero, tax: zero };
}

function yearTold({ yearFrom, account, location }: BeforeInYear): LevyYear {
  return { from: yearFrom, account: account ?? null, location: location ?? null };
}

/** What is told of a levy that does not count by the year, or of one year twice. */
export function yearProblems({ beforeInYear, levies }: AssessRequest): readonly Problem[] {
  if (!beforeInYear) return [];
  const byId = new Map((levies ?? []).map((levy) => [levy.id, levy]));
  const seen = new Set<string>();
  return beforeInYear.flatMap((entry, index) => {
    const path = `beforeInYear[${index}]`;
    const levy = byId.get(entry.levy);
    if (levy === undefined) return [problem("LEVY_UNKNOWN", path, `${entry.levy} is no levy here`)];
    if (yearlyRules(levy).length === 0)
      return [problem("INVALID_DOCUMENT", path, `${levy.id} does not count by the year`)];
    const key = `${levy.id} ${windowOfYear(yearTold(entry))}`;
    if (seen.has(key)) return [problem("INVALID_DOCUMENT", path, `${key} stands twice`)];
    seen.add(key);
    return [];
  });
}
