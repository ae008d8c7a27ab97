import { compare, toText } from "@tollwright/money";
import { type DecimalSum, decimalSum } from "./decimal-sum.ts";
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
      sum.list.add(call.charge);
      sum.billed.add(allocation.billedCharge);
    },
    lines: () => [...sums.values()].map(lineOf),
  };
}

type Key = Pick<UsageLine, "account" | "location" | "plan" | "product" | "callClass" | "side">;
type Sum = Key & {
  calls: number;
  billedSeconds: number;
  drawnSeconds: number;
  list: DecimalSum;
  billed: DecimalSum;
};

function newSum(key: Key): Sum {
  return { ...key, calls: 0, billedSeconds: 0, drawnSeconds: 0, list: decimalSum(), billed: decimalSum() };
}

function lineOf({ list, billed, drawnSeconds, billedSeconds, ...line }: Sum): UsageLine {
  const [atList, asBilled] = [list.total(), billed.total()];
  const isList = drawnSeconds === 0 && compare(atList, asBilled) === 0;
  return {
    ...line,
    billedSeconds: String(billedSeconds),
    charge: toText(atList),
    ...(isList ? {} : { allocated: { charge: toText(asBilled), drawnSeconds: String(drawnSeconds) } }),
  };
}
