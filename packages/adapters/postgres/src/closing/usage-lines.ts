import type { Rating, Side } from "@tollwright/rating";
import type { Database } from "../database.ts";
import { rows } from "../rows.ts";
import { type ClosingScope, IN_SCOPE, scopeValues } from "./period-filter.ts";

/** Usage of one period by the parts of a line's key that calls decide (books 14). */
export type UsageSum = {
  readonly account: string;
  readonly location: string;
  readonly plan: string | null;
  readonly product: string;
  readonly callClass: Rating["callClass"];
  readonly side: Side;
  readonly calls: number;
  readonly billedSeconds: string;
  /** The exact sum of the calls' rounded charges; rounding to cents is the line's business. */
  readonly charge: string;
};

/** As the store answers, in snake case. */
export type SumRow = {
  readonly account: string;
  readonly location: string;
  readonly plan: string | null;
  readonly product: string;
  readonly call_class: Rating["callClass"];
  readonly side: Side;
  readonly calls: bigint;
  readonly billed_seconds: string;
  readonly charge: string;
};

/** Sums of the ratings that a close would bill; free-by-plan usage is a line of zero, calls without a product are on none. */
export async function usageLines(db: Database, scope: ClosingScope): Promise<readonly UsageSum[]> {
  const found = await rows<SumRow>(
    db,
    `select r.account, r.location, r.plan, r.product, r.call_class, r.side,
       count(*) as calls, sum(r.billed_seconds)::text as billed_seconds, sum(r.charge)::text as charge
     from rating_ever r where ${IN_SCOPE}
     group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6`,
    scopeValues(scope),
  );
  return found.map(fromSumRow);
}

export function fromSumRow(row: SumRow): UsageSum {
  const { call_class: callClass, billed_seconds: billedSeconds, calls, ...line } = row;
  return { ...line, callClass, billedSeconds, calls: Number(calls) };
}
