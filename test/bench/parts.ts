import { writeLargeDeck } from "./large-deck.ts";
import { run } from "./processes.ts";
import { printLines } from "./report.ts";

type Timed = "price" | "priceLong" | "tariff" | "tariffLong" | "rate";

/** Reading alone and pricing alone, each on one core, without the time that a process takes to start. */
export async function benchParts(
  folder: string,
  file: { readonly path: string; readonly records: number },
  seed: number,
): Promise<void> {
  const read = await run("test/bench/programs/read-alone.ts", [file.path]);
  const reading = JSON.parse(read.output) as { rows: number; seconds: number };
  const priced = await run("test/bench/programs/price-alone.ts", [writeLargeDeck(folder, seed), file.path]);
  const pricing = JSON.parse(priced.output) as Record<Timed | "rows", number>;
  const against = `${Math.round(pricing.rows / pricing.price).toLocaleString("en-US")} calls/s (budget ≥ 1,500,000)`;
  printLines("One core, in memory", [
    {
      what: "read: line → call with names",
      rows: reading.rows,
      seconds: reading.seconds,
      peakBytes: read.peakBytes,
    },
    { what: "price: deck row of 200,000 and charge", rows: pricing.rows, seconds: pricing.price, against },
    { what: "  the same, an hour longer", rows: pricing.rows, seconds: pricing.priceLong },
    { what: "price: tariff, split by time of day", rows: pricing.rows, seconds: pricing.tariff },
    { what: "  the same, an hour longer", rows: pricing.rows, seconds: pricing.tariffLong },
    {
      what: "rate: attribute, classify, price",
      rows: pricing.rows,
      seconds: pricing.rate,
      peakBytes: priced.peakBytes,
    },
  ]);
}
