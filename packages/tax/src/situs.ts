import { divide, type Exact, exact, one, sum, whole, zero } from "@tollwright/money";
import { countryOf, HOME_COUNTRY, isFederal, mayMatch, placeMatches } from "./jurisdiction.ts";
import type { Levy } from "./schema/levy.ts";
import type { Situs, TaxCharge, TaxPlace } from "./schema/request.ts";

/** The places where a charge is used, and how that was decided. */
export type ChargeSitus = {
  readonly method: "place" | "shares" | "points" | "segment" | "callByCall" | "unknown";
  readonly places: readonly { readonly place: TaxPlace; readonly share: Exact }[];
};

/** The charge's own situs or place goes before the invoice's. */
export function situsOf(charge: TaxCharge, invoicePlace: TaxPlace | null | undefined): ChargeSitus {
  if (charge.situs) return explicitSitus(charge.situs);
  const place = charge.place ?? invoicePlace;
  return place ? { method: "place", places: [{ place, share: one }] } : { method: "unknown", places: [] };
}

function explicitSitus(situs: Situs): ChargeSitus {
  if (situs.shares) {
    return {
      method: "shares",
      places: situs.shares.map(({ place, share }) => ({ place, share: exact(share) })),
    };
  }
  if (situs.points) {
    const total = whole(situs.points.reduce((count, point) => count + point.count, 0));
    return {
      method: "points",
      places: situs.points.map(({ place, count }) => ({ place, share: divide(whole(count), total) })),
    };
  }
  if (situs.segment) {
    const half = exact("0.5");
    return { method: "segment", places: situs.segment.map((place) => ({ place, share: half })) };
  }
  const { origin, termination, serviceAddress } = situs.callByCall ?? {};
  const ends = [origin, termination, serviceAddress].flatMap((place) => (place ? [place] : []));
  return { method: "callByCall", places: ends.map((place) => ({ place, share: zero })) };
}

/**
 * The part of a charge that is used inside a levy's jurisdiction; zero outside.
 *
 * Federal levies take the whole, once, and with a `country` only what is used in it. Call by call, a jurisdiction that holds
 * two of the three (origin, termination, service address) takes the whole, else nothing (Goldberg v. Sweet; SSUTA 314).
 */
export function placeShare(situs: ChargeSitus, levy: Levy): Exact {
  const inside = ({ place }: { readonly place: TaxPlace }) => reaches(levy, place);
  const [only] = situs.places;
  if (only === undefined) return reachesUnknown(levy) ? one : zero;
  if (isFederal(levy.jurisdiction)) return situs.places.some(inside) ? one : zero;
  if (situs.method === "callByCall") return situs.places.filter(inside).length >= 2 ? one : zero;
  if (situs.method === "place") return inside(only) ? one : zero;
  return sum(situs.places.filter(inside).map(({ share }) => share));
}

/** True where a levy would reach a place, or would leave it out, if only its county or city were known. */
export function turnsOnUndetermined(levy: Levy, { places }: ChargeSitus): boolean {
  return places.some(({ place }) => {
    if (!place.undetermined?.length || isFederal(levy.jurisdiction)) return false;
    const within = placeMatches(levy.jurisdiction ?? {}, place);
    if (!within) return levy.jurisdiction?.unincorporated === true && mayMatch(levy.jurisdiction, place);
    const patterns = levy.exceptPlaces ?? [];
    return !patterns.some((pattern) => placeMatches(pattern, place)) && mayBeLeftOut(levy, place);
  });
}

function mayBeLeftOut({ exceptPlaces }: Levy, place: TaxPlace): boolean {
  return (exceptPlaces ?? []).some((pattern) => mayMatch(pattern, place));
}

function reaches(levy: Levy, place: TaxPlace): boolean {
  if (place.undetermined?.length && mayBeLeftOut(levy, place)) return false;
  if ((levy.exceptPlaces ?? []).some((pattern) => placeMatches(pattern, place))) return false;
  return placeMatches(levy.jurisdiction ?? {}, place);
}

/** A charge without a place is at home: of its country, and of no state; a level that names no place asks for none. */
function reachesUnknown({ jurisdiction }: Levy): boolean {
  return countryOf(jurisdiction) === HOME_COUNTRY && placeMatches(jurisdiction ?? {}, null);
}
