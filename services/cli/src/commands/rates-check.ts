import { stat } from "node:fs/promises";
import { dirname } from "node:path";
import { fail, ok, type Problem, type Result } from "@tollwright/problem";
import { type ReadDeck, readDeck } from "@tollwright/rate-card";
import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import { filesMissing } from "../files-missing.ts";
import { answer, problemText } from "../output.ts";
import { deckText, proposalText } from "../rates-text.ts";
import { proposeRates, type SaidOfRates } from "../steps/propose-rates.ts";
import { rateCardFiles } from "../steps/rate-card-files.ts";
import { readProposed } from "./rates-import.ts";
import { addRatesOptions, type RatesOptions, saidOf } from "./rates-options.ts";

export function addRatesCheck(rates: Command, { plain, clock }: Runner): void {
  const command = rates
    .command("check")
    .argument("<path>", "a carrier's file, a deck.yaml, or a folder of decks")
    .description(
      "Everything that is wrong with rates, at once and with row numbers. Nothing is written or loaded.",
    )
    .addHelpText(
      "after",
      `
A folder is read by its deck.yaml; a carrier's file by columns that are guessed and shown, as import does.
Exit code 1: rows cannot be read as prices. Warnings alone are exit code 0.

Example:
  tollwright rates check rate-cards/decks/az-international`,
    );
  addRatesOptions(command).action((path: string, options: RatesOptions) =>
    plain(async (output) => {
      const found = await checked(path, saidOf(path, options, true), clock());
      const decks = found.flatMap(({ read }) => (read.ok ? [read.value] : []));
      const warnings = decks.flatMap((deck) => deck.warnings);
      const problems = found.flatMap(({ read }) => (read.ok ? [] : read.problems));
      answer(output, {
        json: {
          decks: decks.map(({ deck }) => ({ id: deck.id, kind: deck.kind, rows: deck.rows.length })),
          guessed: found.flatMap(({ guessed }) => guessed?.json ?? []),
          problems,
          warnings,
        },
        people: [
          ...found.flatMap(({ guessed }) => guessed?.people ?? []),
          ...decks.map(deckText),
          ...warnings.map((warning) => `note: ${problemText(warning)}`),
          problems.length === 0 ? "No problem." : `${problems.length} problems:`,
        ].join("\n"),
      });
      return problems.length === 0 ? undefined : { problems, answered: true };
    }),
  );
}

type Checked = {
  readonly read: Result<ReadDeck>;
  readonly guessed: { readonly json: unknown; readonly people: string } | null;
};

export async function checked(
  path: string,
  said: SaidOfRates,
  now: Parameters<typeof proposeRates>[1],
): Promise<readonly Checked[]> {
  const facts = await stat(path).catch(() => null);
  if (facts === null) return [{ read: fail(filesMissing(path)), guessed: null }];
  if (facts.isDirectory() || path.endsWith("deck.yaml"))
    return described(facts.isDirectory() ? path : dirname(path));
  const proposed = await proposeRates(said, now);
  if (!proposed.ok) return [{ read: proposed, guessed: null }];
  const { columns, unread, doubts } = proposed.value.proposal;
  const guessed = { json: { columns, unread, doubts }, people: proposalText(proposed.value.proposal) };
  return [{ read: placedIn(readProposed(proposed.value), path), guessed }];
}

/** Every deck.yaml of a folder, with the rows beside it. */
async function described(folder: string): Promise<readonly Checked[]> {
  const { files, problems } = await rateCardFiles([folder]);
  const decks = files.filter((file) => file.path.endsWith("deck.yaml"));
  if (decks.length === 0)
    return [
      {
        read: fail(...(problems.length > 0 ? problems : [filesMissing(`${folder}/deck.yaml`)])),
        guessed: null,
      },
    ];
  return decks.map((description) => ({
    read: readDeck({
      description,
      beside: files.filter((file) => dirname(file.path) === dirname(description.path)),
    }),
    guessed: null,
  }));
}

/** Row numbers are those of the carrier's file, so it is named. */
function placedIn(read: Result<ReadDeck>, file: string): Result<ReadDeck> {
  const named = (each: Problem): Problem => ({ ...each, file });
  if (!read.ok) return { ok: false, problems: read.problems.map(named) };
  return ok({ ...read.value, warnings: read.value.warnings.map(named) });
}
