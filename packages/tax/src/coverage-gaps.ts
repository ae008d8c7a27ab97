import type { CivilDate } from "@tollwright/calendar";
import { decisionFor } from "./decision.ts";
import { shownDecision } from "./gap.ts";
import { countryOf, HOME_COUNTRY, jurisdictionLabel, levelOf, placeMatches } from "./jurisdiction.ts";
import { type Required, requiredOf } from "./required-families.ts";
import type { Coverage, CoverageEntry } from "./schema/coverage.ts";
import type { GapDecision } from "./schema/decision.ts";
import type { Jurisdiction } from "./schema/levy.ts";
import type { TaxPlace } from "./schema/request.ts";
import type { Gap } from "./tax-line.ts";

/**
 * Required families of levies that nobody knows at a place with charges: one gap each, not one per charge.
 *
 * What is required is written in the coverage files themselves (`required`); a family without any entry at its level
 * of the place is unknown.
 *
 * @example Kansas City has no entry for family `franchise` at level city: one gap `family:franchise`, `US / MO / Jackson / Kansas City`.
 */
export function coverageGaps(facts: {
  readonly coverage: readonly Coverage[];
  readonly places: readonly { readonly place: TaxPlace; readonly charges: readonly string[] }[];
  readonly billDate: CivilDate | null;
  readonly decisions: readonly GapDecision[];
}): readonly Gap[] {
  const index = indexed(facts.coverage);
  const gaps = new Map<string, Gap>();
  for (const { place, charges } of facts.places) {
    for (const { level, family, label } of unknownAt(place, index)) {
      const key = `${family} ${level} ${label}`;
      const known = gaps.get(key);
      gaps.set(key, {
        ...(known ?? uncovered(family, label, facts)),
        charges: [...new Set([...(known?.charges ?? []), ...charges])],
      });
    }
  }
  return [...gaps.values()];
}

/** What is required at a place and unknown there; found once for a place, for thousands of accounts share it. */
function unknownAt(place: TaxPlace, { required, entries, unknown }: Indexed): readonly Unknown[] {
  const name = JSON.stringify(place);
  const known = unknown.get(name);
  if (known !== undefined) return known;
  const found = required.flatMap(({ country, level, family }): readonly Unknown[] => {
    const jurisdiction = country === countryOf(place) ? jurisdictionAt(place, level) : null;
    if (jurisdiction === null || !isUnknown(entries.get(shelf(level, family)) ?? [], place)) return [];
    return [{ level, family, label: jurisdictionLabel(jurisdiction) }];
  });
  if (unknown.size >= MOST_PLACES) unknown.clear();
  unknown.set(name, found);
  return found;
}

/** Places that are kept at hand. */
const MOST_PLACES = 10_000;

function uncovered(
  family: string,
  label: string,
  facts: { readonly billDate: CivilDate | null; readonly decisions: readonly GapDecision[] },
): Gap {
  const levy = `family:${family}`;
  const gap = { levy, jurisdiction: label, kind: "uncovered" };
  const decision = decisionFor(gap, facts.decisions, facts.billDate);
  return {
    levy,
    jurisdiction: label,
    from: null,
    until: null,
    kind: "uncovered",
    charges: [],
    decision: decision ? shownDecision(decision) : null,
  };
}

type Indexed = {
  readonly required: readonly Required[];
  /** By level and family. */
  readonly entries: ReadonlyMap<string, readonly CoverageEntry[]>;
  /** What was found before, by place. */
  readonly unknown: Map<string, readonly Unknown[]>;
};

type Unknown = Pick<Required, "level" | "family"> & { readonly label: string };

const indexes = new WeakMap<readonly Coverage[], Indexed>();

/** Made once for a list: a run asks the same list for every invoice. */
function indexed(coverage: readonly Coverage[]): Indexed {
  const found = indexes.get(coverage) ?? {
    required: requiredOf(coverage),
    entries: Map.groupBy(
      coverage.flatMap((file) => file.entries),
      ({ jurisdiction, family }) => shelf(levelOf(jurisdiction), family),
    ),
    unknown: new Map(),
  };
  indexes.set(coverage, found);
  return found;
}

function shelf(level: string, family: string): string {
  return `${level} ${family}`;
}

function isUnknown(entries: readonly CoverageEntry[], place: TaxPlace): boolean {
  const found = entries.filter(
    (entry) => countryOf(entry.jurisdiction) === countryOf(place) && placeMatches(entry.jurisdiction, place),
  );
  return found.length === 0 || found.some((entry) => entry.status === "unknown");
}

/** The jurisdiction of a level at a place; null where the place has none, as outside every city. */
function jurisdictionAt(place: TaxPlace, level: Required["level"]): Jurisdiction | null {
  const { state, county, city } = place;
  const abroad = countryOf(place) === HOME_COUNTRY ? {} : { country: countryOf(place) };
  if (level === "federal" || level === "country") return { level, ...abroad };
  if (level === "state") return state ? { level, ...abroad, state } : null;
  if (level === "county") return state && county ? { level, ...abroad, state, county } : null;
  return state && city ? { level, ...abroad, state, ...(county ? { county } : {}), city } : null;
}
