import type { Account } from "@tollwright/inventory";
import { areaKey } from "@tollwright/place";
import type { Levy } from "@tollwright/tax";
import type { Finding } from "../finding.ts";

type Level = "county" | "city";
const CODE_OF = { county: "countyFips", city: "cityFips" } as const;
const NAMES_SHOWN = 5;

/** Names of a state's counties or cities as its levies have them, by key; and how many levies name theirs by code alone. */
type Named = { readonly names: Map<string, string>; codesOnly: number };

/** What the levies call the areas of each state, made once for a set. */
export class LevyPlaces {
  readonly #named = new Map<string, Named>();

  constructor(levies: readonly Levy[]) {
    for (const { jurisdiction, exceptPlaces } of levies) {
      for (const place of [jurisdiction, ...(exceptPlaces ?? [])]) {
        for (const level of ["county", "city"] as const) {
          const [name, code] = [place?.[level], place?.[CODE_OF[level]]];
          const named = this.of(place?.state ?? "", level);
          if (name) named.names.set(areaKey(level, name), name);
          else if (code) named.codesOnly += 1;
        }
      }
    }
  }

  of(state: string, level: Level): Named {
    const key = `${state} ${level}`;
    const named = this.#named.get(key) ?? { names: new Map(), codesOnly: 0 };
    this.#named.set(key, named);
    return named;
  }
}

/**
 * Names of stored places that no levy has and that are nearly one that a levy has, or that stand without a Census code where levies
 * go by codes: such a place would be billed without its county's or city's taxes, and nobody would see it.
 */
export function placeNameFindings({ locations }: Account, levies: LevyPlaces): readonly Finding[] {
  return locations.flatMap(({ place, resolution }, at) => {
    if (place.country !== "US" || resolution) return [];
    return (["county", "city"] as const).flatMap((level): readonly Finding[] => {
      const name = place[level];
      if (name === undefined || place[CODE_OF[level]] !== undefined) return [];
      const message = messageOf(level, name, place.state, levies.of(place.state, level));
      return message === null
        ? []
        : [{ code: "PLACE_NAME", path: ["locations", at, "place", level], message }];
    });
  });
}

function messageOf(level: Level, name: string, state: string, { names, codesOnly }: Named): string | null {
  const key = areaKey(level, name);
  if (names.has(key)) return null;
  const near = [...names].filter(([other]) => isNear(key, other)).map(([, other]) => other);
  if (near.length > 0)
    return `no levy of ${state} names ${level} ${name}; near it: ${near.toSorted().slice(0, NAMES_SHOWN).join(", ")}`;
  return codesOnly === 0
    ? null
    : `no levy of ${state} names ${level} ${name}, and ${codesOnly} of them go by Census code alone: give ${CODE_OF[level]}`;
}

/** The levy's name goes on (`Boise`, `Boise City`), the stored one has a kind behind it (`Peoria Town`), or they differ by a slip. */
function isNear(stored: string, levied: string): boolean {
  const [short, long] = stored.length <= levied.length ? [stored, levied] : [levied, stored];
  if (short.length < SHORTEST) return false;
  if (long.startsWith(short) && (long === levied || KINDS.has(long.slice(short.length)))) return true;
  return isOneSlip(short, long);
}

const KINDS: ReadonlySet<string> = new Set(["city", "town", "township", "village", "metro", "county"]);

/** Names of fewer letters are near too many others. */
const SHORTEST = 4;

/** One letter more, less or other, or two next to each other changed about. */
function isOneSlip(short: string, long: string): boolean {
  if (long.length - short.length > 1) return false;
  const at = [...short].findIndex((letter, index) => letter !== long[index]);
  if (at < 0) return true;
  const [left, right] = [short.slice(at), long.slice(at)];
  if (long.length > short.length) return left === right.slice(1);
  return left.slice(1) === right.slice(1) || isSwap(left, right);
}

function isSwap(left: string, right: string): boolean {
  return left[0] === right[1] && left[1] === right[0] && left.slice(2) === right.slice(2);
}
