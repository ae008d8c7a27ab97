import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./processes.ts";
import { random } from "./random.ts";

export const DECK_ROWS = 200_000;

const EXCHANGES_AN_AREA = 800;
const BLOCKS_AN_EXCHANGE = 10;

/**
 * A copy of the rate cards whose deck of calls within the country has 200,000 prefixes: thousands blocks of 25 area codes.
 *
 * @returns its folder; the deck is in `decks/us-termination`.
 */
export function writeLargeDeck(folder: string, seed: number): string {
  const copy = join(folder, "rate-cards");
  cpSync(join(root, "rate-cards"), copy, { recursive: true });
  const chance = random(seed);
  const price = (): string => `0.${String(1_000 + chance.below(40_000)).padStart(6, "0")}`;
  const lines = ["Prefix,Destination,Interstate,Intrastate,Indeterminate,Effective"];
  const areas = DECK_ROWS / EXCHANGES_AN_AREA / BLOCKS_AN_EXCHANGE;
  for (const area of AREAS.slice(0, areas)) {
    for (let exchange = 200; exchange < 200 + EXCHANGES_AN_AREA; exchange += 1) {
      for (let block = 0; block < BLOCKS_AN_EXCHANGE; block += 1)
        lines.push(`1${area}${exchange}${block},USA,${price()},${price()},${price()},`);
    }
  }
  writeFileSync(join(copy, "decks/us-termination/us-termination.csv"), `${lines.join("\n")}\n`);
  return copy;
}

const AREAS =
  "201 202 203 205 206 207 208 209 210 212 213 214 215 216 217 305 312 404 512 602 603 617 702 713 808".split(
    " ",
  );
