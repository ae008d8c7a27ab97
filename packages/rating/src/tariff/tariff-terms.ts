import { divide, exact, multiply, type Rounding, toText } from "@tollwright/money";
import { exactText } from "../price-call-scaled.ts";
import type { CompiledPeriod, CompiledSlot, CompiledTariff } from "./compile-tariff.ts";

/** What a period says before and after its increments, written once for all its calls. */
export type TermsAround = { readonly before: string; readonly after: string };

/** @example `minimum 30 s; ` and `; connect 0.01; at least 0.05; halfUp 6`. */
export function termsAround(period: CompiledPeriod, tariff: CompiledTariff): TermsAround {
  const { minimumSeconds, freeSeconds } = tariff.tariff;
  const own = tariff.tariff.periods[period.index];
  const minimum = own?.minimumCharge ?? tariff.tariff.minimumCharge;
  const maximum = own?.maximumCharge ?? tariff.tariff.maximumCharge;
  const before = [
    tariff.minimumLength > 0n && `minimum ${minimumSeconds} s`,
    tariff.freeLength > 0n && `free ${freeSeconds} s`,
  ];
  const after = [
    period.connectFee > 0n && `connect ${exactText(period.connectFee, tariff.divisor, tariff.places)}`,
    period.surcharge.top > 0n && `surcharge ${period.surcharge.text}`,
    period.minimumCharge > 0n && `at least ${minimum}`,
    maximum != null && `at most ${maximum}`,
    roundingText(period.rounding),
  ];
  const told = (texts: readonly (string | false)[]): string[] => texts.filter((text) => text !== false);
  return {
    before: told(before)
      .map((text) => `${text}; `)
      .join(""),
    after: told(after).join("; "),
  };
}

function roundingText({ mode, places }: Rounding): string {
  return mode === "none" ? "unrounded" : `${mode} ${places}`;
}

/**
 * What a rating says of a group of increments: in plain letters, for there are millions to store.
 *
 * @param from Seconds since the answer.
 * @example `day from 30 s: 7 x 6 s at 0.02/60 s; `
 */
export function groupTerms(
  { terms }: CompiledSlot,
  group: { readonly from: number | string; readonly increments: number | bigint; readonly isEntry: boolean },
): string {
  const { from, increments, isEntry } = group;
  return `${terms.before}${from} s: ${increments}${terms.after}${isEntry ? terms.entry : ""}; `;
}

const GROUP = /^(.+) from (\S+) s: (\d+) x (\S+) s at (\S+)\/(\S+) s(?:, (\S+) to enter)?$/;

/**
 * Stored terms as sentences, a group of increments each with its amount, then what came on top.
 *
 * @example `From 30 s, day: 7 × 6 s at 0.02 for 60 s = 0.014.`
 */
export function termsSentences(terms: string): { readonly groups: readonly string[]; readonly rest: string } {
  const groups: string[] = [];
  const rest: string[] = [];
  for (const part of terms.split("; ")) {
    const found = GROUP.exec(part);
    if (found === null) {
      rest.push(part);
      continue;
    }
    const [, label = "", from = "", increments = "", increment = "", rate = "", unit = "", entry] = found;
    const seconds = multiply(exact(increments), exact(increment));
    const amount = toText(divide(multiply(seconds, exact(rate)), exact(unit)));
    const fee = entry === undefined ? "" : `, and ${entry} to enter the slot`;
    groups.push(
      `From ${from} s, ${label}: ${increments} × ${increment} s at ${rate} for ${unit} s = ${amount}${fee}.`,
    );
  }
  return { groups, rest: rest.join("; ") };
}
