import { rawRecord } from "@tollwright/files";
import { decideSetAside, type SetAsideRecord, setAsideRecords, setAsideSummary } from "@tollwright/postgres";
import { type Problem, problem } from "@tollwright/problem";
import { type Command, InvalidArgumentError, Option } from "commander";
import type { Runner } from "../command-line.ts";
import type { Context } from "../context.ts";
import { answer, grouped, printable, table, wrapped } from "../output.ts";
import { recycleCalls } from "../steps/recycle-calls.ts";

export function addSuspended(program: Command, runner: Runner): void {
  const suspended = program
    .command("suspended")
    .description("Records that could not be billed: list them, see them, rate them again.");
  addList(suspended, runner);
  addDecide(suspended, runner);
  addRecycle(suspended, runner);
}

function addList(suspended: Command, { withStore }: Runner): void {
  suspended
    .command("list", { isDefault: true })
    .addOption(
      new Option("--bucket <name>", "one bucket only").choices([
        ...["suspended", "suspendedAtRating", "conflict", "duplicate", "ignored", "merged"],
      ]),
    )
    .option("--reason <code>", "one reason only")
    .option("--raw", "with the raw text of each record, from the archive", false)
    .option("--limit <n>", "at most so many records", wholeNumber, 50)
    .description("Count what is set aside by reason; with --reason, --bucket or --raw list the records.")
    .addHelpText(
      "after",
      "\nExamples:\n  tollwright suspended\n  tollwright suspended list --reason NO_OWNER --raw",
    )
    .action((options: { bucket?: string; reason?: string; raw: boolean; limit: number }) =>
      withStore(async (context) => {
        if (options.bucket === undefined && options.reason === undefined && !options.raw) {
          const summary = await setAsideSummary(context.database);
          const rows = summary.map((row) => [
            row.bucket,
            row.reason,
            grouped(row.records),
            grouped(row.milliseconds / 1000n),
            row.firstDay ?? "–",
            row.lastDay ?? "–",
          ]);
          const people =
            rows.length === 0
              ? "Nothing is set aside."
              : table(["bucket", "reason", "records", "seconds", "first day", "last day"], rows);
          answer(context.output, { json: { summary }, people });
          return undefined;
        }
        const { bucket, reason } = options;
        const filter = {
          ...(bucket === undefined ? {} : { bucket }),
          ...(reason === undefined ? {} : { reason }),
        };
        const records = await setAsideRecords(context.database, { ...filter, limit: options.limit });
        const shown = options.raw
          ? await Promise.all(records.map((record) => withRaw(context, record)))
          : records;
        const people =
          shown.length === 0 ? "No such record is set aside." : shown.map(recordText).join("\n\n");
        answer(context.output, { json: { records: shown }, people });
        return undefined;
      }),
    );
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("It takes a whole number.");
  return Number(text);
}

/** What is no call at all can be megabytes long; with --json it is shown whole. */
const LONGEST_RAW = 4_000;

function shortened(raw: string): string {
  return raw.length <= LONGEST_RAW
    ? raw
    : `${raw.slice(0, LONGEST_RAW)} … (${grouped(raw.length)} characters)`;
}

type Shown = SetAsideRecord & { readonly raw?: string };

async function withRaw(context: Context, record: SetAsideRecord): Promise<Shown> {
  const { fileHash, offset, length } = record.record;
  return { ...record, raw: await rawRecord({ archive: context.archive, fileHash, offset, length }) };
}

function recordText(record: Shown): string {
  const place = `${record.fileName ?? record.record.fileHash}:${record.record.line}`;
  return [
    `${record.id}  ${record.bucket}  ${record.reason}  ${place}`,
    wrapped(record.message, "    "),
    wrapped(`way out: ${record.wayOut}`, "    "),
    // The record as the switch wrote it: never broken.
    ...(record.raw === undefined ? [] : [`    ${shortened(printable(record.raw.trimEnd()))}`]),
  ].join("\n");
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
        if (!known) return { problems: [recordUnknown(id)] };
        answer(context.output, {
          json: { decided: id },
          people: `record ${id} stays out, decided by ${options.by}`,
        });
        return undefined;
      }),
    );
}

function addRecycle(suspended: Command, { withStore }: Runner): void {
  suspended
    .command("recycle")
    .option("--reason <code>", "only calls suspended for this reason")
    .description(
      "Rate again the calls that were suspended at rating, after an owner, a plan or a deck was corrected.",
    )
    .addHelpText("after", "\nExample:\n  tollwright suspended recycle --reason NO_OWNER")
    .action((options: { reason?: string }) =>
      withStore(async (context) => {
        const counts = await recycleCalls(context, options.reason ?? null);
        answer(context.output, {
          json: counts,
          people: `${counts.rated} rated, ${counts.free} free, ${counts.suspendedAtRating} still suspended`,
        });
        return undefined;
      }),
    );
}

function recordUnknown(id: string): Problem {
  return problem({ code: "RECORD_UNKNOWN", message: `no open record has the number ${id}` });
}
