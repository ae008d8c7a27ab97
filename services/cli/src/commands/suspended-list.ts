import { rawRecord } from "@tollwright/files";
import {
  atStake,
  type SetAsideCount,
  type SetAsideRecord,
  type StakeQuestion,
  type Stakes,
  setAsideRecords,
  setAsideSummary,
} from "@tollwright/postgres";
import { type Command, Option } from "commander";
import type { Runner } from "../command-line.ts";
import type { Context } from "../context.ts";
import { answer, counted, grouped, printable, wrapped } from "../output.ts";
import { stakeLine, stakeTable } from "../steps/stake-table.ts";
import {
  type FilterOptions,
  filterOf,
  isChosen,
  recordNumber,
  wholeNumber,
  withFilter,
} from "./suspended-filter.ts";

type Options = FilterOptions & {
  readonly raw: boolean;
  readonly limit: number;
  readonly after?: bigint;
  readonly by?: "source" | "account";
};

export function addSuspendedList(suspended: Command, { withStore }: Runner): void {
  withFilter(suspended.command("list", { isDefault: true }))
    .option("--raw", "with the raw text of each record, from the archive", false)
    .option("--limit <n>", "at most so many records", wholeNumber, 50)
    .option("--after <id>", "go on behind this record", recordNumber)
    .addOption(new Option("--by <what>", "count by this too").choices(["source", "account"]))
    .description(
      "Count what waits by bucket, reason and age, with the amount at stake; with a filter or --raw list the records.",
    )
    .addHelpText(
      "after",
      "\nExamples:\n  tollwright suspended\n  tollwright suspended --by source\n  tollwright suspended list --reason NO_OWNER --older-than 7 --raw",
    )
    .action((options: Options) =>
      withStore(async (context) => {
        const listed = isChosen(options) || options.raw || options.after !== undefined;
        await (listed ? list(context, options) : summarise(context, options));
        return undefined;
      }),
    );
}

async function summarise({ database, output, clock }: Context, options: Options): Promise<void> {
  const by: StakeQuestion["by"] = options.by === "account" ? "accountHint" : options.by;
  const question = { at: clock(), ...(by === undefined ? {} : { by }) };
  const waiting = await atStake(database, { ...question, status: "open" });
  const writtenOff = await atStake(database, { ...question, status: "writtenOff" });
  const summary = await setAsideSummary(database);
  answer(output, {
    json: { waiting, writtenOff, summary },
    people: [
      waiting.rows.length === 0 ? "Nothing waits." : stakeTable(waiting, by),
      leftOut(summary),
      ...writtenOffText(writtenOff),
      "What a reason means and its way out: tollwright suspended reasons",
    ].join("\n\n"),
  });
}

/** Buckets that nothing waits in: the rules say what these records are. */
const BY_RULE: readonly string[] = ["duplicate", "ignored", "merged"];

function leftOut(summary: readonly SetAsideCount[]): string {
  const parts = summary
    .filter(({ bucket }) => BY_RULE.includes(bucket))
    .map(({ bucket, reason, records }) => `${bucket} ${reason} ${grouped(records)}`);
  return wrapped(`Left out by rule: ${parts.length === 0 ? "nothing" : parts.join(" · ")}.`, "");
}

function writtenOffText({ totals }: Stakes): readonly string[] {
  return totals.length === 0 ? [] : [`Written off: ${stakeLine(totals)}. Each: tollwright suspended decided`];
}

async function list(context: Context, options: Options): Promise<void> {
  const found = await setAsideRecords(context.database, {
    ...filterOf(options, context.clock()),
    ...(options.after === undefined ? {} : { after: options.after }),
    limit: options.limit + 1,
  });
  const records = found.slice(0, options.limit);
  const next = found.length > records.length ? (records.at(-1)?.id ?? null) : null;
  const shown = options.raw ? await Promise.all(records.map((record) => withRaw(context, record))) : records;
  const people = [
    ...(shown.length === 0 ? ["No such record is set aside."] : shown.map(recordText)),
    ...(next === null ? [] : [`There are more: go on with --after ${next}`]),
  ];
  answer(context.output, { json: { records: shown, next }, people: people.join("\n\n") });
}

/** What is no call at all can be megabytes long; with --json, and in `show`, it is shown whole. */
const LONGEST_RAW = 4_000;

function shortened(raw: string): string {
  return raw.length <= LONGEST_RAW
    ? raw
    : `${raw.slice(0, LONGEST_RAW)} … (${counted(raw.length, "character")})`;
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
