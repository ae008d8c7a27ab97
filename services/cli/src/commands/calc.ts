import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { runCalculator } from "@tollwright/calculators";
import type { Command } from "commander";
import { EXIT } from "../output.ts";
import { suppliedRateCards } from "../steps/supplied-rate-cards.ts";

export function addCalc(program: Command): void {
  program
    .command("calc")
    .argument("<name>", "price-call, prorate, round, allocate, assess, quote")
    .argument("[file]", "a JSON request; standard input where absent")
    .option("--lines", "one request a line, one answer a line", false)
    .option("--rate-cards <folder>", "levies, plans and decks for requests that bring none", "rate-cards")
    .description("The open calculators: the functions that bill, JSON in, JSON out, nothing stored.")
    .addHelpText(
      "after",
      `\nExample:\n  echo '{"value":"-0.005","rounding":{"mode":"halfUp","places":2}}' | tollwright calc round`,
    )
    .action(
      async (name: string, file: string | undefined, options: { lines: boolean; rateCards: string }) => {
        const { supplies } = await suppliedRateCards(options.rateCards);
        const print = (text: string): void => {
          const { answer, ok } = runCalculator(name, text, supplies);
          process.stdout.write(`${answer}\n`);
          if (!ok) process.exitCode = EXIT.refused;
        };
        const input = file === undefined ? process.stdin : createReadStream(file);
        if (options.lines) for await (const line of createInterface({ input })) print(line);
        else print(file === undefined ? await textOf(input) : await readFile(file, "utf8"));
      },
    );
}

async function textOf(input: AsyncIterable<unknown>): Promise<string> {
  const parts: string[] = [];
  for await (const part of input) parts.push(String(part));
  return parts.join("");
}
