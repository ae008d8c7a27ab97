import { exact, negate, toFixedText, toText } from "@tollwright/money";
import type { Charge } from "../charge.ts";
import { correctionKey, correctionName, monthName } from "./correction.ts";
import { isSameLine } from "./same-line.ts";
import { type InvoicedLine, ownKey } from "./standing-lines.ts";

/**
 * What the next invoice carries for an earlier period that was computed again in full (books 12): for each line that came
 * out otherwise, the reversal of the one that stands and the new one beside it; nothing where the line is equal.
 *
 * @param period The month that is corrected: `2026-03`.
 * @param standing By own key, see `standingLines`. @param due The same account and period as known now, each line with its own key.
 * @example 900 minutes at 0.02 stand, one more call reaches the tier of 0.015: -18.00 and 905 × 0.015 = 13.58.
 */
export function periodDifference(input: {
  readonly period: string;
  readonly standing: ReadonlyMap<string, InvoicedLine>;
  readonly due: readonly Charge[];
}): readonly Charge[] {
  const { period, standing, due } = input;
  const kept = new Set(due.map(ownKey));
  const gone = [...standing].filter(([key]) => !kept.has(key)).map(([, line]) => reversal(period, line));
  const changed = due.flatMap((charge) => {
    const before = standing.get(charge.key);
    if (before === undefined) return [correctedLine(period, charge)];
    if (isSameLine(before.charge, charge)) return [];
    return [reversal(period, before), correctedLine(period, charge)];
  });
  return [...gone, ...changed];
}

/** The line as it should have been, under the name of its own period. */
export function correctedLine(period: string, charge: Charge): Charge {
  const correction = { kind: "corrected", period, of: charge.key, reverses: null } as const;
  return {
    ...charge,
    key: correctionKey(correction),
    description: `${correctionName(correction)}: ${charge.description}`,
    explanation: [`${monthName(period)}, computed again in full by what is known now`, ...charge.explanation],
    correction,
  };
}

/** Everything of the line with the other sign: it nets to nothing, in money and in what is counted. */
function reversal(period: string, { invoice, charge }: InvoicedLine): Charge {
  const correction = {
    kind: "reversal",
    period,
    of: ownKey(charge),
    reverses: { invoice, key: charge.key },
  } as const;
  const priced = charge.taxing?.priceWithTaxes;
  const description = charge.description.replace(`${correctionName({ kind: "corrected", period })}: `, "");
  return {
    ...charge,
    key: correctionKey(correction),
    description: `${correctionName(correction)}: ${description}`,
    quantity: negated(charge.quantity),
    amount: toFixedText(negate(exact(charge.amount)), 2),
    calls: charge.calls === null ? null : 0 - charge.calls,
    billedSeconds: charge.billedSeconds === null ? null : negated(charge.billedSeconds),
    counts: Object.fromEntries(Object.entries(charge.counts).map(([unit, count]) => [unit, negated(count)])),
    ...(priced === undefined
      ? {}
      : { taxing: { ...charge.taxing, priceWithTaxes: toFixedText(negate(exact(priced)), 2) } }),
    explanation: [
      `takes back ${charge.amount}, charged for ${monthName(period)} on invoice ${invoice} as ${charge.key}`,
    ],
    correction,
  };
}

function negated(text: string): string {
  return toText(negate(exact(text)));
}
