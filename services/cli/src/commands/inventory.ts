import { CivilDate, civilDateIn } from "@tollwright/calendar";
import { type E911Coverage, type E911Fault, e911Coverage } from "@tollwright/inventory";
import { versionsOfKind } from "@tollwright/postgres";
import { valuesOf } from "@tollwright/rate-card";
import { type Command, CommanderError } from "commander";
import type { Runner } from "../command-line.ts";
import { csvText } from "../csv.ts";
import { answer, counted, EXIT, table } from "../output.ts";
import { addInventoryTrunks } from "./inventory-trunks.ts";

type Options = { readonly on?: string; readonly account?: string; readonly csv: boolean };

export function addInventory(program: Command, runner: Runner): void {
  const { withStore } = runner;
  const inventory = program
    .command("inventory")
    .description("What accounts have, and whether it is in order.");
  addInventoryTrunks(inventory, runner);
  inventory
    .command("e911")
    .option("--on <day>", "a day in the zone of each account; today where left out")
    .option("--account <id>", "one account")
    .option("--csv", "print CSV", false)
    .description(
      "Telephone numbers without a valid E911 record, records at another location than their number, and records without a number.",
    )
    .addHelpText("after", "\nExample:\n  tollwright inventory e911 --on 2026-04-30 --csv")
    .action((options: Options) => {
      const on = dayOf(options.on);
      return withStore(async ({ database, output, clock }) => {
        const now = clock();
        const found = valuesOf(await versionsOfKind(database, "account"), "account")
          .filter(({ id }) => options.account === undefined || id === options.account)
          .map((account) => e911Coverage(account, on ?? civilDateIn(now, account.zone)));
        const faults = found.flatMap((each) => each.faults);
        if (options.csv) output.write(csvText(HEADINGS, faults.map(cellsOf)));
        else answer(output, { json: { ...sumsOf(found), faults }, people: textOf(found, faults) });
        return undefined;
      });
    });
}

function dayOf(text: string | undefined): CivilDate | null {
  if (text === undefined) return null;
  const day = CivilDate.safeParse(text);
  if (day.success) return day.data;
  throw new CommanderError(EXIT.usage, "on", `--on takes a day such as 2026-04-30, not ${text}`);
}

const HEADINGS = ["account", "location", "first number", "numbers", "fault", "recorded at"];
const FAULTS: Readonly<Record<E911Fault["fault"], string>> = {
  noRecord: "no record",
  otherLocation: "record at another location",
  noNumber: "record without a number",
};

function cellsOf({ account, location, number, count, fault, recordedAt }: E911Fault): readonly string[] {
  return [account, location, number, String(count), FAULTS[fault], recordedAt ?? ""];
}

function sumsOf(found: readonly E911Coverage[]): { readonly numbers: number; readonly covered: number } {
  const sum = (field: "numbers" | "covered"): number =>
    found.reduce((total, coverage) => total + coverage[field], 0);
  return { numbers: sum("numbers"), covered: sum("covered") };
}

function textOf(found: readonly E911Coverage[], faults: readonly E911Fault[]): string {
  const { numbers, covered } = sumsOf(found);
  const told = `${covered} of ${counted(numbers, "number")} have a valid E911 record.`;
  return faults.length === 0 ? told : `${table(HEADINGS, faults.map(cellsOf))}\n${told}`;
}
