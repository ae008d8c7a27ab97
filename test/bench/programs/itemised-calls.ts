import type { ItemisedCall } from "@tollwright/invoice";
import {
  exampleCalls,
  exampleInvoice,
} from "../../../packages/adapters/documents/src/testing/example-invoice.ts";
import { random } from "../random.ts";

/** The example invoice with so many calls on it: all but three cost nothing, so that it still adds up. */
export function invoiceOf(calls: number) {
  return { ...exampleInvoice, itemisation: { calls, billedSeconds: "0" } };
}

const SEED = 7;
const SECONDS_OF_APRIL = 29 * 86_400;

/** Its calls, made as they are asked for, each with numbers, times and a key of its own; so cheaply that making them is not what is measured. */
export function* callsOf(count: number): Generator<ItemisedCall> {
  yield* exampleCalls;
  const [first] = exampleCalls;
  if (first === undefined) return;
  const chance = random(SEED);
  const part = (): string => HEXADECIMAL[chance.below(HEXADECIMAL.length)] ?? "";
  for (let index = exampleCalls.length; index < count; index += 1) {
    const seconds = 1 + chance.below(900);
    yield {
      ...first,
      dateTime: readingAt(Math.floor((index / count) * SECONDS_OF_APRIL)),
      to: `1212555${TWO_DIGITS[chance.below(100)]}${TWO_DIGITS[chance.below(100)]}`,
      seconds: SECONDS[seconds] ?? "",
      billedSeconds: 6 * Math.ceil(seconds / 6),
      listCharge: "0.000000",
      billedCharge: "0.000000",
      callKey: part() + part() + part() + part() + part() + part() + part() + part(),
    };
  }
}

const TWO_DIGITS = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, "0"));
const SECONDS = Array.from({ length: 901 }, (_, number) => String(number));
const HEXADECIMAL = Array.from({ length: 65_536 }, (_, number) => number.toString(16).padStart(4, "0"));

/** @example 32,590 s into the month: `2026-04-01 09:03:10`. */
function readingAt(seconds: number): string {
  const [day, hour] = [Math.floor(seconds / 86_400) + 1, Math.floor(seconds / 3600) % 24];
  return `2026-04-${TWO_DIGITS[day]} ${TWO_DIGITS[hour]}:${TWO_DIGITS[Math.floor(seconds / 60) % 60]}:${TWO_DIGITS[seconds % 60]}`;
}
