import { instantText } from "@tollwright/calendar";
import { callJson } from "@tollwright/cdr";
import { rawRecord } from "@tollwright/files";
import { callByKey, type SetAsideRecord, setAsideOfCall, setAsideRecord } from "@tollwright/postgres";
import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import type { Context } from "../context.ts";
import { answer, printable, table, wrapped } from "../output.ts";
import { recordUnknown } from "./record-unknown.ts";
import { recordNumber } from "./suspended-filter.ts";

export function addSuspendedShow(suspended: Command, { withStore }: Runner): void {
  suspended
    .command("show")
    .argument("<id>", "number of a record, as `suspended list` shows it", recordNumber)
    .description("Everything that is known of one record, its raw text, and the call that has the same key.")
    .addHelpText("after", "\nExample:\n  tollwright suspended show 17")
    .action((id: bigint) =>
      withStore(async (context) => {
        const record = await setAsideRecord(context.database, id);
        if (record === null) return { problems: [recordUnknown(id)] };
        const raw = await rawOf(context, record.record);
        const related = await relatedOf(context, record);
        answer(context.output, {
          json: { record, raw, ...related },
          people: [
            factsText(record),
            "as the switch wrote it:",
            printable(raw),
            ...relatedText(related),
          ].join("\n\n"),
        });
        return undefined;
      }),
    );
}

function rawOf({ archive }: Context, record: SetAsideRecord["record"]): Promise<string> {
  return rawRecord({ archive, ...record });
}

type Related = {
  /** The stored call of the same key, and how the switch wrote it. */
  readonly call: (ReturnType<typeof callJson> & { readonly raw: string }) | null;
  /** Other records of the same key. */
  readonly others: readonly SetAsideRecord[];
};

async function relatedOf(context: Context, { callKey, id }: SetAsideRecord): Promise<Related> {
  if (callKey === null) return { call: null, others: [] };
  const others = (await setAsideOfCall(context.database, callKey)).filter((other) => other.id !== id);
  const history = await callByKey(context.database, callKey);
  if (history === null) return { call: null, others };
  const { call } = history;
  return {
    call: { ...callJson(call, call.record.fileHash), raw: await rawOf(context, call.record) },
    others,
  };
}

function factsText(record: SetAsideRecord): string {
  const { decision } = record;
  const facts: readonly (readonly [string, string])[] = [
    ["record", String(record.id)],
    ["bucket", record.bucket],
    ["reason", record.reason],
    ["source", record.source],
    ["file", `${record.fileName ?? "–"} (${record.record.fileHash.slice(0, 12)})`],
    ["place", `line ${record.record.line}, byte ${record.record.offset}, ${record.record.length} bytes`],
    ["day", record.keyDay ?? "unknown"],
    ["milliseconds", record.milliseconds === null ? "unknown" : String(record.milliseconds)],
    ["call key", record.callKey ?? "–"],
    ["set aside at", instantText(record.storedAt)],
    ...(decision === null
      ? []
      : ([["decided", `by ${decision.by} at ${instantText(decision.at)}: ${decision.because}`]] as const)),
  ];
  return [
    table(["", ""], facts).split("\n").slice(2).join("\n"),
    "",
    wrapped(record.message, ""),
    wrapped(`way out: ${record.wayOut}`, ""),
  ].join("\n");
}

function relatedText({ call, others }: Related): readonly string[] {
  const stored =
    call === null
      ? []
      : [
          `the call with the same key: ${call.keyDay}, ${call.from} to ${call.to}, ${call.billableMilliseconds} ms, line ${call.line} of ${call.file.slice(0, 12)}:`,
          printable(call.raw),
        ];
  const rest = others.map(
    ({ id, bucket, reason, record }) =>
      `${id}  ${bucket}  ${reason}  line ${record.line} of ${record.fileHash.slice(0, 12)}`,
  );
  return [...stored, ...(rest.length === 0 ? [] : [`other records of that key:\n${rest.join("\n")}`])];
}
