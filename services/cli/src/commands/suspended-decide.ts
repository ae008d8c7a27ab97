import { instantText } from "@tollwright/calendar";
import { type Call, callJson } from "@tollwright/cdr";
import { decideSetAside, type SetAsideRecord, setAsideRecords, writeOffSetAside } from "@tollwright/postgres";
import { type Problem, problem } from "@tollwright/problem";
import { type Command, CommanderError } from "commander";
import type { Runner } from "../command-line.ts";
import type { Context } from "../context.ts";
import { answer, counted, EXIT, table } from "../output.ts";
import { minutes } from "../steps/minutes.ts";
import { replaceRecord } from "../steps/replace-record.ts";
import { recordUnknown } from "./record-unknown.ts";
import { type FilterOptions, filterOf, recordNumber, wholeNumber, withFilter } from "./suspended-filter.ts";

/** What a person decides, by name, and what was decided. */
export function addSuspendedDecisions(suspended: Command, runner: Runner): void {
  addDecide(suspended, runner);
  addReplace(suspended, runner);
  addWriteOff(suspended, runner);
  addDecided(suspended, runner);
}

function addDecide(suspended: Command, { withStore }: Runner): void {
  suspended
    .command("decide")
    .argument("<id>", "number of a record, as `suspended list` shows it")
    .requiredOption("--by <name>", "who decides")
    .requiredOption("--reason <text>", "why the record stays out")
    .description(
      "Leave a conflicting record out for good, by name. Closing is refused while a conflict is open.",
    )
    .addHelpText(
      "after",
      '\nExample:\n  tollwright suspended decide 17 --by finance --reason "the switch wrote the call twice"',
    )
    .action((id: string, options: { by: string; reason: string }) =>
      withStore(async (context) => {
        const known =
          /^\d{1,18}$/.test(id) &&
          (await decideSetAside(context.database, { id: BigInt(id), ...options, at: context.clock() }));
        if (!known) return { problems: [await whyNotDecided(context, id)] };
        answer(context.output, {
          json: { decided: id },
          people: `record ${id} stays out, decided by ${options.by}`,
        });
        return undefined;
      }),
    );
}

/** A call that could not be rated is no record to leave out: it is given up. */
async function whyNotDecided({ database }: Context, id: string): Promise<Problem> {
  if (!/^\d{1,18}$/.test(id)) return recordUnknown(id);
  const [record] = await setAsideRecords(database, { ids: [BigInt(id)], limit: 1 });
  if (record === undefined) return recordUnknown(id);
  const message = `record ${id} is in no conflict: it is ${record.bucket}, ${record.reason}`;
  return problem({ code: "RECORD_NOT_DECIDED", message });
}

function addReplace(suspended: Command, { withStore }: Runner): void {
  suspended
    .command("replace")
    .argument("<id>", "number of a record in conflict, as `suspended list` shows it", recordNumber)
    .requiredOption("--by <name>", "who decides")
    .requiredOption("--reason <text>", "why this record is the right one")
    .description(
      "Bill a conflicting record in the place of the stored call, by name. Issued invoices stay; the next close carries the difference.",
    )
    .addHelpText(
      "after",
      '\nExample:\n  tollwright suspended replace 17 --by finance --reason "the switch corrected the seconds on 3 May"',
    )
    .action((id: bigint, options: { by: string; reason: string }) =>
      withStore(async (context) => {
        const replaced = await replaceRecord(context, { id, ...options });
        if (!replaced.ok) return replaced;
        const { before, after } = replaced.value;
        answer(context.output, {
          json: {
            replaced: id,
            callKey: after.callKey,
            before: before === null ? null : callJson(before, before.record.fileHash),
            after: callJson(after, after.record.fileHash),
          },
          people: [
            `record ${id} bills from now on, decided by ${options.by}`,
            `  before: ${before === null ? "no call" : told(before)}`,
            `  now:    ${told(after)}`,
            "What was invoiced before comes as a difference with the next close: tollwright unbilled",
          ].join("\n"),
        });
        return undefined;
      }),
    );
}

function told({ keyDay, from, to, billableMilliseconds, record }: Call): string {
  return `${keyDay}, ${from} to ${to}, ${billableMilliseconds} ms, line ${record.line} of ${record.fileHash.slice(0, 12)}`;
}

type WriteOff = FilterOptions & { readonly by: string; readonly because: string };

function addWriteOff(suspended: Command, { withStore }: Runner): void {
  withFilter(suspended.command("write-off"))
    .argument("[ids...]", "numbers of records, as `suspended list` shows them")
    .requiredOption("--by <name>", "who gives the records up")
    .requiredOption("--because <text>", "why")
    .description(
      "Give up records that wait (suspended, pending, suspended at rating), by name. They stay in the balances; nothing billed changes.",
    )
    .addHelpText(
      "after",
      '\nExamples:\n  tollwright suspended write-off 17 18 --by finance --because "test calls"\n  tollwright suspended write-off --reason RECORD_COLUMNS --older-than 60 --by finance --because "cut by the disk failure of 3 April"',
    )
    .action((texts: string[], options: WriteOff) => {
      const ids = texts.map(recordNumber);
      if (ids.length === 0 && options.reason === undefined) {
        throw new CommanderError(EXIT.usage, "write-off", "name the records, or a --reason");
      }
      return withStore(async (context) => {
        const at = context.clock();
        const filter = { ...filterOf(options, at), ...(ids.length === 0 ? {} : { ids }) };
        const done = await writeOffSetAside(context.database, { filter, ...options, at });
        const unknown = ids.filter((id) => !done.ids.includes(id));
        answer(context.output, {
          json: done,
          people: `${counted(done.ids.length, "record")}, ${minutes(done.milliseconds)} minutes, written off by ${options.by}`,
        });
        return { answered: true, problems: unknown.map(recordUnknown) };
      });
    });
}

function addDecided(suspended: Command, { withStore }: Runner): void {
  withFilter(suspended.command("decided"))
    .option("--limit <n>", "at most so many records", wholeNumber, 200)
    .option("--after <id>", "go on behind this record", recordNumber)
    .description("List what was decided, written off or accepted: what, by whom, when and why.")
    .addHelpText("after", "\nExample:\n  tollwright suspended decided --reason NO_OWNER")
    .action((options: FilterOptions & { readonly limit: number; readonly after?: bigint }) =>
      withStore(async (context) => {
        const records = await setAsideRecords(context.database, {
          ...filterOf(options, context.clock()),
          status: "decided",
          ...(options.after === undefined ? {} : { after: options.after }),
          limit: options.limit,
        });
        answer(context.output, {
          json: { records },
          people: records.length === 0 ? "Nobody has decided anything." : decidedTable(records),
        });
        return undefined;
      }),
    );
}

function decidedTable(records: readonly SetAsideRecord[]): string {
  const rows = records.map(({ id, bucket, reason, milliseconds, decision }) => [
    id,
    bucket,
    reason,
    milliseconds === null ? "–" : minutes(BigInt(milliseconds)),
    decision === null ? "" : instantText(decision.at).slice(0, "2026-04-07".length),
    decision?.by ?? "",
    decision?.because ?? "",
  ]);
  return table(["record", "bucket", "reason", "minutes", "on", "by", "because"], rows);
}
