import { join } from "node:path";
import { writeFileAtomic } from "@tollwright/files";
import { deliveredVersions } from "@tollwright/postgres";
import { exportedFiles } from "@tollwright/rate-card";
import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import { answer } from "../output.ts";

export function addExport(program: Command, { withStore }: Runner): void {
  program
    .command("export")
    .requiredOption("--out <folder>", "where the files go")
    .description("Write the versions in force back as files. Loading them again changes nothing.")
    .addHelpText("after", "\nExample:\n  tollwright export --out exported-rate-cards")
    .action((options: { out: string }) =>
      withStore(async (context) => {
        const files = (await deliveredVersions(context.database)).flatMap(exportedFiles);
        for (const { path, text } of files) {
          await writeFileAtomic(join(options.out, path), new TextEncoder().encode(text));
        }
        answer(context.output, {
          json: { files: files.map(({ path }) => path) },
          people: `${files.length} files written to ${options.out}`,
        });
        return undefined;
      }),
    );
}
