import type { ItemisedCall } from "@tollwright/invoice";
import { add, type Exact, exact, multiply, whole, zero } from "@tollwright/money";

export type CallSums = {
  readonly calls: number;
  /** Exact sum of billed charges by charge key. */
  readonly sums: ReadonlyMap<string, Exact>;
  /** Calls and their billed seconds by charge key. */
  readonly counts: ReadonlyMap<string, { readonly calls: number; readonly billedSeconds: number }>;
  /** Most decimals of any billed charge, at least 2: sums are rounded here first, so that no float's tail survives. */
  readonly places: number;
};

/** What calls come to, added up as they go by. */
type CallTally = {
  readonly add: (call: ItemisedCall) => void;
  readonly result: () => CallSums;
};

export function callTally(): CallTally {
  const lines = new Map<string, LineTally>();
  let open: { readonly key: string; readonly line: LineTally } | null = null;
  return {
    add({ chargeKey, billedCharge, billedSeconds }) {
      if (open?.key !== chargeKey) {
        const line = lines.get(chargeKey) ?? lineTally();
        lines.set(chargeKey, line);
        open = { key: chargeKey, line };
      }
      open.line.add(billedCharge, billedSeconds);
    },
    result() {
      const totals = [...lines].map(([key, line]) => [key, line.result()] as const);
      return {
        calls: totals.reduce((calls, [, line]) => calls + line.calls, 0),
        sums: new Map(totals.map(([key, { sum }]) => [key, sum])),
        counts: new Map(totals.map(([key, { calls, billedSeconds }]) => [key, { calls, billedSeconds }])),
        places: Math.max(2, ...totals.map(([, line]) => line.places)),
      };
    },
  };
}

type LineTally = ReturnType<typeof lineTally>;

/** Amounts that were not added up yet, at most: so few different ones come again and again. */
const AMOUNTS_MAX = 4096;

/** Equal amounts are counted, and each different one is multiplied and added once: exact, and cheap for a million calls. */
function lineTally() {
  let [sum, calls, billedSeconds, places] = [zero, 0, 0, 0];
  const times = new Map<string, number>();
  const addUp = (): void => {
    for (const [amount, count] of times) {
      sum = add(sum, multiply(exact(amount), whole(count)));
      places = Math.max(places, amount.split(".")[1]?.length ?? 0);
    }
    times.clear();
  };
  return {
    add(amount: string, seconds: number): void {
      calls += 1;
      billedSeconds += seconds;
      times.set(amount, (times.get(amount) ?? 0) + 1);
      if (times.size >= AMOUNTS_MAX) addUp();
    },
    result() {
      addUp();
      return { sum, calls, billedSeconds, places };
    },
  };
}
