import { CivilDate, civilDateIn } from "@tollwright/calendar";
import { documentsFrom, leviesOf } from "@tollwright/rate-card";
import { figureOn, jurisdictionLabel, type Levy } from "@tollwright/tax";
import { type Command, CommanderError } from "commander";
import type { Runner } from "../command-line.ts";
import { answer, EXIT, table } from "../output.ts";
import { rateCardFiles } from "../steps/rate-card-files.ts";
import { rateCardsFolder } from "../steps/rate-cards-folder.ts";

type Options = { readonly state?: string; readonly overlaid: boolean; readonly on?: string };

export function addTaxesLevies(taxes: Command, { plain, clock }: Runner): void {
  taxes
    .command("levies")
    .argument("[folders...]", "the shipped levies and an operator's own (default: rate-cards)")
    .option("--state <code>", "of one state or province")
    .option("--overlaid", "only those that an operator's own figures lie over", false)
    .option("--on <day>", "the day whose figures are shown (default: today)")
    .description(
      "Every levy with its figure of a day, and whose figure it is where an operator laid his own over it.",
    )
    .addHelpText("after", "\nExample:\n  tollwright taxes levies rate-cards companies/acme --overlaid")
    .action((folders: string[], options: Options) =>
      plain(async (output) => {
        const on = dayOf(options.on) ?? civilDateIn(clock(), "UTC");
        const read = await rateCardFiles(folders.length > 0 ? folders : [rateCardsFolder(undefined)]);
        const { documents, problems } = documentsFrom(read.files);
        const levies = leviesOf(documents).filter((levy) => isWanted(levy, options));
        const shown = levies.map((levy) => ({
          levy: levy.id,
          where: jurisdictionLabel(levy.jurisdiction),
          family: levy.family ?? "",
          figure: figureOn(levy, on),
          overlaidBy: levy.overlaidBy ?? null,
        }));
        const rows = shown.map(({ levy, where, family, figure, overlaidBy }) => [
          levy,
          where,
          family,
          figure ?? "not known",
          overlaidBy ?? "",
        ]);
        answer(output, {
          json: { on, levies: shown },
          people: table(["levy", "where", "family", "figure", "laid over the shipped one"], rows),
        });
        const all = [...read.problems, ...problems];
        return all.length === 0 ? undefined : { problems: all, answered: true };
      }),
    );
}

function isWanted({ jurisdiction, overlaidBy }: Levy, { state, overlaid }: Options): boolean {
  if (state !== undefined && jurisdiction?.state !== state.toUpperCase()) return false;
  return !overlaid || (overlaidBy ?? null) !== null;
}

function dayOf(text: string | undefined): CivilDate | null {
  if (text === undefined) return null;
  const day = CivilDate.safeParse(text);
  if (day.success) return day.data;
  throw new CommanderError(EXIT.usage, "on", "--on takes a day, such as 2026-05-01");
}
