import { countryOf } from "../jurisdiction.ts";
import type { Levy } from "../schema/levy.ts";
import type { AssessRequest } from "../schema/request.ts";
import type { ChargeSitus } from "../situs.ts";

/**
 * Levies that go by whether seller and place are in one state: central and state tax within it, integrated tax across (India).
 * Where the seller's place is not stated it is in another.
 */
export function isSuppliedFrom(levy: Levy, situs: ChargeSitus, seller: AssessRequest["seller"]): boolean {
  if (!levy.sellerIn) return true;
  const from = seller?.place;
  const isWithin = situs.places.every(
    ({ place }) =>
      countryOf(place) === countryOf(from) && Boolean(place.state) && place.state === from?.state,
  );
  return isWithin === (levy.sellerIn === "sameState");
}
