import type { BilledSite } from "@tollwright/invoice";
import { decisionFor, type Gap } from "@tollwright/tax";
import type { Closing } from "./closing.ts";

/**
 * Levels of a location's place that its address left open, and that no rule of the company settles: which county's or city's levies
 * are due there is not known, and outside of all is not what it means (books 19). Decided as a missing figure is.
 */
export function undeterminedPlaces(
  { run, decisions }: Closing,
  sites: readonly BilledSite[],
): readonly Gap[] {
  return sites.flatMap(({ account, charges }) =>
    account.locations.flatMap(({ id, resolution }) => {
      const keys = charges.filter(({ location }) => location === id).map(({ key }) => key);
      if (keys.length === 0) return [];
      return (resolution?.undetermined ?? []).map((level): Gap => {
        const where = {
          levy: `place:${level}`,
          jurisdiction: `${account.id}/${id}`,
          kind: "undetermined" as const,
        };
        const decision = decisionFor({ ...where, day: run.from }, decisions, run.billDate);
        const shown = decision === null ? null : { ...decision, form: decision.form ?? null };
        return { ...where, from: null, until: null, charges: keys, decision: shown };
      });
    }),
  );
}
