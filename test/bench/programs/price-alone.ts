import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { civilDate, instant } from "@tollwright/calendar";
import { openReader } from "@tollwright/cdr";
import { readChunks } from "@tollwright/files";
import { compileDecks, documentsFrom, parsedOf } from "@tollwright/rate-card";
import { type CallBiller, callBiller, compileRate, compileRatingRules, rateCall } from "@tollwright/rating";
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

function priceAll(): number {
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
    priced += rate(call.billableMilliseconds / 1000).charge.length;
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
process.stdout.write(JSON.stringify({ rows: calls.length, price: timed(priceAll), rate: timed(rateAll) }));
