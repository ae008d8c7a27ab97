import assert from "node:assert";
import type { Call } from "@tollwright/cdr";
import type { Rating } from "@tollwright/rating";
import { callColumns } from "../calls/call-row.ts";
import { type RatingRow, ratingColumns, ratingFromRow } from "../calls/rating-row.ts";
import type { Database } from "../database.ts";
import { cursorPages } from "./cursor-pages.ts";
import { factsAsRated, type RatedRow } from "./facts-as-rated.ts";
import { type ClosingScope, IN_SCOPE, scopeValues } from "./period-filter.ts";

export type ItemisedRating = { readonly call: Call; readonly rating: Rating };

const STATEMENT = `
  select ${callColumns.map((column) => `c.${column}`).join(", ")},
    ${ratingColumns.map((column) => `r.${column} as rating_${column}`).join(", ")}, r.batch as rating_batch
  from rating_ever r join call c on c.call_key = r.call_key and c.key_day = r.key_day
  where ${IN_SCOPE}
    and c.key_day >= ($2::timestamptz at time zone 'UTC')::date - 2
    and c.key_day <= ($3::timestamptz at time zone 'UTC')::date + 1
  order by r.account, r.rated_at, r.call_key, r.side`;

/**
 * The calls behind `usageLines`, in order of account, then of the total order that pools and minimums go by (books 13):
 * rated instant, then key. Read through a cursor, one connection while it lasts.
 */
export async function* itemisedRatings(db: Database, scope: ClosingScope): AsyncGenerator<ItemisedRating> {
  const pages = cursorPages<RatedRow>(db, { text: STATEMENT, values: scopeValues(scope) });
  for await (const { page, connection } of pages) {
    const calls = await factsAsRated(connection, page);
    for (const [index, row] of page.entries()) {
      const call = calls[index];
      assert(call !== undefined, "each row has its call");
      yield { call, rating: ratingFromRow(ratingPart(row)) };
    }
  }
}

function ratingPart(row: RatedRow): RatingRow {
  const joined: Readonly<Record<string, unknown>> = row;
  return Object.fromEntries(
    ratingColumns.map((column) => [column, joined[`rating_${column}`]]),
  ) as unknown as RatingRow;
}
