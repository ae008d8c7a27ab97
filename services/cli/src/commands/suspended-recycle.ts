import { type Became, becameOf, setAsideRecords } from "@tollwright/postgres";
import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import type { Context } from "../context.ts";
import { answer, counted, grouped, table } from "../output.ts";
import { acceptRecord } from "../steps/accept-record.ts";
import { type RecycledAll, recycle } from "../steps/recycle.ts";
import { settlePieces } from "../steps/settle-pieces.ts";
import { recordNumber } from "./suspended-filter.ts";

/** The ways back: recycled after the cause was corrected, accepted by a person, joined with the other half. */
export function addSuspendedRecycling(suspended: Command, runner: Runner): void {
  addRecycle(suspended, runner);
  addAccept(suspended, runner);
  addSettle(suspended, runner);
}

function addRecycle(suspended: Command, { withStore }: Runner): void {
  suspended
    .command("recycle")
    .argument("[ids...]", "numbers of records; without them, all that are suspended")
    .option("--reason <code>", "all that are suspended for this reason")
    .description(
      "Read and rate suspended records again, after a source, an owner, a plan or a deck was corrected; tell what became of each.",
    )
    .addHelpText(
      "after",
      "\nExamples:\n  tollwright suspended recycle --reason NO_OWNER\n  tollwright suspended recycle 17 18",
    )
    .action((texts: string[], options: { reason?: string }) => {
      const ids = texts.map(recordNumber);
      return withStore(async (context) => {
        const what = { reason: options.reason ?? null, ids: ids.length === 0 ? null : ids };
        const before = await suspendedNow(context, what);
        const done = await recycle(context, what);
        const each = await becameOf(context.database, before);
        const { problems, ...counts } = done;
        answer(context.output, {
          json: { ...counts.calls, ...counts, each },
          people: [becameTable(each), countsText(done)].join("\n\n"),
        });
        return { answered: true, problems };
      });
    });
}

/** Records that are told of one by one; counts are of all. */
const MAX_TOLD = 10_000;

async function suspendedNow(
  { database }: Context,
  { reason, ids }: { readonly reason: string | null; readonly ids: readonly bigint[] | null },
): Promise<readonly bigint[]> {
  const filter = {
    ...(reason === null ? {} : { reason }),
    ...(ids === null ? {} : { ids }),
    limit: MAX_TOLD,
  };
  const buckets = ["suspended", "suspendedAtRating"];
  const found = await Promise.all(buckets.map((bucket) => setAsideRecords(database, { ...filter, bucket })));
  return found.flat().map(({ id }) => id);
}

/** Shown to people one by one; above it, how many became what. */
const MAX_SHOWN = 50;

function becameTable(each: readonly Became[]): string {
  if (each.length === 0) return "Nothing of that is suspended.";
  const words = ({ became, reason }: Became): string =>
    became === "call" ? "a call, rated or free" : `${became} ${reason ?? ""}`;
  const groups = [...Map.groupBy(each, words)].map(([what, group]) => [what, grouped(group.length)]);
  const rows = each.slice(0, MAX_SHOWN).map((one) => [one.id, words(one), one.nowId ?? ""]);
  const more = each.length > MAX_SHOWN ? [`… and ${grouped(each.length - MAX_SHOWN)} more, with --json`] : [];
  return [
    table(["became", "records"], groups),
    "",
    table(["record", "became", "number now"], rows),
    ...more,
  ].join("\n");
}

function countsText({ records, pieces, calls }: RecycledAll): string {
  const joined =
    pieces.calls === 0 ? [] : [`${counted(pieces.calls, "call")} joined from pieces that were read again.`];
  return [
    `${counted(records.records, "record")} read again. Calls rated again: ${grouped(calls.rated)} rated, ${grouped(calls.free)} free, ${grouped(calls.suspendedAtRating)} still suspended.`,
    ...joined,
    "What rates now after its month was invoiced: tollwright unbilled",
  ].join("\n");
}

function addAccept(suspended: Command, { withStore }: Runner): void {
  suspended
    .command("accept")
    .argument("<id>", "number of a WEAK_DUPLICATE or a conflict, as `suspended list` shows it", recordNumber)
    .requiredOption("--by <name>", "who says so")
    .requiredOption("--because <text>", "why it is a second, real call")
    .description(
      "Say that a record which looks like a stored call, or has its key, is another, real one: both are billed, once each.",
    )
    .addHelpText(
      "after",
      '\nExample:\n  tollwright suspended accept 17 --by finance --because "two calls in one second, both on the carrier\'s bill"',
    )
    .action((id: bigint, options: { by: string; because: string }) =>
      withStore(async (context) => {
        const accepted = await acceptRecord(context, { id, by: options.by, reason: options.because });
        if (!accepted.ok) return accepted;
        const { callKey } = accepted.value;
        answer(context.output, {
          json: { accepted: id, callKey },
          people: `record ${id} is call ${callKey}, accepted by ${options.by}`,
        });
        return undefined;
      }),
    );
}

function addSettle(suspended: Command, { withStore }: Runner): void {
  suspended
    .command("settle")
    .option("--source <id>", "one switch only")
    .description(
      "Join pieces of calls that wait for each other, and bill by what is known those whose time is over. Every ingest does it too.",
    )
    .addHelpText("after", "\nExample:\n  tollwright suspended settle")
    .action((options: { source?: string }) =>
      withStore(async (context) => {
        const report = await settlePieces(context, { source: options.source ?? null });
        const rows = Object.entries(report).map(([what, count]) => [what, grouped(count)]);
        answer(context.output, { json: report, people: table(["became", "records"], rows) });
        return undefined;
      }),
    );
}
