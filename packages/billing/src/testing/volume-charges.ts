import { monthPeriod } from "@tollwright/calendar";
import { divide, exact, multiply, roundedText, toText, whole } from "@tollwright/money";
import type { Charge } from "../charge.ts";

/** Usage of a line, as a test gives it. */
export type Usage = { readonly line: string; readonly seconds: number };

const CENTS = { mode: "halfUp", places: 2 } as const;
const TIER_SECONDS = 600;

/** All minutes at 0.037, from ten minutes on all at 0.0291 (a volume tier): a line for each name with usage. */
export function volumeCharges(month: string, usage: readonly Usage[]): readonly Charge[] {
  return [...Map.groupBy(usage, ({ line }) => line)].map(([line, calls]) => {
    const seconds = calls.reduce((total, call) => total + call.seconds, 0);
    const price = seconds < TIER_SECONDS ? "0.037" : "0.0291";
    const minutes = divide(whole(seconds), whole(60));
    return {
      ...plainCharge(month, line),
      quantity: toText(minutes),
      unitPrice: price,
      amount: roundedText(multiply(minutes, exact(price)), CENTS),
      calls: calls.length,
      billedSeconds: String(seconds),
    };
  });
}

/** A usage line of nothing. */
export function plainCharge(month: string, line: string): Charge {
  const { from, until } = monthPeriod(month);
  return {
    ...{ key: `acme/hq/sip/${line}`, account: "acme", location: "hq", plan: "sip", product: line },
    ...{ section: "usage", chargeKind: "usage", description: line, serviceClass: "voip", portion: "mixed" },
    ...{ callClass: line, from, until, about: null },
    ...{ quantity: "0", unit: "minute", unitPrice: null, share: null, amount: "0.00" },
    ...{ calls: 0, billedSeconds: "0", counts: {}, explanation: [] },
  };
}
