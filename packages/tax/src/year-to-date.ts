import { civilDate } from "@tollwright/calendar";
import { byCodeUnit } from "@tollwright/canonical";
import { exact, sum, toFractionText } from "@tollwright/money";
import type { Levy } from "./schema/levy.ts";
import type { BeforeInYear } from "./schema/request.ts";
import type { TaxRecord } from "./tax-record.ts";
import { yearlyRules } from "./year.ts";

const yearly = new WeakMap<readonly Levy[], boolean>();

/** Whether any of the levies counts by the year, so that earlier bills matter; looked at once a list. */
export function hasYearlyLevies(levies: readonly Levy[]): boolean {
  const known = yearly.get(levies);
  if (known !== undefined) return known;
  const has = levies.some((levy) => yearlyRules(levy).length > 0);
  yearly.set(levies, has);
  return has;
}

type Yearly = TaxRecord & { readonly year: NonNullable<TaxRecord["year"]> };

/**
 * What earlier bills came to in the years of levies that count by them, out of their records; what was taken back counts less.
 *
 * @param levies Of the bill that is computed: others are left out.
 * @example records of 60.00 and 50.00 in the year from 2025-07-01: `tax` 110.
 */
export function yearToDate(records: readonly TaxRecord[], levies: readonly Levy[]): BeforeInYear[] {
  return byYear(records, levies).map((group) => ({
    ...yearOfRecord(group[0]),
    measure: total(group.map(({ year }) => year.measure)),
    tax: total(group.map(({ amount }) => amount)),
  }));
}

/** What the bill itself says of the bills before it. */
export function beforeAsRecorded(records: readonly TaxRecord[], levies: readonly Levy[]): BeforeInYear[] {
  return byYear(records, levies).map(([first]) => ({ ...yearOfRecord(first), ...first.year.before }));
}

type Group = readonly [Yearly, ...Yearly[]];

function byYear(records: readonly TaxRecord[], levies: readonly Levy[]): readonly Group[] {
  const counting = new Set(levies.filter((levy) => yearlyRules(levy).length > 0).map(({ id }) => id));
  const groups = new Map<string, [Yearly, ...Yearly[]]>();
  for (const record of records) {
    if (!isYearly(record) || !counting.has(record.levy)) continue;
    const { from, account, location } = record.year;
    const key = JSON.stringify([record.levy, from, account, location]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [record]);
    else group.push(record);
  }
  return [...groups].sort(([left], [right]) => byCodeUnit(left, right)).map(([, group]) => group);
}

function isYearly(record: TaxRecord): record is Yearly {
  return record.year !== undefined;
}

function yearOfRecord({
  levy,
  year,
}: Yearly): Pick<BeforeInYear, "levy" | "yearFrom" | "account" | "location"> {
  return { levy, yearFrom: civilDate(year.from), account: year.account, location: year.location };
}

function total(texts: readonly string[]): string {
  return toFractionText(sum(texts.map((text) => exact(text))));
}
