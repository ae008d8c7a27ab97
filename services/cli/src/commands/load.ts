import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import { answer, table } from "../output.ts";
import { loadRateCards } from "../steps/load-rate-cards.ts";

export function addLoad(program: Command, { withStore }: Runner): void {
  program
    .command("load")
    .argument("<paths...>", "folders or files of plans, decks, levies, accounts, legal entities, sources")
    .requiredOption("--by <name>", "who puts them in force")
    .option("--check", "check only; put nothing in force", false)
    .description(
      "Check rate cards and inventory, and put them in force. With any problem nothing is put in force.",
    )
    .addHelpText("after", "\nExample:\n  tollwright load rate-cards --by finance")
    .action((paths: string[], options: { by: string; check: boolean }) =>
      withStore(async (context) => {
        const loaded = await loadRateCards(context, { paths, by: options.by, checkOnly: options.check });
        if (!loaded.ok)
          return { ...loaded, outcome: "Nothing of this load was put in force; what was in force stays." };
        const { stored, unchanged, warnings } = loaded.value;
        const done = options.check
          ? `${unchanged} documents checked, no problem`
          : `${stored.length} put in force by ${options.by}, ${unchanged} unchanged`;
        const rows = stored.map(({ kind, name, hash }) => [kind, name, hash.slice(0, 12)]);
        answer(context.output, {
          json: loaded.value,
          people: [
            ...(rows.length > 0 ? [table(["kind", "name", "version"], rows)] : []),
            ...warnings.map(({ message }) => `note: ${message}`),
            done,
          ].join("\n"),
        });
        return undefined;
      }),
    );
}
