import type { CivilDate } from "@tollwright/calendar";
import {
  ABROAD,
  FAR_AREA_CODES,
  OTHER_EXCHANGES,
  PRICED_EXCHANGES,
  TOLL_FREE_PATTERNS,
} from "./dialled-places.ts";
import type { Random } from "./random.ts";
import { inService, type NumberBlock, numberAt, type TrunkLine } from "./trunk-line.ts";

/** A number of the customer's that is in service on that day, or null. E.164 digits. */
export function drawOwnNumber(blocks: readonly NumberBlock[], day: CivilDate, random: Random): string | null {
  const open = inService(blocks, day);
  const total = open.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return null;
  const block = random.weighted(open.map((entry) => [entry, entry.count]));
  return numberAt(block, random.below(block.count));
}

export function drawLocal(line: TrunkLine, random: Random): string {
  return subscriber(random.pick(line.home.localAreaCodes), random.pick(line.home.localExchanges), random);
}

export function drawInState(line: TrunkLine, random: Random): string {
  return subscriber(random.pick(line.home.stateAreaCodes), random.pick(line.home.stateExchanges), random);
}

/** A number in another state than the line's. */
export function drawFar(line: TrunkLine, random: Random): string {
  const elsewhere = FAR_AREA_CODES.filter(([{ state }]) => state !== line.home.state);
  const { areaCode } = random.weighted(elsewhere);
  const exchange = random.chance(80) ? random.pick(OTHER_EXCHANGES) : random.pick(PRICED_EXCHANGES);
  return subscriber(areaCode, exchange, random);
}

export function drawAbroad(random: Random): string {
  return filled(random.weighted(ABROAD), random);
}

export function drawOtherTollFree(random: Random): string {
  return filled(random.pick(TOLL_FREE_PATTERNS), random);
}

/** Anybody who calls in: mostly from near. */
export function drawCaller(line: TrunkLine, random: Random): string {
  const where = random.below(10);
  if (where < 4) return drawLocal(line, random);
  return where < 6 ? drawInState(line, random) : drawFar(line, random);
}

/** Anybody who calls a toll-free number: from everywhere. */
export function drawTollFreeCaller(line: TrunkLine, random: Random): string {
  return random.chance(150) ? drawInState(line, random) : drawFar(line, random);
}

/** Ten digits behind the 1. In exchange 555 only lines 0180 to 0189: they belong to nobody, also in the demonstration. */
function subscriber(areaCode: string, exchange: string, random: Random): string {
  return filled(`1${areaCode}${exchange}${exchange === "555" ? "018#" : "####"}`, random);
}

function filled(pattern: string, random: Random): string {
  return pattern.replaceAll("#", () => String(random.below(10)));
}
