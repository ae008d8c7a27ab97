import { civilDateIn } from "@tollwright/calendar";
import type { Problem } from "@tollwright/problem";
import type { LevyChange } from "@tollwright/rate-card";
import { type Command, CommanderError } from "commander";
import type { Runner } from "../command-line.ts";
import { answer, counted, EXIT, table } from "../output.ts";
import { importTaxes } from "../steps/import-taxes.ts";

/** More changes are counted, not printed: `--json` has them all. */
const CHANGES_SHOWN = 60;
/** More rows that are wrong are counted, not printed. */
const PROBLEMS_SHOWN = 50;

const WORDS = {
  new: "new levy",
  added: "new figure",
  found: "gap filled",
  ended: "ended",
  moved: "end moved",
  replaced: "replaced",
  seen: "seen again",
  unchanged: "unchanged",
  conflict: "conflict",
} as const satisfies Record<LevyChange["kind"], string>;

type Options = {
  readonly into: string;
  readonly over?: string;
  readonly by?: string;
  readonly rateCards?: string;
  readonly check: boolean;
};

export function addTaxesImport(taxes: Command, { plain, clock }: Runner): void {
  taxes
    .command("import")
    .argument(
      "<file>",
      "figures as CSV, or a state's Streamlined Sales Tax rate file; alone or in a zip archive",
    )
    .requiredOption("--into <folder>", "folder of levies, such as rate-cards/taxes")
    .option(
      "--rate-cards <folder>",
      "where the tables of places are (default: rate-cards here, else the program's own)",
    )
    .option(
      "--over <folder>",
      "shipped levies that stay as they are: new figures of theirs become overlays in --into",
    )
    .option("--by <name>", "who lays them over; needed with --over")
    .option("--check", "say what would change; write nothing", false)
    .description(
      "Put figures of a file into the levies of a folder, and tell what is new, changed and ended.",
    )
    .addHelpText(
      "after",
      `
A history is added to, never rewritten: another figure for a day that has one is a conflict, and is left out.
Rows that cannot be read are listed all at once (exit code 1), and the others are imported. Nothing is loaded.

Examples:
  tollwright taxes import GAR2026Q3JUN05.zip --into rate-cards/taxes --check
  tollwright taxes import figures.csv --into rate-cards/companies/acme/taxes
  tollwright taxes import GAR2026Q3JUN05.zip --into companies/acme/taxes --over rate-cards/taxes --by finance`,
    )
    .action((file: string, options: Options) =>
      plain(async (output) => {
        const imported = await importTaxes({
          file,
          into: options.into,
          readOn: civilDateIn(clock(), "UTC"),
          rateCards: options.rateCards,
          write: !options.check,
          over: overOf(options),
        });
        if (!imported.ok) return imported;
        const { files, changes, problems } = imported.value;
        answer(output, {
          json: { files: files.map(({ path }) => path), changes, problems },
          people: [...changesText(changes), filesText(files.length, options)].join("\n"),
        });
        if (problems.length === 0) return undefined;
        const shown = problems.length > PROBLEMS_SHOWN ? `, the first ${PROBLEMS_SHOWN} above` : "";
        return {
          problems: problems.slice(0, PROBLEMS_SHOWN),
          answered: true,
          outcome: `${leftOut(problems)}${shown}; the others ${options.check ? "can be" : "were"} imported.`,
        };
      }),
    );
}

function overOf({ over, by }: Options): { readonly folder: string; readonly by: string } | null {
  if (over === undefined) return null;
  if (by !== undefined) return { folder: over, by };
  throw new CommanderError(EXIT.usage, "by", "--over needs --by NAME: an overlay says whose it is");
}

function changesText(changes: readonly LevyChange[]): string[] {
  const told = changes.filter(({ kind }) => kind !== "unchanged" && kind !== "seen");
  const shown = told.slice(0, CHANGES_SHOWN);
  const rows = shown.map(({ kind, levy, from, until, before, figure }) => [
    WORDS[kind],
    levy,
    from ?? "–",
    until ?? "–",
    before ?? "–",
    figure ?? "not known",
  ]);
  const counts = Object.entries(WORDS)
    .map(([kind, word]) => [changes.filter((change) => change.kind === kind).length, word] as const)
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}`);
  return [
    ...(rows.length > 0 ? [table(["what", "levy", "from", "until", "before", "figure"], rows)] : []),
    ...(told.length > shown.length ? [`… and ${told.length - shown.length} more (--json has all)`] : []),
    `Figures: ${counts.join(", ") || "none"}.`,
  ];
}

/** What has no line is no row of the file: a levy beside it, or one that it lacks. */
function leftOut(problems: readonly Problem[]): string {
  const rows = problems.filter(({ line }) => line !== undefined).length;
  const levies = problems.length - rows;
  return [
    ...(rows > 0 ? [`${counted(rows, "row")} left out`] : []),
    ...(levies > 0 ? [`${levies} ${levies === 1 ? "levy" : "levies"} to look at`] : []),
  ].join(", ");
}

function filesText(count: number, options: { into: string; check: boolean }): string {
  if (count === 0) return "No file changes.";
  return options.check
    ? `${counted(count, "file")} would be written; nothing was.`
    : `${counted(count, "file")} written in ${options.into}. Next: tollwright load ${options.into} --by NAME`;
}
