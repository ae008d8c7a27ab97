import { addMonths, type CivilDate, civilDate } from "@tollwright/calendar";
import { byCodeUnit } from "@tollwright/canonical";
import { countryOf, HOME_COUNTRY, jurisdictionLabel, levelOf } from "./jurisdiction.ts";
import { requiredOf } from "./required-families.ts";
import type { Coverage, CoverageEntry } from "./schema/coverage.ts";
import type { Jurisdiction, Levy, LevyValue } from "./schema/levy.ts";
import { inForceOn } from "./stale-figures.ts";

/** What is known of one family of levies in one jurisdiction, on a day (books 19, 20). */
export type CoverageCell = {
  /** @example `US / IL / Cook / Chicago` */
  readonly jurisdiction: string;
  readonly country: string;
  readonly level: string;
  readonly state: string | null;
  readonly family: string;
  readonly status: CoverageEntry["status"];
  /** True where a place with charges opens a gap if it is unknown. */
  readonly isRequired: boolean;
  readonly levies: readonly string[];
  /** Of these levies, those whose figure on that day is not known. */
  readonly withoutFigure: readonly string[];
  /** The lowest among the figures in force; null where none states one. */
  readonly confidence: Confidence | null;
  /** The day on which the oldest of it was seen in force, or read. */
  readonly seenOn: CivilDate | null;
  /** Whole months since then. */
  readonly ageMonths: number | null;
  readonly isStale: boolean;
  readonly note: string | null;
};

type Confidence = NonNullable<NonNullable<LevyValue["confidence"]>>;

/**
 * The table jurisdiction × family: what the coverage files say, what the levies themselves say where no file speaks of
 * them, and as unknown whatever is required of a country or its states and answered nowhere. Ordered by jurisdiction and family.
 *
 * @example Ohio is among the states, `s988` is required, and no file speaks of it: `US / OH`, `s988`, unknown.
 */
export function coverageTable(facts: {
  readonly coverage: readonly Coverage[];
  readonly levies: readonly Levy[];
  readonly onDay: CivilDate;
}): readonly CoverageCell[] {
  const levies = new Map(facts.levies.map((levy) => [levy.id, levy]));
  const answers = [...stated(facts.coverage, levies), ...unstated(facts)];
  const groups = Map.groupBy([...answers, ...required(facts.coverage)], keyOf);
  const months = facts.coverage.map((file) => file.staleAfterMonths ?? null).find((given) => given !== null);
  return [...groups.values()]
    .map((group) => cell(group, { onDay: facts.onDay, months: months ?? null }))
    .toSorted(
      (left, right) =>
        byCodeUnit(left.jurisdiction, right.jurisdiction) || byCodeUnit(left.family, right.family),
    );
}

/** What one file, one levy or one requirement says of a family in a jurisdiction. */
type Answer = {
  readonly jurisdiction: Jurisdiction;
  readonly family: string;
  readonly status: CoverageEntry["status"] | "required";
  readonly levies: readonly Levy[];
  readonly seenOn: CivilDate | null;
  readonly note: string | null;
};

function stated(coverage: readonly Coverage[], levies: ReadonlyMap<string, Levy>): readonly Answer[] {
  return coverage.flatMap(({ entries }) =>
    entries.map((entry) => ({
      jurisdiction: entry.jurisdiction,
      family: entry.family,
      status: entry.status,
      levies: (entry.levies ?? []).flatMap((id) => levies.get(id) ?? []),
      seenOn: entry.seenOn ?? null,
      note: entry.note ?? null,
    })),
  );
}

/** Levies of which no coverage file speaks make their family known by being there. */
function unstated(facts: {
  readonly coverage: readonly Coverage[];
  readonly levies: readonly Levy[];
}): readonly Answer[] {
  const spokenOf = new Set(
    facts.coverage.flatMap(({ entries }) => entries.flatMap((one) => one.levies ?? [])),
  );
  return facts.levies.flatMap((levy) => {
    const { family, jurisdiction } = levy;
    if (!family || !jurisdiction || spokenOf.has(levy.id)) return [];
    return [{ jurisdiction, family, status: "known", levies: [levy], seenOn: null, note: null }];
  });
}

