import { existsSync } from "node:fs";
import { join, relative } from "node:path";

/** `rate-cards` of the repository that this program stands in. */
const OWN = join(import.meta.dirname, "..", "..", "..", "..", "rate-cards");

/**
 * The rate cards where nobody names a folder: those of the working directory, else the program's own, so that a calculator
 * answers alike wherever it is called.
 */
export function rateCardsFolder(named: string | undefined): string {
  if (named !== undefined) return named;
  return existsSync("rate-cards") ? "rate-cards" : relative(process.cwd(), OWN);
}
