import { existsSync } from "node:fs";
import { join } from "node:path";
import { classifyNumber, type NumberingData } from "@tollwright/numbering";
import type { NumberState, PlaceData } from "@tollwright/place";
import { openPlaces } from "@tollwright/places";
import { rateCardsFolder } from "./rate-cards-folder.ts";
import { suppliedRateCards } from "./supplied-rate-cards.ts";

/** Where imports of places lie in the data folder. */
export function placesFolder(data: string): string {
  return join(data, "places");
}

/** Everything that places are resolved by: the tables of the rate cards, else the program's own, and what was imported. */
export function openPlaceData(
  data: string,
  {
    rateCards,
    numbering,
  }: { readonly rateCards?: string | undefined; readonly numbering?: NumberingData } = {},
): PlaceData {
  const named = join(rateCardsFolder(rateCards), "places");
  const shipped = existsSync(named)
    ? named
    : join(import.meta.dirname, "..", "..", "..", "..", "rate-cards", "places");
  return openPlaces({
    shipped,
    operator: placesFolder(data),
    ...(numbering === undefined
      ? {}
      : { stateOfNumber: (number: string) => stateOfNumber(number, numbering) }),
  });
}

/** The numbering tables, read only where a telephone number is asked for. */
export async function numberingTables(rateCards: string | undefined): Promise<NumberingData | undefined> {
  const { supplies } = await suppliedRateCards(join(rateCardsFolder(rateCards), "numbering"));
  return supplies.numbering;
}

/** By the exchange where the operator's table has it, else by the area code; toll-free and other codes have no state. */
function stateOfNumber(number: string, { plan, exchanges }: NumberingData): NumberState | null {
  const { e164, region, country, npa } = classifyNumber(number, plan);
  const exchange = e164 === null ? null : exchanges.find(e164, null);
  if (exchange?.state) {
    const source = `exchange ${exchange.prefix}${exchange.rateCenter === null ? "" : `, rate centre ${exchange.rateCenter}`}`;
    return { state: exchange.state, method: "exchange", source };
  }
  return country === "US" && region !== null
    ? { state: region, method: "areaCode", source: `area code ${npa ?? ""}` }
    : null;
}
