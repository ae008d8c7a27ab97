import type { Period } from "@tollwright/calendar";
import { billedPrices } from "@tollwright/invoicer";
import {
  billedUsage,
  type MarginCalls,
  marginCalls,
  marginSums,
  unpricedSides,
  unratedCalls,
} from "@tollwright/postgres";
import { type MarginBy, marginReport } from "@tollwright/reconcile";
import { type Command, CommanderError } from "commander";
import type { Runner } from "../command-line.ts";
import type { Context } from "../context.ts";
import {
  type BilledCalls,
  callsCsv,
  callsText,
  reportCsv,
  reportText,
  unpricedText,
} from "../margin-text.ts";
import { answer, EXIT, type Output } from "../output.ts";
import { periodOf } from "../period-options.ts";

const BY = ["customer", "deck", "destination", "vendor", "call"] as const;
type Options = {
  readonly period: string;
  readonly by: string;
  readonly belowCost: boolean;
  readonly limit: string;
  readonly csv: boolean;
};

export function addMargin(program: Command, { withStore }: Runner): void {
  program
    .command("margin")
    .requiredOption("--period <month>", "the month in which calls are sold, in the zone of each account")
    .option("--by <what>", BY.join(" | "), "customer")
    .option(
      "--below-cost",
      "list the calls that are sold for less than they cost, with all their sides",
      false,
    )
    .option("--limit <calls>", "list so many calls at most, the worst first", "1000")
    .option("--csv", "print CSV", false)
    .description(
      "What customers are charged for calls, what vendors charge for them, and what is left, at list price.",
    )
    .addHelpText(
      "after",
      "\nExample:\n  tollwright margin --period 2026-04 --by vendor\n  tollwright margin --period 2026-04 --below-cost --csv",
    )
    .action((options: Options) => {
      const period = periodOf(options.period);
      const by = byOf(options.by);
      const limit = limitOf(options.limit);
      return withStore(async (context) => {
        const asked = { ...options, period, limit };
        if (options.belowCost || by === "call") await tellCalls(context, asked);
        else await tellReport(context, asked, by);
        return undefined;
      });
    });
}

type Asked = {
  readonly period: Period;
  readonly limit: number;
  readonly belowCost: boolean;
  readonly csv: boolean;
};

async function tellReport(
  { database, output }: Context,
  { period, csv }: Asked,
  by: MarginBy,
): Promise<void> {
  const month = period.from.slice(0, "2026-04".length);
  const billed = by === "customer" ? await billedUsage(database, month) : new Map<string, string>();
  const sums = await marginSums(database, period);
  const report = marginReport(sums, by, billed);
  // Another pass over the month, only where one of its sides has no price.
  const isAllPriced = sums.every(({ unpriced }) => unpriced === 0);
  const unpriced = isAllPriced ? [] : await unpricedSides(database, period);
  const unrated = await unratedCalls(database, period);
  const people = [reportText(report, by), ...unpricedText(unpriced, unrated)].join("\n\n");
  tell(output, csv, {
    json: { ...report, unpriced, unratedCalls: unrated },
    people,
    csv: () => reportCsv(report, by),
  });
}

async function tellCalls({ database, output }: Context, asked: Asked): Promise<void> {
  const found = await withBilled(database, await marginCalls(database, asked));
  tell(output, asked.csv, { json: found, people: callsText(found), csv: () => callsCsv(found) });
}

/** Each side of the listed calls with what it is billed after pools and tiers, as far as a close has computed it. */
async function withBilled(
  database: Context["database"],
  { calls, found }: MarginCalls,
): Promise<BilledCalls> {
  const prices = await billedPrices(
    database,
    calls.flatMap(({ ratings }) => ratings),
  );
  const next = prices.values();
  return {
    found,
    calls: calls.map((call) => ({
      ...call,
      ratings: call.ratings.map((rating) => ({ ...rating, billedCharge: next.next().value ?? null })),
    })),
  };
}

function tell(
  output: Output,
  isCsv: boolean,
  forms: { readonly json: unknown; readonly people: string; readonly csv: () => string },
): void {
  if (isCsv) output.write(forms.csv());
  else answer(output, forms);
}

function byOf(text: string): (typeof BY)[number] {
  const found = BY.find((name) => name === text);
  if (found !== undefined) return found;
  throw new CommanderError(EXIT.usage, "by", `--by takes ${BY.join(", ")}, not ${text}`);
}

function limitOf(text: string): number {
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new CommanderError(EXIT.usage, "limit", `--limit takes a number of calls, not ${text}`);
}
