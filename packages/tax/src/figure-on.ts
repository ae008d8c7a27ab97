import type { CivilDate } from "@tollwright/calendar";
import type { Levy } from "./schema/levy.ts";
import { inForceOn } from "./stale-figures.ts";

/**
 * A levy's figure of a day, in a word; null where it is not known that day.
 *
 * @example `0.0865` · `1.50 per channels` · `tiers`
 */
export function figureOn(levy: Levy, day: CivilDate): string | null {
  const form = levy.form ?? inForceOn(levy.values ?? [], day)?.form ?? null;
  if (form === null) return null;
  if (form.percent) return form.percent;
  if (!form.perUnit) return "tiers";
  const { unit, units, amount } = form.perUnit;
  return `${amount} per ${unit ?? Object.keys(units ?? {}).join(", ")}`;
}
