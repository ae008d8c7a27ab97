import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import { addRatesCheck } from "./rates-check.ts";
import { addRatesDiff } from "./rates-diff.ts";
import { addRatesImport } from "./rates-import.ts";

export function addRates(program: Command, runner: Runner): void {
  const rates = program
    .command("rates")
    .description("Rate decks: files of carriers, what is wrong with them, what they change.");
  addRatesImport(rates, runner);
  addRatesCheck(rates, runner);
  addRatesDiff(rates, runner);
}
