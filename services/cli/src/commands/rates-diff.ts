import { addMonths, civilDateIn, monthPeriod } from "@tollwright/calendar";
import type { ChangeKind, PrefixChange } from "@tollwright/rate-card";
import type { DeckMoney } from "@tollwright/rating";
import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import { answer, counted, grouped, printable, table } from "../output.ts";
import { periodOf } from "../period-options.ts";
import { type DeliveryDifference, deckDifference } from "../steps/deck-difference.ts";
import { checked } from "./rates-check.ts";
import { addRatesOptions, type RatesOptions, saidOf } from "./rates-options.ts";

/** Changes and destinations that are printed; `--json` has all. */
const SHOWN = 20;

export function addRatesDiff(rates: Command, { withStore }: Runner): void {
  const command = rates
    .command("diff")
    .argument(
      "<path>",
      "a folder with deck.yaml, or a carrier's file with --id of the deck that it belongs to",
    )
    .option("--month <month>", "calls to price twice; otherwise those of last month")
    .option("--no-money", "compare prices only")
    .description(
      "What a delivery changes of the deck in force: prefix by prefix, and in money on a month's calls.",
    )
    .addHelpText(
      "after",
      `
Nothing is loaded. Each stored call that the deck priced is priced twice, by the deck as it is and as it would be on the
last day on which the delivery changes something.

Example:
  tollwright rates diff decks/acme-az --month 2026-04`,
    );
  addRatesOptions(command).action(
    (path: string, options: RatesOptions & { month?: string; money: boolean }) =>
      withStore(async ({ database, clock, output }) => {
        const now = clock();
        const found = await checked(path, saidOf(path, options, true), now);
        const last = monthPeriod(addMonths(civilDateIn(now, "UTC"), -1).slice(0, 7));
        const month = options.month === undefined ? last : periodOf(options.month);
        for (const { read } of found) {
          if (!read.ok) return read;
          const compared = await deckDifference(database, {
            deck: read.value.deck,
            stated: read.value.stated,
            month: options.money ? month : null,
          });
          if (!compared.ok) return compared;
          answer(output, {
            json: { deck: read.value.deck.id, month: month.from.slice(0, 7), ...compared.value },
            people: differenceText(read.value.deck.id, compared.value, month.from.slice(0, 7)),
          });
        }
        return undefined;
      }),
  );
}

const KINDS: readonly ChangeKind[] = ["added", "increased", "decreased", "changed", "closed", "unchanged"];

function differenceText(
  deck: string,
  { difference, money, asOf }: DeliveryDifference,
  month: string,
): string {
  const { counts, changes, firstIncrease, disagreements } = difference;
  const worst = changes
    .filter(({ percent }) => percent !== null)
    .toSorted((left, right) => Math.abs(Number(right.percent)) - Math.abs(Number(left.percent)));
  const others = changes.filter(({ percent }) => percent === null);
  const shown = [...worst, ...others].slice(0, SHOWN);
  return [
    `deck ${deck}: ${KINDS.map((kind) => `${counts[kind]} ${kind}`).join(", ")}`,
    ...disagreements
      .slice(0, SHOWN)
      .map(
        ({ row, stated, found }) =>
          `note: row ${row}: the sender says ${stated}; beside what is in force it is ${found}`,
      ),
    firstIncrease === null ? "No price rises." : `The first price rises on ${firstIncrease}.`,
    ...(shown.length === 0
      ? []
      : [
          table(
            ["prefix", "destination", "what", "from", "before", "after", "percent"],
            shown.map(changeCells),
          ),
        ]),
    ...(changes.length > SHOWN ? [`${changes.length - SHOWN} more changes; --json has them all.`] : []),
    money === null ? "No calls were priced." : moneyText(money, { month, asOf }),
  ].join("\n");
}

function changeCells({ prefix, destination, kind, from, before, after, percent }: PrefixChange) {
  return [
    prefix,
    printable(destination).slice(0, 30),
    kind,
    from,
    priceText(before),
    priceText(after),
    percent ?? "",
  ];
}

function priceText(row: PrefixChange["after"]): string {
  if (row === null || row.removed) return "–";
  if (row.blocked) return "blocked";
  const prices = row.ratePerMinute ?? `${row.interstate}|${row.intrastate}`;
  return `${prices} ${row.initialSeconds}/${row.incrementSeconds}`;
}

function moneyText(
  { calls, unpriced, totals, destinations }: DeckMoney,
  asked: { readonly month: string; readonly asOf: string },
): string {
  if (calls === 0) return `No call of ${asked.month} is priced by this deck.`;
  const cells = (each: DeckMoney["totals"][number]) => [
    each.calls,
    grouped(each.before),
    grouped(each.after),
    grouped(each.difference),
  ];
  return [
    "",
    `${counted(calls, "call")} of ${asked.month}, priced as on ${asked.asOf}:`,
    table(
      ["who pays", "calls", "now", "then", "difference"],
      totals.map((total) => [total.side, ...cells(total)]),
    ),
    ...(unpriced === 0 ? [] : [`${unpriced} of them would have no price.`]),
    table(
      ["who pays", "destination", "calls", "now", "then", "difference"],
      destinations
        .slice(0, SHOWN)
        .map((each) => [each.side, printable(each.destination).slice(0, 40), ...cells(each)]),
    ),
    ...(destinations.length > SHOWN
      ? [`${destinations.length - SHOWN} more destinations; --json has them all.`]
      : []),
  ].join("\n");
}
