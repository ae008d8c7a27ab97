import type { ItemisedCall } from "@tollwright/invoice";
import {
  exampleCalls,
  exampleInvoice,
} from "../../../packages/adapters/documents/src/testing/example-invoice.ts";
import { random } from "../random.ts";

/** The example invoice with so many calls on it: all but three cost nothing, so that it still adds up. */
export function invoiceOf(calls: number) {
  return { ...exampleInvoice, itemisation: { calls, csvSha256: "0".repeat(64) } };
}

const SEED = 7;
const DAY_MILLISECONDS = 86_400_000;

/** Its calls, made as they are asked for, each with numbers, times and a key of its own. */
export function* callsOf(count: number): Generator<ItemisedCall> {
  yield* exampleCalls;
  const [first] = exampleCalls;
  if (first === undefined) return;
  const chance = random(SEED);
  for (let index = exampleCalls.length; index < count; index += 1) {
    const at = Date.UTC(2026, 3, 1) + Math.floor((index / count) * 29 * DAY_MILLISECONDS);
    const seconds = 1 + chance.below(900);
    yield {
      ...first,
      dateTime: new Date(at).toISOString().slice(0, 19).replace("T", " "),
      to: `1212555${String(chance.below(10_000)).padStart(4, "0")}`,
      seconds: String(seconds),
      billedSeconds: 6 * Math.ceil(seconds / 6),
      listCharge: "0.000000",
      billedCharge: "0.000000",
      callKey: [0, 1, 2, 3]
        .map(() =>
          chance
            .below(2 ** 32)
            .toString(16)
            .padStart(8, "0"),
        )
        .join(""),
    };
  }
}
