import { instantText, startOfDay } from "@tollwright/calendar";
import type { UnlistedTrunk } from "@tollwright/postgres";
import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import { answer, counted, table } from "../output.ts";
import { periodOf, zoneOf } from "../period-options.ts";
import { minutes } from "../steps/minutes.ts";
import { trunksUnlisted } from "../steps/trunks-unlisted.ts";

/** What no trunk group counts: a burst is counted by the calls' own trunks, whoever pays for them (books 16). */
export function addInventoryTrunks(inventory: Command, { withStore }: Runner): void {
  inventory
    .command("trunks")
    .requiredOption("--period <month>", "the month that the calls began in, in --zone")
    .option("--zone <zone>", "whose days the month is made of", "UTC")
    .description(
      "Trunks of a month's calls that no account, source or vendor lists: their calls may be billed by number, and count in no burst.",
    )
    .addHelpText("after", "\nExample:\n  tollwright inventory trunks --period 2026-04 --zone America/Chicago")
    .action((options: { period: string; zone: string }) => {
      const period = periodOf(options.period);
      const zone = zoneOf(options.zone);
      return withStore(async ({ database, output }) => {
        const [from, until] = [startOfDay(period.from, zone), startOfDay(period.until, zone)];
        const trunks = await trunksUnlisted(database, { from, until });
        answer(output, { json: { trunks }, people: textOf(trunks) });
        return undefined;
      });
    });
}

const HEADINGS = ["source", "trunk", "calls", "answered", "minutes", "first", "last", "billed to"];

function textOf(trunks: readonly UnlistedTrunk[]): string {
  if (trunks.length === 0) return "Every trunk of these calls is listed.";
  const cells = trunks.map((trunk) => [
    trunk.source,
    trunk.name,
    trunk.calls,
    trunk.answered,
    minutes(BigInt(trunk.billableMilliseconds)),
    instantText(trunk.firstAt),
    instantText(trunk.lastAt),
    trunk.accounts.join(", "),
  ]);
  return `${table(HEADINGS, cells)}\n${counted(trunks.length, "trunk")} that nobody lists: its calls count in no burst. Name it in a trunk group (names), or in the source (carrierTrunks).`;
}
