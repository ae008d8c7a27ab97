import { CivilDate, civilDateIn } from "@tollwright/calendar";
import { type CoverageCell, coverageTable } from "@tollwright/tax";
import { type Command, CommanderError } from "commander";
import type { Runner } from "../command-line.ts";
import { coverageListText, coverageMatrixText, whyMissing } from "../coverage-text.ts";
import { answer, EXIT } from "../output.ts";
import { rateCardsFolder } from "../steps/rate-cards-folder.ts";
import { suppliedRateCards } from "../steps/supplied-rate-cards.ts";

type Options = {
  readonly state?: string;
  readonly missing: boolean;
  readonly on?: string;
  readonly rateCards?: string;
};

export function addTaxesCoverage(taxes: Command, { plain, clock }: Runner): void {
  taxes
    .command("coverage")
    .option("--state <code>", "every jurisdiction of one state or province, with its levies")
    .option("--missing", "only what is unknown, without a figure, of low confidence, or stale", false)
    .option("--on <day>", "the day whose figures are looked at (default: today)")
    .option(
      "--rate-cards <folder>",
      "where the levies are (default: rate-cards here, else the program's own)",
    )
    .description(
      "What we know of the levies of each jurisdiction, by family: known, known to have none, or unknown; with age and confidence.",
    )
    .addHelpText(
      "after",
      "\nExample:\n  tollwright taxes coverage\n  tollwright taxes coverage --state IL\n  tollwright taxes coverage --missing --json",
    )
    .action((options: Options) => {
      const onDay = dayOf(options.on) ?? civilDateIn(clock(), "UTC");
      return plain(async (output) => {
        const { supplies, problems } = await suppliedRateCards(rateCardsFolder(options.rateCards));
        const cells = coverageTable({
          coverage: supplies.coverage ?? [],
          levies: supplies.taxes ?? [],
          onDay,
        });
        const shown = cells.filter((cell) => isWanted(cell, options));
        answer(output, {
          json: { on: onDay, cells: shown.map((cell) => ({ ...cell, missing: whyMissing(cell) })) },
          people:
            options.missing || options.state !== undefined
              ? coverageListText(shown)
              : coverageMatrixText(shown),
        });
        return problems.length === 0 ? undefined : { problems, answered: true };
      });
    });
}

function isWanted(cell: CoverageCell, { state, missing }: Options): boolean {
  if (state !== undefined && cell.state !== state.toUpperCase()) return false;
  return !missing || whyMissing(cell).length > 0;
}

function dayOf(text: string | undefined): CivilDate | null {
  if (text === undefined) return null;
  const day = CivilDate.safeParse(text);
  if (day.success) return day.data;
  throw new CommanderError(EXIT.usage, "on", `--on takes a day such as 2026-05-01, not ${text}`);
}
