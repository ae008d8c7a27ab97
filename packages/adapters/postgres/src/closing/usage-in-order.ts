import type { Instant } from "@tollwright/calendar";
import type { Rating, Side } from "@tollwright/rating";
import type { Database } from "../database.ts";
import { cursorPages } from "./cursor-pages.ts";
import { COMPLETED_AS_RATED, known } from "./known-facts.ts";
import { type ClosingScope, IN_SCOPE, scopeValues } from "./period-filter.ts";

/** One rated call of `usageLines`, with what pools and tiers look at. */
export type UsageInOrder = {
  readonly callKey: Buffer;
  readonly location: string;
  readonly plan: string | null;
  readonly product: string;
  readonly callClass: Rating["callClass"];
  readonly side: Side;
  readonly ratedAt: Instant;
  readonly billedSeconds: number;
  readonly charge: string;
  readonly fromE164: string | null;
  readonly toE164: string | null;
  /** Null unless asked for: only pools of trunk groups need the calls themselves. */
  readonly trunks: {
    readonly source: string;
    readonly in: string | null;
    readonly out: string | null;
  } | null;
};

const COLUMNS = `r.call_key, r.location, r.plan, r.product, r.call_class, r.side, r.rated_at, r.billed_seconds, r.charge::text as charge,
  r.from_e164, r.to_e164`;
const TOTAL_ORDER = "order by r.account, r.rated_at, r.call_key, r.side";

const WITHOUT_TRUNKS = `select ${COLUMNS} from rating_ever r where ${IN_SCOPE} ${TOTAL_ORDER}`;
const WITH_TRUNKS = `select ${COLUMNS}, c.source, ${known("trunk_in")} as trunk_in, ${known("trunk_out")} as trunk_out
  from rating_ever r join call c on c.call_key = r.call_key and c.key_day = r.key_day ${COMPLETED_AS_RATED}
  where ${IN_SCOPE}
    and c.key_day >= ($2::timestamptz at time zone 'UTC')::date - 2
    and c.key_day <= ($3::timestamptz at time zone 'UTC')::date + 1
  ${TOTAL_ORDER}`;

type UsageRow = {
  readonly call_key: Buffer;
  readonly location: string;
  readonly plan: string | null;
  readonly product: string;
  readonly call_class: Rating["callClass"];
  readonly side: Side;
  readonly rated_at: Instant;
  readonly billed_seconds: bigint;
  readonly charge: string;
  readonly from_e164: string | null;
  readonly to_e164: string | null;
  readonly source?: string;
  readonly trunk_in?: string | null;
  readonly trunk_out?: string | null;
};

/** The calls behind `usageLines` in the total order that pools and tiers go by (books 13): rated instant, key, side. */
export async function* usageInOrder(
  db: Database,
  scope: ClosingScope & { readonly withTrunks: boolean },
): AsyncGenerator<UsageInOrder> {
  const query = { text: scope.withTrunks ? WITH_TRUNKS : WITHOUT_TRUNKS, values: scopeValues(scope) };
  for await (const { page } of cursorPages<UsageRow>(db, query)) for (const row of page) yield fromRow(row);
}

function fromRow(row: UsageRow): UsageInOrder {
  return {
    callKey: row.call_key,
    location: row.location,
    plan: row.plan,
    product: row.product,
    callClass: row.call_class,
    side: row.side,
    ratedAt: row.rated_at,
    billedSeconds: Number(row.billed_seconds),
    charge: row.charge,
    fromE164: row.from_e164,
    toE164: row.to_e164,
    trunks:
      row.source === undefined
        ? null
        : { source: row.source, in: row.trunk_in ?? null, out: row.trunk_out ?? null },
  };
}
