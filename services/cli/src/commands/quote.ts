import { civilDateIn } from "@tollwright/calendar";
import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import { filesText } from "../files-text.ts";
import { invoicePage } from "../invoice-page.ts";
import { answer } from "../output.ts";
import { quoteToFiles } from "../steps/quote-to-files.ts";
import { rateCardsFolder } from "../steps/rate-cards-folder.ts";

export function addQuote(program: Command, { plain, clock }: Runner): void {
  program
    .command("quote")
    .argument("<file>", "YAML: the prospect's places, numbers, channels and expected minutes")
    .option(
      "--rate-cards <folder>",
      "where plans, decks, levies and the legal entity are (default: rate-cards here, else the program's own)",
    )
    .option("--out <folder>", "where the documents go", "out")
    .description("Make a sample invoice with the real taxes and fees, plainly marked. Nothing is stored.")
    .addHelpText("after", "\nExample:\n  tollwright quote rate-cards/companies/demo/sample-quote.yaml")
    .action((path: string, options: { rateCards?: string; out: string }, command: Command) =>
      plain(async (output) => {
        const { data } = command.optsWithGlobals<{ readonly data: string }>();
        const quoted = await quoteToFiles({
          path,
          rateCards: rateCardsFolder(options.rateCards),
          data,
          today: civilDateIn(clock(), "UTC"),
          out: options.out,
        });
        if (!quoted.ok) return quoted;
        const { invoice, files } = quoted.value;
        answer(output, { json: invoice, people: `${invoicePage(invoice)}\n\n${filesText(files)}` });
        return undefined;
      }),
    );
}
