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

/** Sums of the ratings that a close would bill; free-by-plan usage is a line of zero, calls without a product are on none. */
export async function usageLines(db: Database, scope: ClosingScope): Promise<readonly UsageSum[]> {
  const found = await rows<{
    account: string;
    location: string;
    plan: string | null;
    product: string;
    call_class: Rating["callClass"];
    side: Side;
    calls: bigint;
    billed_seconds: string;
    charge: string;
  }>(
    db,
    `select r.account, r.location, r.plan, r.product, r.call_class, r.side,
       count(*) as calls, sum(r.billed_seconds)::text as billed_seconds, sum(r.charge)::text as charge
     from rating_ever r where ${IN_SCOPE}
     group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6`,
    scopeValues(scope),
  );
  return found.map(({ call_class: callClass, billed_seconds: billedSeconds, calls, ...line }) => ({
    ...line,
    callClass,
    billedSeconds,
    calls: Number(calls),
  }));
}
