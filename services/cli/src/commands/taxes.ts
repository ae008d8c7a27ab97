import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import { addTaxesCoverage } from "./taxes-coverage.ts";

export function addTaxes(program: Command, runner: Runner): void {
  const taxes = program
    .command("taxes")
    .description("Levies: what is known of them, and what the issued invoices owe by them.");
  addTaxesCoverage(taxes, runner);
}
