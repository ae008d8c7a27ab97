import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import { addTaxesBadDebt } from "./taxes-bad-debt.ts";
import { addTaxesCertificates } from "./taxes-certificates.ts";
import { addTaxesCommit } from "./taxes-commit.ts";
import { addTaxesCoverage } from "./taxes-coverage.ts";
import { addTaxesE911 } from "./taxes-e911.ts";
import { addTaxesExplain } from "./taxes-explain.ts";
import { addTaxesForm499 } from "./taxes-form499.ts";
import { addTaxesFusf } from "./taxes-fusf.ts";
import { addTaxesImport } from "./taxes-import.ts";
import { addTaxesLevies } from "./taxes-levies.ts";
import { addTaxesRerate } from "./taxes-rerate.ts";
import { addTaxesReturns } from "./taxes-returns.ts";
import { addTaxesShares } from "./taxes-shares.ts";
import { addTaxesUntaxed } from "./taxes-untaxed.ts";
import { addTaxesVerify } from "./taxes-verify.ts";

export function addTaxes(program: Command, runner: Runner): void {
  const taxes = program
    .command("taxes")
    .description("Levies: what is known of them, and what the issued invoices owe by them.");
  addTaxesCoverage(taxes, runner);
  addTaxesImport(taxes, runner);
  addTaxesLevies(taxes, runner);
  addTaxesReturns(taxes, runner);
  addTaxesE911(taxes, runner);
  addTaxesForm499(taxes, runner);
  addTaxesFusf(taxes, runner);
  addTaxesBadDebt(taxes, runner);
  addTaxesCommit(taxes, runner);
  addTaxesShares(taxes, runner);
  addTaxesCertificates(taxes, runner);
  addTaxesExplain(taxes, runner);
  addTaxesUntaxed(taxes, runner);
  addTaxesVerify(taxes, runner);
  addTaxesRerate(taxes, runner);
}
