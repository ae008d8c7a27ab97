import { remittances911 } from "@tollwright/returns";
import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import { answer } from "../output.ts";
import { periodOf } from "../period-options.ts";
import { allowanceText, remittanceCsv, remittanceText } from "../returns-text.ts";
import { allowancesInForce } from "../steps/allowances-in-force.ts";
import { BY_HELP, eachIssued, type SpanOptions } from "../steps/issued-in-span.ts";

type Options = SpanOptions & { readonly period: string; readonly csv: boolean };

export function addTaxesE911(taxes: Command, { withStore }: Runner): void {
  taxes
    .command("e911")
    .requiredOption("--period <month>", "the month of the remittance")
    .option("--entity <id>", "one legal entity")
    .option("--by <day>", BY_HELP, "period")
    .option("--csv", "print CSV", false)
    .description("What is remitted for 911 and 988: things counted, fees, and the provider's share.")
    .addHelpText("after", "\nExample:\n  tollwright taxes e911 --period 2026-04 --csv")
    .action((options: Options) => {
      const span = periodOf(options.period);
      return withStore(async (context) => {
        const remittances = remittances911();
        const allowances = await allowancesInForce(context.database);
        await eachIssued(context, { ...options, span }, (issued) => {
          remittances.add(issued);
          allowances.add(issued);
        });
        const rows = remittances.result();
        const people = [remittanceText(rows), ...allowanceText(allowances.result())].join("\n\n");
        if (options.csv) context.output.write(remittanceCsv(rows));
        else answer(context.output, { json: rows, people });
        return undefined;
      });
    });
}