function required(coverage: readonly Coverage[]): readonly Answer[] {
  return requiredOf(coverage).flatMap(({ country, level, family }) => {
    const abroad = country === HOME_COUNTRY ? {} : { country };
    const codes = coverage
      .filter((file) => countryOf(file) === country)
      .flatMap((file) => Object.keys(file.states ?? {}));
    const jurisdictions: readonly Jurisdiction[] =
      level === "federal" || level === "country"
        ? [{ level, ...abroad }]
        : level === "state"
          ? codes.map((state) => ({ level, ...abroad, state }))
          : [];
    return jurisdictions.map((jurisdiction) => ({
      jurisdiction,
      family,
      status: "required" as const,
      levies: [],
      seenOn: null,
      note: null,
    }));
  });
}

function keyOf({ jurisdiction, family }: Answer): string {
  return `${levelOf(jurisdiction)} ${jurisdictionLabel(jurisdiction)} ${family}`;
}

function cell(
  group: readonly Answer[],
  { onDay, months }: { readonly onDay: CivilDate; readonly months: number | null },
): CoverageCell {
  const [{ jurisdiction, family }] = group as [Answer, ...Answer[]];
  const answers = group.filter(({ status }) => status !== "required");
  const levies = [...new Set(answers.flatMap((answer) => answer.levies))];
  const figures = levies.map((levy) => figureOf(levy, onDay));
  const seenOn = oldest([
    ...figures.map((figure) => figure.seenOn),
    ...answers.flatMap((answer) => (answer.levies.length === 0 ? [answer.seenOn] : [])),
  ]);
  return {
    jurisdiction: jurisdictionLabel(jurisdiction),
    country: countryOf(jurisdiction),
    level: levelOf(jurisdiction),
    state: jurisdiction.state ?? null,
    family,
    status: statusOf(answers),
    isRequired: answers.length < group.length,
    levies: levies.map(({ id }) => id).toSorted(byCodeUnit),
    withoutFigure: figures.filter((figure) => figure.isMissing).map((figure) => figure.levy),
    confidence: lowest(figures.flatMap((figure) => figure.confidence ?? [])),
    seenOn,
    ageMonths: seenOn === null ? null : monthsBetween(seenOn, onDay),
    isStale: seenOn !== null && months !== null && addMonths(seenOn, months) <= onDay,
    note: answers.map(({ note }) => note).find((note) => note !== null) ?? null,
  };
}

/** One voice that says unknown outweighs the others; a levy that is there outweighs one that says there is none. */
function statusOf(answers: readonly Answer[]): CoverageCell["status"] {
  const said = new Set(answers.map(({ status }) => status));
  if (said.size === 0 || said.has("unknown")) return "unknown";
  return said.has("known") ? "known" : "knownNone";
}

/** A levy that the law does not date is in force always, and states no confidence. */
function figureOf(levy: Levy, onDay: CivilDate) {
  const value = inForceOn(levy.values ?? [], onDay);
  const seen = value?.seenInForceOn ?? levy.verifiedOn ?? null;
  return {
    levy: levy.id,
    isMissing: !levy.form && !value?.form,
    confidence: value?.confidence ?? null,
    seenOn: seen === null ? null : civilDate(seen),
  };
}

function lowest(found: readonly Confidence[]): Confidence | null {
  return (["low", "medium", "high"] as const).find((confidence) => found.includes(confidence)) ?? null;
}

function oldest(days: readonly (CivilDate | null)[]): CivilDate | null {
  return days.filter((day) => day !== null).toSorted(byCodeUnit)[0] ?? null;
}

/** @example from 2024-07-24 to 2026-07-23: 23. */
function monthsBetween(from: CivilDate, until: CivilDate): number {
  const index = (day: CivilDate): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
  const months = Math.max(0, index(until) - index(from));
  return months > 0 && addMonths(from, months) > until ? months - 1 : months;
}
