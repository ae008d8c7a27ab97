import { findFiles } from "@tollwright/files";
import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import { filesMissing } from "../files-missing.ts";
import { answer, table } from "../output.ts";
import { ingestFiles } from "../steps/ingest-files.ts";

export function addIngest(program: Command, { withStore }: Runner): void {
  program
    .command("ingest")
    .argument("<files...>", "files, folders or globs that a switch wrote; - for standard input")
    .requiredOption("--source <id>", "the source that wrote them")
    .option("--name <name>", "what standard input is called in the books", "standard input")
    .description(
      "Read call records, rate them and store them. A file sent again is seen and not read again; gzip and zstd are told by their first bytes.",
    )
    .addHelpText(
      "after",
      `
Examples:
  tollwright ingest --source asterisk-chi /var/log/asterisk/cdr-csv/Master.csv
  ssh chi cat /var/log/asterisk/cdr-csv/Master.csv | tollwright ingest --source asterisk-chi --name Master.csv -`,
    )
    .action((patterns: string[], options: { source: string; name: string }) =>
      withStore(async (context) => {
        const { files, missing } = await findFiles(patterns.filter((pattern) => pattern !== "-"));
        const piped = patterns.includes("-") ? [{ name: options.name, content: process.stdin }] : [];
        const ingested = await ingestFiles(context, { source: options.source, files: [...files, ...piped] });
        if (!ingested.ok) return ingested;
        const { files: reports, problems, suspended, total } = ingested.value;
        const newest = reports.slice(-30);
        answer(context.output, {
          json: ingested.value,
          people: [
            table(
              ["file", "arrival", "records", "calls", "suspended", "ignored"],
              newest.map((file) => [
                file.name,
                file.arrival,
                file.records,
                file.calls,
                file.suspended,
                file.ignored,
              ]),
            ),
            ...(reports.length > newest.length
              ? [`… and ${reports.length - newest.length} files before`]
              : []),
            `${total.records} records read, ${total.calls} calls, ${total.suspended} suspended, ${total.ignored} ignored. Next: tollwright audit`,
          ].join("\n"),
        });
        return { problems: [...missing.map(filesMissing), ...problems, ...suspended], answered: true };
      }),
    );
}
