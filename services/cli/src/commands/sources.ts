import type { Source } from "@tollwright/cdr";
import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import { answer, printable, table } from "../output.ts";
import { rulesInForce } from "../steps/rules-in-force.ts";
import { addSourcesCheck } from "./sources-check.ts";

export function addSources(program: Command, runner: Runner): void {
  const sources = program.command("sources").description("The switches and carriers that calls come from.");
  addSourcesCheck(sources, runner);
  sources
    .command("list")
    .description("The sources in force.")
    .addHelpText("after", "\nExample:\n  tollwright sources list")
    .action(() =>
      runner.withStore(async ({ database, output }) => {
        const inForce = [...(await rulesInForce(database)).sources.values()];
        answer(output, { json: { sources: inForce }, people: listed(inForce) });
        return undefined;
      }),
    );
}

function listed(sources: readonly Source[]): string {
  if (sources.length === 0) return "No source is in force: tollwright load FOLDER brings them.";
  return table(
    ["source", "format", "zone", "what it is"],
    sources.map(({ id, format, zone, description }) => [id, format, zone, printable(description)]),
  );
}
