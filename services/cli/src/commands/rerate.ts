import { parseInstant } from "@tollwright/calendar";
import {
  type BeforeAndAfter,
  beforeAndAfter,
  endRerating,
  notRatedAgain,
  type Rerating,
  reratingNow,
} from "@tollwright/postgres";
import { type Problem, problem } from "@tollwright/problem";
import { type Command, CommanderError } from "commander";
import type { Runner } from "../command-line.ts";
import type { Context } from "../context.ts";
import { answer, counted, EXIT, grouped, table } from "../output.ts";
import { periodOf } from "../period-options.ts";
import { confirmRerating, rerate } from "../steps/rerate.ts";

type Options = {
  readonly period?: string;
  readonly account?: string;
  readonly deck?: string;
  readonly knownAt?: string;
};

/** Re-rating after a correction: drafted, shown, confirmed by name (books 7). */
export function addRerate(program: Command, runner: Runner): void {
  const command = program
    .command("rerate")
    .option("--period <month>", "calls of this month, in each account's zone")
    .option("--account <id>", "calls of this account")
    .option("--deck <id>", "calls priced by this deck")
    .option("--known-at <instant>", "prices as they were known then, only to look at")
    .description(
      "Rate calls again by what is in force now, and show before and after by account. Nothing changes until it is confirmed; issued invoices never change.",
    )
    .addHelpText(
      "after",
      "\nExamples:\n  tollwright rerate --period 2026-03 --deck us-termination\n  tollwright rerate confirm --by finance",
    )
    .action((options: Options) => {
      const scope = scopeOf(options);
      return runner.withStore(async (context) => {
        if ((await reratingNow(context.database)) !== null) return { problems: [alreadyOpen()] };
        const drafted = await rerate(context, scope);
        if (!drafted.ok) return drafted;
        await tell(context, drafted.value);
        return undefined;
      });
    });
  addShow(command, runner);
  addConfirm(command, runner);
  addDiscard(command, runner);
}

function scopeOf({ period, account, deck, knownAt }: Options): Parameters<typeof rerate>[1] {
  if (period === undefined && account === undefined && deck === undefined)
    throw new CommanderError(EXIT.usage, "scope", "rerate takes --period, --account or --deck, or several");
  if (period !== undefined) periodOf(period);
  const instant = knownAt === undefined ? null : parseInstant(knownAt);
  if (knownAt !== undefined && instant === null)
    throw new CommanderError(
      EXIT.usage,
      "known-at",
      `--known-at takes an instant with a zone, such as 2026-04-01T06:00Z, not ${knownAt}`,
    );
  return { period: period ?? null, account: account ?? null, deck: deck ?? null, knownAt: instant };
}

function addShow(command: Command, { withStore }: Runner): void {
  command
    .command("show")
    .description("Show the re-rating that waits: before and after by account and month.")
    .addHelpText("after", "\nExample:\n  tollwright rerate show --json")
    .action(() =>
      withStore(async (context) => {
        const open = await reratingNow(context.database);
        if (open === null) return { problems: [noneOpen()] };
        await tell(context, open);
        return undefined;
      }),
    );
}

function addConfirm(command: Command, { withStore }: Runner): void {
  command
    .command("confirm")
    .requiredOption("--by <name>", "who confirms")
    .description(
      "Put the drafted ratings in the place of those before, one transaction an account and month; what was invoiced comes as a difference with the next close.",
    )
    .addHelpText("after", "\nExample:\n  tollwright rerate confirm --by finance")
    .action(({ by }: { by: string }) =>
      withStore(async (context) => {
        const open = await reratingNow(context.database);
        if (open === null) return { problems: [noneOpen()] };
        const confirmed = await confirmRerating(context, { rerating: open, by });
        if (!confirmed.ok) return confirmed;
        const rows = confirmed.value.map((one) => [one.account, one.period, one.calls, one.overtaken]);
        answer(context.output, {
          json: { confirmed: confirmed.value },
          people:
            rows.length === 0
              ? `Confirmed by ${by}: nothing was to be changed.`
              : `${table(["account", "period", "calls", "rated meanwhile"], rows)}\nConfirmed by ${by}.`,
        });
        return undefined;
      }),
    );
}

function addDiscard(command: Command, { withStore }: Runner): void {
  command
    .command("discard")
    .requiredOption("--by <name>", "who discards it")
    .description("Drop the drafted ratings; nothing else changes.")
    .addHelpText("after", "\nExample:\n  tollwright rerate discard --by finance")
    .action(({ by }: { by: string }) =>
      withStore(async ({ database, clock, output }) => {
        const open = await reratingNow(database);
        if (open === null) return { problems: [noneOpen()] };
        await endRerating(database, { id: open.id, status: "discarded", by, at: clock() });
        answer(output, { json: { discarded: open }, people: `Discarded by ${by}. Nothing else changed.` });
        return undefined;
      }),
    );
}

async function tell({ database, output }: Context, rerating: Rerating): Promise<void> {
  const accounts = await beforeAndAfter(database, rerating.id);
  const notRated = await notRatedAgain(database, rerating.id);
  const past = rerating.scope.knownAt;
  const next = past === null ? "tollwright rerate confirm --by NAME, or" : `Priced as known at ${past}:`;
  answer(output, {
    json: { rerating, accounts, notRated },
    people: [
      `${counted(rerating.lookedAt, "call")} rated again.`,
      accounts.length === 0 ? "Every one of them comes out as it is." : differences(accounts),
      ...notRated.map(
        ({ reason, message, calls }) =>
          `Not to be rated any more, ${reason}: ${counted(calls, "call")}. ${message}`,
      ),
      `Nothing has changed. Next: ${next} tollwright rerate discard --by NAME`,
    ].join("\n\n"),
  });
}

function differences(accounts: readonly BeforeAndAfter[]): string {
  const rows = accounts.map(({ account, period, before, after, difference, isInvoiced }) => [
    account,
    period,
    before.calls,
    grouped(before.charge),
    after.calls,
    grouped(after.charge),
    grouped(difference),
    isInvoiced ? "yes" : "no",
  ]);
  return table(
    ["account", "period", "calls", "before", "calls", "after", "difference", "month invoiced"],
    rows,
  );
}

function noneOpen(): Problem {
  return problem({ code: "RERATING_NONE", message: "no re-rating waits" });
}

function alreadyOpen(): Problem {
  return problem({ code: "RERATING_OPEN", message: "another re-rating waits to be confirmed or discarded" });
}
