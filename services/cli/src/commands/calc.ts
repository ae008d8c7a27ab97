import { createReadStream } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { calculators, type Loaded, needsRateCards, refusal, runCalculator } from "@tollwright/calculators";
import { type CivilDate, civilDateIn, instant } from "@tollwright/calendar";
import type { Command } from "commander";
import { clockOf } from "../clock-of.ts";
import { EXIT } from "../output.ts";
import { rateCardsFolder } from "../steps/rate-cards-folder.ts";
import { suppliedRateCards } from "../steps/supplied-rate-cards.ts";

/** Options of the whole program. */
type Shared = { readonly data: string; readonly now?: string };

type Options = { readonly lines: boolean; readonly rateCards?: string };

export function addCalc(program: Command): void {
  program
    .command("calc")
    .argument("<name>", Object.keys(calculators).join(", "))
    .argument("[file]", "a JSON request; standard input where absent")
    .option("--lines", "one request a line, one answer a line", false)
    .option(
      "--rate-cards <folder>",
      "levies, plans and decks for requests that bring none (default: rate-cards here, else the program's own)",
    )
    .description("The open calculators: the functions that bill, JSON in, JSON out, nothing stored.")
    .addHelpText(
      "after",
      `\nExample:\n  echo '{"value":"-0.005","rounding":{"mode":"halfUp","places":2}}' | tollwright calc round`,
    )
    .action(calc);
}

async function calc(
  name: string,
  file: string | undefined,
  options: Options,
  command: Command,
): Promise<void> {
  if (!Object.hasOwn(calculators, name)) return print(runCalculator(name, ""));
  const input = file === undefined ? process.stdin : createReadStream(file);
  try {
    const requests = options.lines ? createInterface({ input }) : whole(input);
    let supplies: Loaded | null = null;
    for await (const text of requests) {
      // Rate cards are read once, and only where an answer uses them.
      if (supplies === null && needsRateCards(name, text)) {
        supplies = await suppliesOf(name, rateCardsFolder(options.rateCards), command.optsWithGlobals());
      }
      print(runCalculator(name, text, supplies));
    }
  } catch (error) {
    const { failureProblem } = await import("../failure.ts");
    const failure = failureProblem(error);
    if (failure === null) throw error;
    print(refusal([{ ...failure, path: failure.file ?? file ?? "" }]));
  }
}

/** Classifying asks for the numbering tables alone, which are read in no time, and for the dialling habits of other countries. */
async function suppliesOf(name: string, folder: string, shared: Shared): Promise<Loaded> {
  if (name === "place") return placeSupplies(folder, shared);
  if (name === "quote") return quoteSupplies(folder, shared);
  if (name !== "classify") return (await suppliedRateCards(folder)).supplies;
  const { readAbroad } = await import("../steps/numbers-abroad.ts");
  const { supplies } = await suppliedRateCards(join(folder, "numbering"));
  return { ...supplies, readAbroad };
}

async function quoteSupplies(folder: string, { data, now }: Shared): Promise<Loaded> {
  const { locateForQuote } = await import("../steps/locate-addresses.ts");
  const { supplies } = await suppliedRateCards(folder);
  const { legalEntities } = supplies;
  return {
    ...supplies,
    locate: locateForQuote({ data, rateCards: folder, today: todayOf(now), legalEntities }),
  };
}

function todayOf(now: string | undefined): CivilDate {
  return civilDateIn(clockOf(now)?.() ?? instant(Date.now()), "UTC");
}

/** Imports of places lie in the data folder. */
async function placeSupplies(folder: string, { data, now }: Shared): Promise<Loaded> {
  const { openPlaceData } = await import("../steps/open-place-data.ts");
  const { supplies } = await suppliedRateCards(join(folder, "numbering"));
  const { numbering } = supplies;
  const tables = openPlaceData(data, {
    rateCards: folder,
    ...(numbering === undefined ? {} : { numbering }),
  });
  return { ...supplies, places: { data: tables, today: todayOf(now) } };
}

function print({ answer, ok }: { readonly answer: string; readonly ok: boolean }): void {
  process.stdout.write(`${answer}\n`);
  if (!ok) process.exitCode = EXIT.refused;
}

async function* whole(input: NodeJS.ReadableStream): AsyncGenerator<string> {
  const parts: Buffer[] = [];
  for await (const part of input) parts.push(Buffer.from(part));
  yield Buffer.concat(parts).toString("utf8");
}
