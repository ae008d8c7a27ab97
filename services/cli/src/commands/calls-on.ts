import { instantText, startOfDay } from "@tollwright/calendar";
import { callsOnInvoice, callsOnNone, invoiceByNumber } from "@tollwright/postgres";
import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import { invoiceUnknown } from "../invoice-unknown.ts";
import { answer, table } from "../output.ts";
import { periodOf, zoneOf } from "../period-options.ts";

/** The two questions that always have an answer (books 11): which calls are on this invoice, and which are on none. */
export function addCallsOn(calls: Command, { withStore }: Runner): void {
  calls
    .command("on")
    .argument("<number>", "an issued invoice")
    .description("Which calls are on this invoice.")
    .addHelpText("after", "\nExample:\n  tollwright calls on TW-2026-000001 --json")
    .action((number: string) =>
      withStore(async (context) => {
        if ((await invoiceByNumber(context.database, number)) === null)
          return { problems: [invoiceUnknown(number)] };
        const found = await callsOnInvoice(context.database, number);
        const rows = found.map((call) => [
          call.account,
          instantText(call.ratedAt),
          call.from,
          call.to,
          call.callClass,
          call.billedSeconds,
          call.charge,
          call.callKey,
        ]);
        answer(context.output, {
          json: { calls: found },
          people: `${table(["account", "at", "from", "to", "class", "billed s", "charge", "callKey"], rows)}\n${rows.length} calls`,
        });
        return undefined;
      }),
    );
  calls
    .command("on-none")
    .requiredOption("--period <month>", "the month that the calls belong to, in --zone")
    .option("--zone <zone>", "whose days the month is made of", "UTC")
    .description("Which calls of a month are on no issued invoice, and why.")
    .addHelpText("after", "\nExample:\n  tollwright calls on-none --period 2026-04 --zone America/Chicago")
    .action((options: { period: string; zone: string }) => {
      const period = periodOf(options.period);
      const zone = zoneOf(options.zone);
      return withStore(async (context) => {
        const from = startOfDay(period.from, zone);
        const found = await callsOnNone(context.database, {
          from,
          until: startOfDay(period.until, zone),
        });
        const rows = [...Map.groupBy(found, ({ why, reason }) => `${why} ${reason}`)].map(([key, group]) => [
          ...(key.split(" ") as [string, string]),
          group.length,
        ]);
        answer(context.output, {
          json: { calls: found },
          people: `${table(["why", "reason", "calls"], rows)}\nEach call, with --json.`,
        });
        return undefined;
      });
    });
}
