import { exact } from "@tollwright/money";
import { type ChargeDates, datesOf } from "./dated-value.ts";
import type { ChargeFacts } from "./draft-line.ts";
import type { AssessRequest, TaxPlace } from "./schema/request.ts";
import { type ChargeSitus, situsOf } from "./situs.ts";

/**
 * The charges of a request with what does not depend on a levy. Those at one place share their situs, and those of the same days
 * their dates: what a levy finds for these it finds once an invoice.
 */
export function chargeFacts({ charges, place, billDate }: AssessRequest): readonly ChargeFacts[] {
  const situses = new Map<TaxPlace, ChargeSitus>();
  const dates = new Map<string, ChargeDates>();
  return charges.map((charge, index) => ({
    charge,
    index,
    amount: exact(charge.amount),
    situs: sharedSitus(situsOf(charge, place), situses),
    dates: sharedDates(datesOf(charge, billDate), dates),
  }));
}

function sharedSitus(situs: ChargeSitus, known: Map<TaxPlace, ChargeSitus>): ChargeSitus {
  const place = situs.method === "place" ? situs.places[0]?.place : undefined;
  if (place === undefined) return situs;
  const found = known.get(place) ?? situs;
  known.set(place, found);
  return found;
}

function sharedDates(dates: ChargeDates, known: Map<string, ChargeDates>): ChargeDates {
  const { billDate, from, until, usageAt } = dates;
  const name = `${billDate} ${from} ${until} ${usageAt}`;
  const found = known.get(name) ?? dates;
  known.set(name, found);
  return found;
}
