import { add, compare, type Exact, exact, toText, zero } from "@tollwright/money";
import type { CallAllocation, UsageCall } from "./usage-call.ts";
import type { UsageLine } from "./usage-line.ts";

export type UsageSums = {
  readonly add: (call: UsageCall, allocation: CallAllocation) => void;
  /** In no order: lines are sorted where they become charges. */
  readonly lines: () => readonly UsageLine[];
};

/** Sums allocated calls as the store sums calls without pools: by location, plan, product, class and side. */
export function sumUsage(account: string): UsageSums {
  const sums = new Map<string, Sum>();
  return {
    add: (call, allocation) => {
      const { location, plan, product, callClass, side } = call;
      const key = [location, plan, product, callClass, side].join("/");
      const sum = sums.get(key) ?? newSum({ account, location, plan, product, callClass, side });
      sums.set(key, sum);
      sum.calls += 1;
      sum.billedSeconds += call.billedSeconds;
      sum.drawnSeconds += allocation.drawnSeconds;
      sum.list = add(sum.list, exact(call.charge));
      sum.billed = add(sum.billed, exact(allocation.billedCharge));
    },
    lines: () => [...sums.values()].map(lineOf),
  };
}

type Key = Pick<UsageLine, "account" | "location" | "plan" | "product" | "callClass" | "side">;
type Sum = Key & { calls: number; billedSeconds: number; drawnSeconds: number; list: Exact; billed: Exact };

function newSum(key: Key): Sum {
  return { ...key, calls: 0, billedSeconds: 0, drawnSeconds: 0, list: zero, billed: zero };
}

function lineOf({ list, billed, drawnSeconds, billedSeconds, ...line }: Sum): UsageLine {
  const isList = drawnSeconds === 0 && compare(list, billed) === 0;
  return {
    ...line,
    billedSeconds: String(billedSeconds),
    charge: toText(list),
    ...(isList ? {} : { allocated: { charge: toText(billed), drawnSeconds: String(drawnSeconds) } }),
  };
}
