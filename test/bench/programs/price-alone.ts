import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { civilDate, instant } from "@tollwright/calendar";
import { openReader } from "@tollwright/cdr";
import { readChunks } from "@tollwright/files";
import { compileDecks, documentsFrom, parsedOf } from "@tollwright/rate-card";
import {
  type CallBiller,
  callBiller,
  compileRate,
  compileRatingRules,
  compileTariff,
  rateCall,
  tariffBiller,
} from "@tollwright/rating";
import { readAt, switchSource } from "../switch-source.ts";

// Pricing alone on one core, calls in memory: deck row and price as the kernel finds them, then all of rating.
const [folder = "", path = ""] = process.argv.slice(2);
const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(yaml|csv)$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name))
  .map((name) => ({ path: relative(folder, name), text: readFileSync(name, "utf8") }));
const { documents } = documentsFrom(files);
const rules = compileRatingRules({ documents });
if (!rules.ok) throw new Error(rules.problems.map(({ message }) => message).join("; "));

const source = switchSource();
const reader = openReader({ source, fileHash: "0".repeat(64), readAt: instant(readAt), resumeAt: 0 });
const readings = [];
for await (const chunk of readChunks(path)) readings.push(reader.read(chunk));
const calls = readings.flatMap((reading) => reading.calls);

const [deck] = [...Map.groupBy(parsedOf(documents, "deck"), ({ value }) => value.id).values()]
  .map((deliveries) =>
    compileDecks(deliveries.map(({ value, document }) => ({ deck: value, hash: document.hash }))),
  )
  .flatMap((compiled) => (compiled.ok && compiled.value.id === "us-termination" ? [compiled.value] : []));
if (deck === undefined) throw new Error("the rate cards hold no deck us-termination");
const day = civilDate("2026-04-15");
const compiled = new Map<unknown, CallBiller>();

const HOUR_SECONDS = 3600;

/** @param more Seconds that every call is longer. */
function priceAll(more: number): number {
  let priced = 0;
  for (const call of calls) {
    const found = deck?.find(call.to, day, 1) ?? null;
    if (found === null) continue;
    let rate = compiled.get(found);
    if (rate === undefined) {
      const { interstate, initialSeconds, incrementSeconds } = found.row;
      rate = callBiller(compileRate({ ratePerMinute: interstate ?? "0", initialSeconds, incrementSeconds }));
      compiled.set(found, rate);
    }
    priced += rate(call.billableMilliseconds / 1000 + more).charge.length;
  }
  return priced;
}

/** Prices by day and by night, each with a dearer first minute. */
const byTariff = tariffBiller(
  compileTariff({
    zone: "America/Chicago",
    timeOfDay: "split",
    periods: [
      {
        weight: 1,
        when: { weekdays: [1, 2, 3, 4, 5], fromTime: "08:00", untilTime: "20:00" },
        slots: [
          { rate: "0.05", incrementSeconds: 30 },
          { fromSecond: 60, rate: "0.02", incrementSeconds: 6 },
        ],
      },
      { slots: [{ rate: "0.01", incrementSeconds: 6 }] },
    ],
  }),
);

function tariffAll(more: number): number {
  let priced = 0;
  for (const { billableMilliseconds, startedAt } of calls) {
    priced += byTariff(Math.ceil(billableMilliseconds / 1000) + more, startedAt)?.charge.length ?? 0;
  }
  return priced;
}

function rateAll(): number {
  let rated = 0;
  for (const call of calls) rated += rules.ok ? rateCall(call, rules.value).ratings.length : 0;
  return rated;
}

const PASSES = 3;
const timed = (work: () => number): number => {
  let best = Number.POSITIVE_INFINITY;
  for (let pass = 0; pass < PASSES; pass += 1) {
    const started = performance.now();
    work();
    best = Math.min(best, (performance.now() - started) / 1000);
  }
  return best;
};
const times = {
  price: timed(() => priceAll(0)),
  priceLong: timed(() => priceAll(HOUR_SECONDS)),
  tariff: timed(() => tariffAll(0)),
  tariffLong: timed(() => tariffAll(HOUR_SECONDS)),
  rate: timed(rateAll),
};
process.stdout.write(JSON.stringify({ rows: calls.length, ...times }));
