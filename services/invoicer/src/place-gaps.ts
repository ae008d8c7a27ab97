import type { BilledSite } from "@tollwright/invoice";
import { decisionFor, type Gap, type Levy, levelOf } from "@tollwright/tax";
import type { Closing } from "./closing.ts";

type Asked = Pick<Closing, "decisions"> & {
  readonly run: Pick<Closing["run"], "from" | "billDate">;
  readonly company: Pick<Closing["company"], "levies">;
};

/**
 * Levels of a location's place that its address left open and no rule of the company settled, where levies of that level are known in
 * the state: which of them are due is not known, and none is not what it means (books 19). Decided as a missing figure is.
 */
export function undeterminedPlaces(
  { run, decisions, company }: Asked,
  sites: readonly BilledSite[],
): readonly Gap[] {
  return sites.flatMap(({ account, charges }) =>
    account.locations.flatMap(({ id, place, resolution }) => {
      const keys = charges.filter(({ location }) => location === id).map(({ key }) => key);
      if (keys.length === 0) return [];
      const open = (resolution?.undetermined ?? []).filter((level) =>
        hasLevies(company.levies, place.state, level),
      );
      return open.map((level): Gap => {
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

/** A place without a state is somewhere in the country: any state's levy may be due. */
function hasLevies(levies: readonly Levy[], state: string | undefined, level: string): boolean {
  const wanted = level === "districts" ? "district" : level;
  return levies.some(
    ({ jurisdiction }) =>
      levelOf(jurisdiction) === wanted && (wanted === "state" || !state || jurisdiction?.state === state),
  );
}
