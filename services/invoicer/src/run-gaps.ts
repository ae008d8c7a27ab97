import type { ChannelPeak } from "@tollwright/billing";
import { byCodeUnit } from "@tollwright/canonical";
import type { BilledSite } from "@tollwright/invoice";
import { coverageGaps, decisionFor, type Gap } from "@tollwright/tax";
import type { Closing } from "./closing.ts";

/** Families of levies that nobody knows at the places of these charges (books 19). */
export function uncoveredFamilies(
  { run, decisions, company }: Closing,
  sites: readonly BilledSite[],
): readonly Gap[] {
  const places = sites.flatMap(({ account, charges }) =>
    account.locations.map(({ id, place }) => ({
      place,
      charges: charges.filter(({ location }) => location === id).map(({ key }) => key),
    })),
  );
  return coverageGaps({
    coverage: company.coverage,
    places: places.filter(({ charges }) => charges.length > 0),
    billDate: run.billDate,
    decisions,
  });
}

/**
 * Calls that could not be counted, from a source that feeds a trunk group, may belong to its burst: a gap on that line,
 * decided as a missing figure is (books 16). A plan that sells no bursts has no such line.
 */
export function uncountedChannels(
  { run, decisions, company }: Closing,
  { account, peaks }: BilledSite & { readonly peaks: readonly ChannelPeak[] },
): readonly Gap[] {
  const sellsBursts = (trunkGroup: string): boolean => {
    const group = account.trunkGroups.find(({ id }) => id === trunkGroup);
    return company.plans.some(({ products }) =>
      products.some(
        (product) => product.kind === "channels" && product.id === group?.product && product.burst !== null,
      ),
    );
  };
  return peaks
    .filter(
      ({ recordsWithoutTrunk, trunkGroup }) => (recordsWithoutTrunk ?? 0) > 0 && sellsBursts(trunkGroup),
    )
    .map(({ trunkGroup }) => {
      const { from, until, billDate } = run;
      const where = { levy: `channels:${trunkGroup}`, jurisdiction: account.id, kind: "uncounted" as const };
      const decision = decisionFor({ ...where, day: from }, decisions, billDate);
      const shown = decision === null ? null : { ...decision, form: decision.form ?? null };
      return { ...where, from, until, charges: [], decision: shown };
    });
}

/** One per levy, jurisdiction and dates, whatever the number of invoices that met it. */
export function distinctGaps(gaps: readonly Gap[]): readonly Gap[] {
  const keyOf = ({ levy, jurisdiction, from, until, kind }: Gap): string =>
    [levy, jurisdiction, from, until, kind].join(" ");
  const byKey = new Map(gaps.map((gap) => [keyOf(gap), gap]));
  return [...byKey].sort(([left], [right]) => byCodeUnit(left, right)).map(([, gap]) => gap);
}

/** Somebody decided, and not to hold: the run may be approved. */
export function isSettled({ decision }: Gap): boolean {
  return decision !== null && decision.decision !== "hold";
}
