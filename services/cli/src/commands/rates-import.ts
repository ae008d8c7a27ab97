import { existsSync } from "node:fs";
import { join } from "node:path";
import { writeFileAtomic } from "@tollwright/files";
import { type Problem, problem } from "@tollwright/problem";
import { readDeck } from "@tollwright/rate-card";
import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import { answer, problemText } from "../output.ts";
import { deckText, proposalText } from "../rates-text.ts";
import { type ProposedRates, proposeRates } from "../steps/propose-rates.ts";
import { addRatesOptions, type RatesOptions, saidOf } from "./rates-options.ts";

/** More rows that are wrong are counted, not printed: `--json` has them all. */
const PROBLEMS_SHOWN = 50;

export function addRatesImport(rates: Command, { plain, clock }: Runner): void {
  const command = rates
    .command("import")
    .argument("<file>", "the carrier's file: CSV, XLSX, XLS, or one of them in a zip archive")
    .option("--out <folder>", "folder for deck.yaml and the rows; otherwise decks/ID")
    .option("--yes", "the columns are as they should be: the deck can be loaded", false)
    .description("Guess what the columns of a rate file mean, show it, and write deck.yaml beside the rows.")
    .addHelpText(
      "after",
      `
Nothing is loaded. Without --yes deck.yaml says "confirmed: false", and load refuses it until a person has looked at it.
Rows that cannot be read are listed all at once (exit code 1).

Example:
  tollwright rates import "Rates April.xlsx" --id acme-az --effective 2026-04-15 --full`,
    );
  addRatesOptions(command).action((file: string, options: RatesOptions & { out?: string; yes: boolean }) =>
    plain(async (output) => {
      const proposed = await proposeRates(saidOf(file, options, options.yes), clock());
      if (!proposed.ok) return proposed;
      const { id, delivered, proposal } = proposed.value;
      const folder = options.out ?? join("decks", id);
      const yaml = join(folder, "deck.yaml");
      if (existsSync(yaml)) return { problems: [standsAlready(yaml)] };
      await writeFileAtomic(join(folder, delivered.csvName), delivered.csv);
      await writeFileAtomic(yaml, proposal.yaml);
      const read = readProposed(proposed.value);
      const problems = read.ok ? [] : read.problems;
      answer(output, {
        json: {
          id,
          folder,
          columns: proposal.columns,
          unread: proposal.unread,
          doubts: proposal.doubts,
          problems,
          warnings: read.ok ? read.value.warnings : [],
        },
        people: [
          proposalText(proposal),
          "",
          ...(read.ok
            ? [deckText(read.value), ...read.value.warnings.slice(0, PROBLEMS_SHOWN).map(problemText)]
            : []),
          `Written: ${yaml} and ${delivered.csvName} beside it.`,
          options.yes
            ? `Next: tollwright load ${folder} --by NAME`
            : `Next: look at it, take out the line "confirmed: false", then tollwright load ${folder} --by NAME`,
        ].join("\n"),
      });
      if (read.ok) return undefined;
      return {
        problems: problems.slice(0, PROBLEMS_SHOWN),
        answered: true,
        outcome: `${problems.length} problems${problems.length > PROBLEMS_SHOWN ? `, the first ${PROBLEMS_SHOWN} above` : ""}; nothing of this file can be loaded before they are put right.`,
      };
    }),
  );
}

/** Reads the rows as loading will. */
export function readProposed({ delivered, proposal }: ProposedRates) {
  return readDeck({
    description: { path: "deck.yaml", text: proposal.yaml },
    beside: [{ path: delivered.csvName, text: delivered.csv }],
  });
}

function standsAlready(file: string): Problem {
  return problem({ code: "DECK_EXISTS", message: `${file} is there already`, file });
}
