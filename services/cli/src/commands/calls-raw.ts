import { decodeText } from "@tollwright/cdr";
import { problem } from "@tollwright/problem";
import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import { answer, type Output, printable } from "../output.ts";
import { type FoundRecord, findRecords } from "../steps/find-records.ts";

export function addCallsRaw(calls: Command, { withStore }: Runner): void {
  calls
    .command("raw")
    .argument("<record>", "a call's key, the number of a record that was set aside, or HASH:OFFSET of a file")
    .description(
      "Show a record exactly as the switch wrote it, out of the archive, billed or not; of a call all its records.",
    )
    .addHelpText(
      "after",
      `
Examples:
  tollwright calls raw 3f0c6f1d2b7a4e5f8899aabbccddeeff
  tollwright calls raw 17`,
    )
    .action((text: string) =>
      withStore(async (context) => {
        const records = await findRecords(context, text);
        if (records.length === 0)
          return { problems: [problem({ code: "RECORD_NOT_FOUND", message: `no record is named ${text}` })] };
        const { output } = context;
        if (output.json) answer(output, { json: { records: records.map(recordJson) }, people: "" });
        else printRecords(output, records);
        return undefined;
      }),
    );
}

/** The bytes alone go to standard output, and between two records a line end; a terminal gets what it does not obey. */
function printRecords(output: Output, records: readonly FoundRecord[]): void {
  const isTerminal = process.stdout.isTTY === true;
  for (const [index, record] of records.entries()) {
    output.progress(placeText(record));
    if (index > 0) output.write("\n");
    output.write(isTerminal ? `${printable(decodeText(record.bytes))}\n` : record.bytes);
  }
}

function recordJson({ bytes, ...place }: FoundRecord) {
  return { ...place, text: decodeText(bytes) };
}

function placeText({ role, source, file, fileHash, offset, line }: FoundRecord): string {
  return `${role}  ${source}  ${file ?? "–"}:${line}  ${fileHash}:${offset}`;
}
