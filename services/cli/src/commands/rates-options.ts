import { CivilDate } from "@tollwright/calendar";
import { RateDeck } from "@tollwright/rate-card";
import { type Command, InvalidArgumentError, Option } from "commander";
import type { SaidOfRates } from "../steps/propose-rates.ts";

/** Options of the commands that read a carrier's file before there is a deck.yaml. */
export function addRatesOptions(command: Command): Command {
  return command
    .option("--id <id>", "id of the deck; otherwise made of the file's name")
    .option("--effective <day>", "from when the rates hold; otherwise the earliest day of the rows", day)
    .option("--full", "all codes are listed: what is not listed is closed")
    .option("--partial", "only changes are listed: what is not listed stays")
    .addOption(
      new Option("--currency <code>", "currency of the rates").choices(RateDeck.shape.currency.options),
    )
    .addOption(
      new Option("--kind <kind>", "kind of the deck").choices([
        "npaNxxJurisdictional",
        "npaNxxFlat",
        "azInternational",
        "ocn",
        "lata",
        "ocnLata",
      ]),
    )
    .option(
      "--lrn",
      "calls within the United States are looked up by the routing number of ported numbers",
      false,
    )
    .option("--increments <first/next>", "seconds of rows that do not say, such as 30/6", increments)
    .option("--ceiling <rate>", "a dearer minute is refused as absurd", decimal)
    .option("--sheet <name>", "sheet of the workbook; otherwise the one with most prices that is shown")
    .option(
      "--rate-cards <folder>",
      "where numbering/nanp-npa.csv tells area codes; otherwise ./rate-cards or the program's own",
    );
}

export type RatesOptions = {
  readonly id?: string;
  readonly effective?: CivilDate;
  readonly full?: true;
  readonly partial?: true;
  readonly currency?: NonNullable<SaidOfRates["currency"]>;
  readonly kind?: NonNullable<SaidOfRates["kind"]>;
  readonly lrn: boolean;
  readonly increments?: string;
  readonly ceiling?: string;
  readonly sheet?: string;
  readonly rateCards?: string;
};

export function saidOf(file: string, options: RatesOptions, confirmed: boolean): SaidOfRates {
  return {
    file,
    id: options.id ?? null,
    effective: options.effective ?? null,
    delivery: options.full === true ? "full" : options.partial === true ? "partial" : null,
    currency: options.currency ?? null,
    kind: options.kind ?? null,
    lookupBy: options.lrn ? "lrn" : "dialed",
    increments: options.increments ?? null,
    ceiling: options.ceiling ?? null,
    sheet: options.sheet ?? null,
    rateCards: options.rateCards,
    confirmed,
  };
}

function day(text: string): CivilDate {
  const read = CivilDate.safeParse(text);
  if (!read.success) throw new InvalidArgumentError("a day such as 2026-04-15");
  return read.data;
}

function increments(text: string): string {
  if (!/^[1-9]\d{0,4}\/[1-9]\d{0,4}$/.test(text)) throw new InvalidArgumentError("such as 30/6");
  return text;
}

function decimal(text: string): string {
  if (!/^\d{1,6}(\.\d{1,10})?$/.test(text)) throw new InvalidArgumentError("a decimal such as 2.50");
  return text;
}
