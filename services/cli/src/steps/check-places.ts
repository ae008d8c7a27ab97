import type { CivilDate } from "@tollwright/calendar";
import type { Account } from "@tollwright/inventory";
import { areaKey, type PlaceData, type ResolvedPlace, resolvePlace } from "@tollwright/place";
import { addressQuery } from "./locate-addresses.ts";

/** One level of a location's place that a person should look at. */
export type PlaceReview = {
  readonly account: string;
  readonly location: string;
  readonly level: "state" | "county" | "city";
  readonly stored: string | null;
  /** Null where the address does not tell. */
  readonly resolved: string | null;
  readonly kind: "differs" | "held" | "policy" | "unresolved";
  readonly why: string;
};

const LEVELS = ["state", "county", "city"] as const;

type Location = Account["locations"][number];

/**
 * Levels whose stored name differs from what the address resolves to now, and those that were held or chosen by a policy. What the
 * address leaves open says nothing against a stored place.
 */
export function checkPlaces(given: {
  readonly accounts: readonly Account[];
  readonly tables: PlaceData;
  readonly today: CivilDate;
}): readonly PlaceReview[] {
  const { accounts, tables, today } = given;
  return accounts.flatMap(({ id: account, locations }) =>
    locations
      .filter(({ place }) => place.country === "US")
      .flatMap((location) => {
        const resolved = resolvePlace(addressQuery(location.address), tables, today);
        const reviews = resolved.ok
          ? LEVELS.flatMap((level) => levelReview(location, level, resolved.value) ?? [])
          : [unresolved(location, resolved.problems.map(({ message }) => message).join("; "))];
        return reviews.map((review) => ({ account, location: location.id, ...review }));
      }),
  );
}

type LevelReview = Omit<PlaceReview, "account" | "location">;

function levelReview(
  location: Location,
  level: PlaceReview["level"],
  { levels }: ResolvedPlace,
): LevelReview | null {
  const found = levels[level];
  const stored = location.place[level] ?? null;
  const open = location.resolution?.levels[level];
  if (open?.confidence === "ambiguous")
    return {
      level,
      stored,
      resolved: found.name,
      kind: open.policy === null ? "held" : "policy",
      why: open.because,
    };
  if (found.status === "undetermined" || isSame(level, stored, found)) return null;
  return { level, stored, resolved: found.name, kind: "differs", why: found.because };
}

function unresolved({ place }: Location, why: string): LevelReview {
  return { level: "state", stored: place.state, resolved: null, kind: "unresolved", why };
}

function isSame(
  level: PlaceReview["level"],
  stored: string | null,
  found: { readonly name: string | null; readonly code: string | null },
): boolean {
  if (stored === found.name || (stored !== null && stored === found.code)) return true;
  if (level === "state" || stored === null || found.name === null) return false;
  return areaKey(level, stored) === areaKey(level, found.name);
}
